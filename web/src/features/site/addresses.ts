/** A workspace's name in an address: RFC 1123 letters, digits and inner hyphens. */
const SLUG = /^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/;

/**
 * What a person types to name a workspace, as its slug: `Acme`, `acme.edgewise.app` and
 * `https://acme.edgewise.app/prospects` all give `acme`; null where it can be none.
 */
export function slugOf(typed: string, appDomain: string): string | null {
  const host = typed
    .trim()
    .toLowerCase()
    .replace(/^https?:\/\//, '')
    .replace(/\/.*$/, '');
  const suffix = `.${appDomain.toLowerCase()}`;
  const slug = host.endsWith(suffix) ? host.slice(0, -suffix.length) : host;
  return SLUG.test(slug) ? slug : null;
}

/** The address of a workspace, in the scheme of the page. */
export const workspaceUrl = (slug: string, appDomain: string, protocol: string): string =>
  `${protocol}//${slug}.${appDomain}/sign-in`;

/** The product's own host, with a path on it. */
export const rootUrl = (appDomain: string, protocol: string, path = '/'): string => `${protocol}//${appDomain}${path}`;
