import { text, withHeaders } from './answers.ts';
import { isName, plainName, typeCode } from './dns-names.ts';
import { type Answered, RCODE, type Resolution, resolveName } from './dns-resolve.ts';
import type { Zones } from './dns-zones.ts';
import { header } from './keys.ts';
import type { Answer, Provider, ProviderContext, ProviderRequest } from './types.ts';

const DNS_JSON = 'application/dns-json';
/** What 1.1.1.1 adds to a SERVFAIL of name servers that do not answer (RFC 8914, code 22). */
const UNREACHABLE = 'EDE(22): No Reachable Authority';

/** How one of the two public resolvers writes its answers. */
interface Manner {
  type: string;
  name(plain: string): string;
  data(record: Answered): string;
  comment(status: number): unknown;
}

/** Names as `example.com`, data with last dots, texts in quotes. */
const CLOUDFLARE: Manner = {
  type: DNS_JSON,
  name: (plain) => plain || '.',
  data: (record) => record.data,
  comment: (status) => (status === RCODE.servFail ? [UNREACHABLE] : undefined),
};
/** Names as `example.com.`, texts bare and in one piece. */
const GOOGLE: Manner = {
  type: 'application/json; charset=UTF-8',
  name: (plain) => `${plain}.`,
  data: (record) => record.text ?? record.data,
  comment: (status) => (status === RCODE.servFail ? `${UNREACHABLE}.` : undefined),
};

const refused = (status: number, message: string): Answer => text(status, DNS_JSON, JSON.stringify({ error: message }));

const FLAGS: Record<string, boolean | undefined> = { '': false, '0': false, false: false, '1': true, true: true };
/** A flag of the query, undefined for a value that is none. */
const flag = (request: ProviderRequest, name: string): boolean | undefined => FLAGS[request.query.get(name) ?? ''];
const badFlag = (name: string, value: string | null): Answer =>
  refused(
    400,
    `Invalid ${name} flag \`${value}\`. Expected to be empty or one of \`0\`, \`false\`, \`1\`, or \`true\`.`,
  );

function written(manner: Manner, asked: string, type: number, cd: boolean, found: Resolution): string {
  const records = (list: Answered[]): unknown =>
    list.length === 0
      ? undefined
      : list.map((one) => ({ name: manner.name(one.name), type: one.type, TTL: one.ttl, data: manner.data(one) }));
  return JSON.stringify({
    Status: found.status,
    TC: false,
    RD: true,
    RA: true,
    AD: false,
    CD: cd,
    Question: [{ name: manner.name(asked.replace(/\.$/, '')), type }],
    Answer: records(found.answers),
    Authority: records(found.authority),
    Comment: manner.comment(found.status),
  });
}

/**
 * A public resolver's JSON over HTTPS, for scripted zones. `/dns-query` stands for https://cloudflare-dns.com (which
 * wants `Accept: application/dns-json`), `/resolve` for https://dns.google. No zone is signed: `do` changes nothing.
 * Sources: developers.cloudflare.com/1.1.1.1/encryption/dns-over-https/make-api-requests/dns-json/ and
 * developers.google.com/speed/public-dns/docs/doh/json.
 */
export function createDns(zones: Zones): Provider {
  const tooMany = (retryAfter: number): Answer =>
    withHeaders(refused(429, 'Too many requests'), { 'retry-after': String(retryAfter) });

  const query = (request: ProviderRequest, manner: Manner): Answer => {
    const asked = request.query.get('name') ?? '';
    if (!isName(asked)) return refused(400, `Invalid query name \`${asked}\`.`);
    const type = typeCode(request.query.get('type') ?? '');
    if (type === null) return refused(400, `Invalid query type \`${request.query.get('type')}\`.`);
    const cd = flag(request, 'cd');
    if (cd === undefined) return badFlag('CD', request.query.get('cd'));
    if (flag(request, 'do') === undefined) return badFlag('DO', request.query.get('do'));
    const found = resolveName(zones, plainName(asked), type, 'resolver');
    return text(200, manner.type, written(manner, asked, type, cd, found));
  };

  return {
    name: 'dns',
    prefixes: ['dns'],
    handle(request: ProviderRequest, context: ProviderContext) {
      const take = context.limiter.take('dns', 'everyone', []);
      if (!take.allowed) return tooMany(take.retryAfterSeconds);
      if (request.path !== '/dns-query' && request.path !== '/resolve') return refused(404, 'Not found');
      if (request.method !== 'GET') return refused(405, 'Only GET is allowed for JSON');
      if (request.path === '/resolve') return query(request, GOOGLE);
      const wanted = request.query.get('ct') ?? header(request.headers, 'accept');
      if (!wanted.includes(DNS_JSON)) return refused(400, `Only ${DNS_JSON} is answered`);
      return query(request, CLOUDFLARE);
    },
    failure: (status, _request, retryAfter) =>
      status === 429 ? tooMany(retryAfter ?? 1) : text(status, 'text/plain', `error code: ${status}`),
  };
}
