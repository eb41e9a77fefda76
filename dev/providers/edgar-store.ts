import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import * as z from 'zod';
import { type Filing, folderOf, type Known, partiesOf, readFiling } from './edgar-filing.ts';
import { words } from './names.ts';
import { untar } from './tar.ts';

const FIXTURES = join(import.meta.dirname, 'fixtures');

/** Somebody or something with a CIK. */
export interface Entity {
  /** Ten digits. */
  cik: string;
  name: string;
  tickers: string[];
  city: string;
  state: string;
  /** The name as `words` gives it, worked out once: searches look through ten thousand names. */
  words: string[];
  /** Number of filings known here, the order of search results. */
  filings: number;
}

/** The columns of a submissions page that the emulator itself reads. */
const columns = z.looseObject({
  accessionNumber: z.array(z.string()),
  filingDate: z.array(z.string()),
  reportDate: z.array(z.string()),
  form: z.array(z.string()),
  primaryDocument: z.array(z.string()),
});
export type Columns = z.infer<typeof columns>;
const submissions = z.looseObject({
  cik: z.string(),
  name: z.string(),
  tickers: z.array(z.string()),
  filings: z.looseObject({ recent: columns }),
});
const tickerMap = z.record(z.string(), z.object({ cik_str: z.number(), ticker: z.string(), title: z.string() }));
const bulkManifest = z.array(z.looseObject({ file: z.string(), path: z.string() }));

/** Everything EDGAR has here. */
export interface EdgarStore {
  entities: Map<string, Entity>;
  /** By folder name (accession number without dashes). */
  byFolder: Map<string, Filing>;
  /** Newest first. */
  filings: Filing[];
  tickers: z.infer<typeof tickerMap>;
  /** The stored text of `/submissions/<name>`, or null. */
  submissionsFile(name: string): string | null;
  /** The filing columns of a stored submissions file, or null where none is stored. */
  storedColumns(cik: string): Columns | null;
  filingsOf(cik: string): Filing[];
  /** Takes a document as filed just now: it is the newest of all. Null for what is none. */
  file(xml: string, known: Known): Filing | null;
}

const list = (folder: string, pattern: RegExp): string[] =>
  existsSync(folder)
    ? readdirSync(folder)
        .filter((name) => pattern.test(name))
        .sort()
    : [];

/** Accession number and file name out of a path such as `.../000120919112048195/doc4.xml`. */
function knownFromPath(path: string): Known {
  const match = /(\d{10})-?(\d{2})-?(\d{6})\/([^/]+\.xml)$/.exec(path);
  return match === null ? {} : { accession: `${match[1]}-${match[2]}-${match[3]}`, file: match[4] };
}

/** Every ownership document: own fixtures, the single files, the bulk archive with what its manifest tells. */
function documents(dataDir: string): { xml: string; source: string; known: Known }[] {
  const found: { xml: string; source: string; known: Known }[] = [];
  for (const folder of [join(FIXTURES, 'ownership'), join(dataDir, 'ownership')]) {
    for (const name of list(folder, /\.xml$/)) {
      const path = join(folder, name);
      const own = /^(\d{10}-\d{2}-\d{6})_(.+\.xml)$/.exec(name);
      const known = own === null ? {} : { accession: own[1], file: own[2] };
      found.push({ xml: readFileSync(path, 'utf8'), source: name, known });
    }
  }
  const archive = join(dataDir, 'ownership-bulk.tar.gz');
  if (!existsSync(archive)) return found;
  const manifest = join(dataDir, 'ownership-bulk.MANIFEST.json');
  const rows = existsSync(manifest) ? bulkManifest.parse(JSON.parse(readFileSync(manifest, 'utf8'))) : [];
  const paths = new Map(rows.map((row) => [row.file, row.path]));
  for (const { name, data } of untar(gunzipSync(readFileSync(archive)))) {
    if (!name.endsWith('.xml')) continue;
    found.push({ xml: data.toString('utf8'), source: name, known: knownFromPath(paths.get(name) ?? '') });
  }
  return found;
}

/** The only row of a stored submissions file that fits a document, as accession number, file and date. */
function knownFromColumns(filing: Filing, rows: Columns): Known {
  const hits = rows.form.flatMap((form, at) =>
    form === filing.form && rows.reportDate[at] === filing.period ? [at] : [],
  );
  const at = hits.length === 1 ? hits[0] : undefined;
  if (at === undefined) return {};
  const file = rows.primaryDocument[at]?.split('/').at(-1);
  return { accession: rows.accessionNumber[at], file: file === '' ? undefined : file, filed: rows.filingDate[at] };
}

/** Reads all that is there; takes some tens of milliseconds, so it is done on the first call that needs it. */
export function openEdgarStore(dataDir: string): EdgarStore {
  const folders = [join(dataDir, 'submissions'), join(FIXTURES, 'submissions')];
  const submissionsFile = (name: string): string | null => {
    // A name that could leave the folder is no name of EDGAR's.
    if (!/^CIK\d{10}(-submissions-\d{3})?\.json$/.test(name)) return null;
    const path = folders.map((folder) => join(folder, name)).find((candidate) => existsSync(candidate));
    return path === undefined ? null : readFileSync(path, 'utf8');
  };
  const stored = new Map<string, z.infer<typeof submissions>>();
  for (const name of folders.flatMap((folder) => list(folder, /^CIK\d{10}\.json$/))) {
    const parsed = submissions.safeParse(JSON.parse(submissionsFile(name) ?? 'null'));
    if (parsed.success) stored.set(name.slice(3, 13), parsed.data);
  }
  const storedColumns = (cik: string): Columns | null => stored.get(cik)?.filings.recent ?? null;

  const byFolder = new Map<string, Filing>();
  for (const { xml, source, known } of documents(dataDir)) {
    let filing = readFiling(xml, source, known);
    if (filing === null) continue;
    if (known.accession === undefined) {
      const head = filing;
      const better = partiesOf(head)
        .map(({ cik }) => storedColumns(cik))
        .map((rows) => (rows === null ? {} : knownFromColumns(head, rows)))
        .find(({ accession }) => accession !== undefined && !byFolder.has(accession.replaceAll('-', '')));
      if (better !== undefined) filing = readFiling(xml, source, better) ?? filing;
    }
    if (!byFolder.has(folderOf(filing))) byFolder.set(folderOf(filing), filing);
  }
  const filings = [...byFolder.values()].sort(
    (a, b) => b.filed.localeCompare(a.filed) || b.accession.localeCompare(a.accession),
  );

  const mapFiles = [join(dataDir, 'company_tickers.json'), join(FIXTURES, 'company_tickers.json')].filter((path) =>
    existsSync(path),
  );
  const rows = mapFiles.flatMap((path) => Object.values(tickerMap.parse(JSON.parse(readFileSync(path, 'utf8')))));
  const tickers = Object.fromEntries(rows.map((row, at) => [String(at), row]));

  const entities = new Map<string, Entity>();
  const note = (cik: string, name: string, more: Partial<Entity>, filed: number): void => {
    const known = entities.get(cik);
    if (known === undefined)
      entities.set(cik, { cik, name, words: words(name), tickers: [], city: '', state: '', ...more, filings: filed });
    else known.filings += filed;
  };
  for (const [cik, file] of stored) note(cik, file.name, { tickers: file.tickers }, file.filings.recent.form.length);
  for (const filing of filings) {
    for (const { cik, name, role, city, state } of partiesOf(filing)) {
      const symbols = role === 'Issuer' && filing.ticker !== '' ? [filing.ticker] : [];
      note(cik, name, { city, state, tickers: symbols }, 1);
    }
  }
  for (const { cik_str, ticker, title } of rows)
    note(String(cik_str).padStart(10, '0'), title, { tickers: [ticker] }, 0);

  return {
    entities,
    byFolder,
    filings,
    tickers,
    submissionsFile,
    storedColumns,
    filingsOf: (cik) => filings.filter((filing) => partiesOf(filing).some((party) => party.cik === cik)),
    file(xml, known) {
      const filing = readFiling(xml, xml, known);
      if (filing === null || byFolder.has(folderOf(filing))) return null;
      byFolder.set(folderOf(filing), filing);
      filings.unshift(filing);
      for (const { cik, name, city, state } of partiesOf(filing)) note(cik, name, { city, state }, 1);
      return filing;
    },
  };
}

const byRank = (a: Entity, b: Entity): number => b.filings - a.filings || a.name.localeCompare(b.name);

/** Names that begin with the typed words in their order: EDGAR keeps people as `Last First Middle`. */
export function namesBeginningWith(store: EdgarStore, typed: string): Entity[] {
  const wanted = words(typed).join(' ');
  if (wanted === '') return [];
  return [...store.entities.values()].filter((entity) => entity.words.join(' ').startsWith(wanted)).sort(byRank);
}

/** Names that hold every typed word, in any order, the last letters of each still missing; or exactly that ticker. */
export function namesHolding(store: EdgarStore, typed: string): Entity[] {
  const wanted = words(typed);
  if (wanted.length === 0) return [];
  const ticker = typed.trim().toUpperCase();
  return [...store.entities.values()]
    .filter((entity) => {
      const all = wanted.every((word) => entity.words.some((part) => part.startsWith(word)));
      return all || entity.tickers.includes(ticker);
    })
    .sort(byRank);
}
