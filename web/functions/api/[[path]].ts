/**
 * `/api/*` of a Pages project, WebSockets too, handed to the Worker at `API_ORIGIN`.
 *
 * The Worker takes the tenant from the Host alone and believes no forwarded-host header, so nothing here can name a
 * tenant for it. One Pages project therefore serves one host, and `API_ORIGIN` is the Worker's own route for the same
 * tenant (for example `https://acme.edgewise.app` behind `people.acme.com`). Cookies carry no Domain and so belong to
 * the host that the browser sees.
 */
interface Env {
  /** Scheme and host of the Worker's route, for example `https://acme.edgewise.app`. */
  API_ORIGIN: string;
}

export const onRequest: PagesFunction<Env> = async ({ request, env }) => {
  const here = new URL(request.url);
  const there = new URL(env.API_ORIGIN);
  there.pathname = here.pathname;
  there.search = here.search;

  const headers = new Headers(request.headers);
  // Our own pages are the Worker's own; every other Origin stays as it is, and is refused there.
  if (headers.get('origin') === here.origin) headers.set('origin', there.origin);

  return fetch(new Request(there, new Request(request, { headers, redirect: 'manual' })));
};
