import * as z from 'zod';
import { json, text } from './answers.ts';
import { type ControlRoute, parsed } from './control.ts';
import { partiesOf } from './edgar-filing.ts';
import {
  columnsOf,
  companyFeed,
  companyPage,
  currentFeed,
  filingIndex,
  folderIndex,
  htmlPage,
  noSuchKey,
  olderPage,
  renderedPage,
  submissionsOf,
  submissionText,
} from './edgar-pages.ts';
import { type EdgarStore, type Entity, namesBeginningWith, namesHolding, openEdgarStore } from './edgar-store.ts';
import { hexOf } from './hash.ts';
import { header } from './keys.ts';
import { decoded } from './names.ts';
import type { Answer, Provider, ProviderRequest } from './types.ts';

/** At most 10 requests a second over data, www and efts together (sec.gov, "Accessing EDGAR Data"). */
const PER_SECOND = 10;
/** The typeahead shows ten entities; a full-text page holds a hundred hits. */
const HINTS_MAX = 10;
const HITS_MAX = 100;
/** Default and largest page of the feeds; beyond `FEED_END` the site shows an error page (recorded 2025-12). */
const FEED_DEFAULT = 40;
const FEED_MAX = 100;
const FEED_END = 5_000;

const XML = 'application/xml';
const ATOM = 'application/atom+xml';
const HTML = 'text/html';

const missing = (key: string): Answer => text(404, XML, noSuchKey(key));

/** `Company Name contact@example.com` or anything else with a way to reach somebody. */
const declared = (agent: string): boolean => /[^\s@]+@[^\s@]+\.[^\s@]+/.test(agent);

const whole = (value: string | null, fallback: number): number => {
  const number = Number(value ?? '');
  return value !== null && value !== '' && Number.isInteger(number) && number >= 0 ? number : fallback;
};
const padded = (cik: string): string => cik.padStart(10, '0');

/** What `POST /_control/edgar/filings` takes: a document, and where it is to lie. */
const newFiling = z.strictObject({
  xml: z.string(),
  accession: z
    .string()
    .regex(/^\d{10}-\d{2}-\d{6}$/)
    .optional(),
  filed: z.iso.date().optional(),
});

/** SEC EDGAR: `/edgar-data` stands for data.sec.gov, `/edgar-www` for www.sec.gov, `/edgar-efts` for efts.sec.gov. */
export function createEdgar(dataDir: string): Provider & { control: ControlRoute } {
  let opened: EdgarStore | undefined;
  const store = (): EdgarStore => {
    opened ??= openEdgarStore(dataDir);
    return opened;
  };
  const about = (cik: string, answer: Answer): Answer => {
    const name = store().entities.get(cik)?.name;
    return { ...answer, personKey: name === undefined ? `cik ${cik}` : `cik ${cik} ${name}` };
  };

  const data = (request: ProviderRequest): Answer => {
    const name = /^\/submissions\/([^/]+)$/.exec(request.path)?.[1] ?? '';
    const cik = /^CIK(\d{10})(?:-submissions-\d{3})?\.json$/.exec(name)?.[1];
    const key = request.path.slice(1);
    const headers = { 'access-control-allow-origin': '*', 'x-amzn-requestid': hexOf(`edgar|${request.seq}`, 32) };
    const absent = text(404, XML, noSuchKey(key), headers);
    if (cik === undefined) return absent;
    const file = store().submissionsFile(name);
    if (file !== null) return about(cik, text(200, 'application/json', file, headers));
    const older = olderPage(store(), name);
    if (older !== null) return about(cik, text(200, 'application/json', JSON.stringify(older), headers));
    const entity = store().entities.get(cik);
    const known = entity !== undefined && name === `CIK${cik}.json` && store().filingsOf(cik).length > 0;
    return known
      ? about(cik, text(200, 'application/json', JSON.stringify(submissionsOf(store(), entity)), headers))
      : absent;
  };

  /** `/Archives/edgar/data/<cik>/...`: the filing's folder in its different dresses. */
  const archive = (request: ProviderRequest): Answer => {
    const key = request.path.slice('/Archives/'.length);
    const match = /^\/Archives\/edgar\/data\/(\d{1,10})\/([\d-]{18,24})(?:\.txt|(?:\/(.*))?)$/.exec(request.path);
    if (match === null) return missing(key);
    const cik = padded(match[1] ?? '');
    const filing = store().byFolder.get((match[2] ?? '').replaceAll('-', ''));
    if (filing === undefined || !partiesOf(filing).some((party) => party.cik === cik)) return missing(key);
    const rest = request.path.endsWith(`/${filing.accession}.txt`)
      ? `${filing.accession}.txt`
      : decoded(match[3] ?? '');
    if (rest === filing.file) return about(cik, text(200, 'text/xml', filing.xml));
    if (rest.startsWith('xsl') && rest.endsWith(`/${filing.file}`))
      return about(cik, text(200, HTML, renderedPage(filing)));
    if (rest === `${filing.accession}.txt`) return about(cik, text(200, 'text/plain', submissionText(filing)));
    if (rest === 'index.json') return about(cik, json(200, folderIndex(cik, filing)));
    if (rest === '' || rest === `${filing.accession}-index.htm`)
      return about(cik, text(200, HTML, filingIndex(cik, filing)));
    return missing(key);
  };

  const companySearch = (request: ProviderRequest): Answer => {
    const { query } = request;
    const asked = query.get('CIK') ?? query.get('company') ?? '';
    const byCik = /^\d{1,10}$/.test(asked) ? store().entities.get(padded(asked)) : undefined;
    const byTicker = [...store().entities.values()].filter(({ tickers }) => tickers.includes(asked.toUpperCase()));
    const hits: Entity[] =
      byCik !== undefined
        ? [byCik]
        : query.has('CIK') && asked !== ''
          ? byTicker.slice(0, 1)
          : namesBeginningWith(store(), query.get('company') ?? '');
    if (query.get('output') !== 'atom') return text(200, HTML, companyPage(hits));
    const [only] = hits;
    const rows =
      only === undefined ? null : (store().storedColumns(only.cik) ?? columnsOf(store().filingsOf(only.cik)));
    const count = Math.min(FEED_MAX, whole(query.get('count'), FEED_DEFAULT));
    const feed = companyFeed(hits, rows, query.get('type') ?? '', whole(query.get('start'), 0), count);
    return {
      ...text(200, ATOM, feed),
      personKey: only === undefined || hits.length > 1 ? null : `cik ${only.cik} ${only.name}`,
    };
  };

  const browse = (request: ProviderRequest): Answer => {
    const { query } = request;
    if (query.get('action') === 'getcompany') return companySearch(request);
    if (query.get('action') !== 'getcurrent') return text(200, HTML, htmlPage('EDGAR', '<p>Unknown action.</p>'));
    const start = whole(query.get('start'), 0);
    if (start > FEED_END)
      return text(200, HTML, htmlPage('SEC.gov | File Unavailable', '<p>This page is temporarily unavailable.</p>'));
    const type = query.get('type') ?? '';
    // `type` is a prefix; `owner=only` leaves Forms 3, 4 and 5 and their amendments.
    const only = query.get('owner') === 'only';
    const filings = store().filings.filter(
      ({ form }) => form.startsWith(type) && (!only || /^[345](?:\/A)?$/.test(form)),
    );
    return text(200, ATOM, currentFeed(filings, start, Math.min(FEED_MAX, whole(query.get('count'), FEED_DEFAULT))));
  };

  const www = (request: ProviderRequest): Answer => {
    if (request.path === '/files/company_tickers.json') return json(200, store().tickers);
    if (request.path === '/cgi-bin/browse-edgar') return browse(request);
    if (request.path.startsWith('/Archives/')) return archive(request);
    return text(404, HTML, htmlPage('SEC.gov | File Not Found Error Alert (404)', ''));
  };

  /** Typeahead (`keysTyped`) and search in names of filers (`q`, `entityName`, `ciks`, `forms`). */
  const efts = (request: ProviderRequest): Answer => {
    if (request.path !== '/LATEST/search-index') return json(404, { message: 'Not Found' });
    const body = z.looseObject({ keysTyped: z.string().optional() }).safeParse(request.json).data ?? {};
    const typed = request.query.get('keysTyped') ?? body.keysTyped;
    const envelope = (total: number, hits: unknown[]): Answer =>
      json(200, {
        took: 5,
        timed_out: false,
        _shards: { total: 1, successful: 1, skipped: 0, failed: 0 },
        hits: { total: { value: total, relation: 'eq' }, max_score: null, hits },
      });
    if (typed !== undefined) {
      const all = namesHolding(store(), typed);
      const hits = all.slice(0, HINTS_MAX).map(({ cik, name, tickers, filings }) => ({
        _index: 'edgar_entity',
        _id: String(Number(cik)),
        _score: null,
        _source: {
          entity: name,
          entity_words: name,
          rank: filings,
          ...(tickers.length > 0 ? { tickers: tickers.join(', ') } : {}),
        },
      }));
      return { ...envelope(all.length, hits), personKey: `name ${typed}` };
    }
    const { query } = request;
    const name = (query.get('q') ?? query.get('entityName') ?? '').replaceAll('"', '');
    const named = new Set(namesHolding(store(), name).map(({ cik }) => cik));
    const ciks = (query.get('ciks') ?? '')
      .split(',')
      .filter((cik) => cik !== '')
      .map(padded);
    const forms = (query.get('forms') ?? '').split(',').filter((form) => form !== '');
    const found = store().filings.filter((filing) => {
      const parties = partiesOf(filing).map(({ cik }) => cik);
      const fits = ciks.length > 0 ? parties.some((cik) => ciks.includes(cik)) : parties.some((cik) => named.has(cik));
      return fits && (forms.length === 0 || forms.includes(filing.form.replace(/\/A$/, '')));
    });
    const from = whole(query.get('from'), 0);
    const hits = found.slice(from, from + HITS_MAX).map((filing) => ({
      _index: 'edgar_file',
      _id: `${filing.accession}:${filing.file}`,
      _score: null,
      _source: {
        ciks: partiesOf(filing).map(({ cik }) => cik),
        display_names: partiesOf(filing).map((party) => `${party.name}  (CIK ${party.cik})`),
        form: filing.form,
        root_forms: [filing.form.replace(/\/A$/, '')],
        adsh: filing.accession,
        file_date: filing.filed,
        period_ending: filing.period,
      },
    }));
    return envelope(found.length, hits);
  };

  const hosts: Record<string, (request: ProviderRequest) => Answer> = {
    'edgar-data': data,
    'edgar-www': www,
    'edgar-efts': efts,
  };
  const failure: Provider['failure'] = (status, _request, retryAfter) => {
    const headers: Record<string, string> = retryAfter === undefined ? {} : { 'retry-after': String(retryAfter) };
    const title = status === 429 ? 'SEC.gov | Request Rate Threshold Exceeded' : 'SEC.gov | File Unavailable';
    return text(status, HTML, htmlPage(title, '<p>Please try again later.</p>'), headers);
  };
  return {
    name: 'edgar',
    control(method, path, body) {
      if (`${method} ${path}` !== 'POST /_control/edgar/filings') return null;
      return parsed(newFiling, body, ({ xml, accession, filed }) => {
        const filing = store().file(xml, { accession, filed });
        if (filing === null) return { status: 400, value: { error: 'no new ownership document' } };
        return { status: 200, value: { accession: filing.accession, file: filing.file } };
      });
    },
    prefixes: Object.keys(hosts),
    handle(request, context) {
      if (!declared(header(request.headers, 'user-agent'))) {
        const title = 'SEC.gov | Your Request Originates from an Undeclared Automated Tool';
        return text(
          403,
          HTML,
          htmlPage(
            title,
            '<p>Please declare your traffic by updating your user agent to include company specific information.</p>',
          ),
        );
      }
      if (request.method !== 'GET' && request.prefix !== 'edgar-efts') return failure(405, request);
      const take = context.limiter.take('edgar', 'all', [{ window: 'second', limit: PER_SECOND }]);
      if (!take.allowed) return failure(429, request);
      return hosts[request.prefix]?.(request) ?? missing(request.path);
    },
    failure,
  };
}
