import { controlDb } from '../../../db/client.ts';
import { callProvider } from '../../../platform/fetch-guard.ts';
import { EdgarError, edgarClient } from '../../filings/edgar-client.ts';
import { type FetchedFiling, fetchFiling } from '../../filings/fetch-filing.ts';
import { listFilings, storeFilings } from '../../filings/store.ts';
import type { FilingRef, Listed } from '../../filings/submissions.ts';
import { isEmployer } from '../identity/first-look.ts';
import { insiderFacts } from './edgar-facts.ts';
import { ciksInFeed, mayBe, NAMESAKES_MAX, searchNames } from './edgar-lookup.ts';
import type { Filing } from './edgar-trades.ts';
import { recordOf } from './match.ts';
import { empty, failed, found, lost, refusedAs, skipped, unreadable } from './outcome.ts';
import type { AskSource, FoundMatch, SourceInput, SourceOutcome } from './types.ts';

/** Filings read while somebody waits: enough for the trades of recent months. The rest is read beside the feed. */
const FILINGS_MAX = 8;
/** Pages of older filings listed: a thousand each, which no person's history goes beyond. */
const PAGES_MAX = 5;

/** Ends the work with an outcome from wherever it is found. */
class Ends extends Error {
  readonly outcome: SourceOutcome;
  constructor(outcome: SourceOutcome) {
    super(outcome.reason ?? outcome.status);
    this.outcome = outcome;
  }
}

/** What a source ends with where EDGAR gave no answer. */
const endOf = ({ why }: EdgarError): SourceOutcome => {
  if (why.kind === 'fault') return lost('edgar', why.fault);
  if (why.kind !== 'refused') return unreadable('edgar');
  return why.answer.status === 403
    ? failed('SEC EDGAR turns callers away that name no contact. Check the User-Agent in the settings.')
    : refusedAs('edgar', why.answer, Date.now());
};

type Read = { filings: Filing[]; fetched: FetchedFiling[] };

const search = ({ prospect, settings, until, gate, store }: SourceInput) => {
  const client = edgarClient(settings, until, (url, init) =>
    callProvider(url, init, { paid: false, until, gate, store }),
  );
  const filers = async (): Promise<string[]> => {
    for (const name of searchNames(prospect)) {
      const query = new URLSearchParams({
        action: 'getcompany',
        company: name,
        type: '4',
        owner: 'include',
        count: '10',
        output: 'atom',
      });
      const feed = await client.www(`/cgi-bin/browse-edgar?${query}`);
      if (feed && !/<\/feed>\s*$/.test(feed.text)) throw new Ends(unreadable('edgar'));
      const ciks = ciksInFeed(feed?.text ?? '');
      if (ciks.length > 0) return ciks.slice(0, NAMESAKES_MAX);
    }
    return [];
  };
  const filingsOf = async (cik: string): Promise<Listed | undefined> => {
    const listed = await client.submissions(cik);
    return listed && mayBe(prospect, listed.name) ? listed : undefined;
  };
  /** Lists all that the filer filed, and keeps what was read of it, so that only the rest is read beside the feed. */
  const keep = async (cik: string, { name, refs, pages }: Listed, fetched: readonly FetchedFiling[]): Promise<void> => {
    const all = [...refs];
    let whole = pages.length <= PAGES_MAX;
    try {
      for (const page of pages.slice(0, PAGES_MAX)) {
        const more = await client.page(cik, page);
        if (more) all.push(...more);
        else whole = false;
      }
    } catch (error) {
      // What was listed is kept; the next enrichment lists the rest.
      if (!(error instanceof EdgarError)) throw error;
      whole = false;
    }
    const db = controlDb(settings.CONTROL_DATABASE_URL);
    await listFilings(db, { cik, name, whole }, all);
    // What could not be read may have been garbled on the way: it stays to be fetched again.
    await storeFilings(
      db,
      fetched.filter(({ document }) => document !== null),
    );
  };
  /** A filing that cannot be read is left out; where none can, the answer as a whole cannot. */
  const read = async (refs: readonly FilingRef[]): Promise<Read> => {
    const fetched: FetchedFiling[] = [];
    for (const ref of refs) fetched.push(await fetchFiling(client, ref));
    const filings = fetched.flatMap(({ ref: { accession, path, filedOn }, document }): Filing[] =>
      // People follow the link to the SEC itself, wherever the text came from.
      document ? [{ accession, url: `https://www.sec.gov${path}`, filedOn, document }] : [],
    );
    if (filings.length === 0 && fetched.some(({ missing }) => !missing)) throw new Ends(unreadable('edgar'));
    return { filings, fetched };
  };
  return { filers, filingsOf, read, keep };
};

/** The filer, as their own filings name them. */
const filerOf = (cik: string, [newest]: readonly Filing[]): FoundMatch | undefined => {
  const owner = newest?.document.owners.find((one) => Number(one.cik) === Number(cik));
  return (
    newest &&
    owner &&
    recordOf(cik, {
      name: owner.name,
      company: newest.document.issuer.name,
      title: owner.officerTitle,
      cik,
      url: `https://www.sec.gov/cgi-bin/browse-edgar?action=getcompany&CIK=${cik}&type=4&owner=include`,
    })
  );
};

const look = async (input: SourceInput): Promise<SourceOutcome> => {
  const { prospect } = input;
  const { filers, filingsOf, read, keep } = search(input);
  const elsewhere = new Set<string>();
  for (const cik of await filers()) {
    if (prospect.rejected?.includes(cik)) continue;
    const listed = await filingsOf(cik);
    if (!listed) continue;
    // An amendment repeats lines of what it amends: what counts of each is told where all are kept.
    const { filings, fetched } = await read(
      listed.refs.filter(({ form }) => !form.endsWith('/A')).slice(0, FILINGS_MAX),
    );
    const employed = filings.filter(({ document }) => isEmployer(prospect, document.issuer.name));
    if (employed.length > 0) {
      await keep(cik, listed, fetched);
      const { values, signals } = insiderFacts(cik, filings, employed);
      const answer = { cik, filings: filings.map(({ url }) => url) };
      return found('edgar', 0, { values, signals, answer, match: filerOf(cik, employed) });
    }
    for (const { document } of filings) elsewhere.add(document.issuer.name);
  }
  if (elsewhere.size === 0) return empty('No insider of this name has filed with the SEC.');
  const [where] = elsewhere;
  return empty(`Found an insider of this name at ${where}; not counted as the same person.`, {
    issuers: [...elsewhere],
  });
};

/**
 * Reads an insider's Forms 3, 4 and 5. A filer counts as the prospect only where the name and the employer agree; one
 * filing at the employer proves the filer, and then all of their filings count.
 */
export const askEdgar: AskSource = async (input) => {
  const { company, companyDomain } = input.prospect;
  if (!company && !companyDomain)
    return skipped('SEC EDGAR needs a company to tell people of one name apart. Add one.');
  try {
    return await look(input);
  } catch (error) {
    if (error instanceof Ends) return error.outcome;
    if (error instanceof EdgarError) return endOf(error);
    throw error;
  }
};
