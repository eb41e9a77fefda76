import { controlDb } from '../../../db/client.ts';
import { type Answer, type Called, callProvider, jsonOf } from '../../../platform/fetch-guard.ts';
import { tryOwnership } from '../../filings/read-ownership.ts';
import { listFilings } from '../../filings/store.ts';
import { type FilingRef, type Listed, readPage, readSubmissions } from '../../filings/submissions.ts';
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

/** The answer of a page; undefined for one that is not there, which EDGAR says by 404 and an XML body. */
const pageOf = (called: Called): Answer | undefined => {
  if (called.kind === 'fault') throw new Ends(lost('edgar', called.fault));
  const { answer } = called;
  if (answer.status === 404) return undefined;
  if (answer.status === 403) {
    throw new Ends(failed('SEC EDGAR turns callers away that name no contact. Check the User-Agent in the settings.'));
  }
  if (answer.status !== 200) throw new Ends(refusedAs('edgar', answer, Date.now()));
  return answer;
};

const search = ({ prospect, settings, until, gate, store }: SourceInput) => {
  const headers = { 'user-agent': settings.EDGAR_USER_AGENT, 'accept-encoding': 'gzip, deflate' };
  const get = async (url: string): Promise<Answer | undefined> => {
    return pageOf(await callProvider(url, { headers }, { paid: false, until, gate, store }));
  };
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
      const feed = await get(`${settings.EDGAR_WWW_URL}/cgi-bin/browse-edgar?${query}`);
      if (feed && !/<\/feed>\s*$/.test(feed.text)) throw new Ends(unreadable('edgar'));
      const ciks = ciksInFeed(feed?.text ?? '');
      if (ciks.length > 0) return ciks.slice(0, NAMESAKES_MAX);
    }
    return [];
  };
  const filingsOf = async (cik: string): Promise<Listed | undefined> => {
    const file = await get(`${settings.EDGAR_DATA_URL}/submissions/CIK${cik}.json`);
    if (!file) return undefined;
    const listed = readSubmissions(cik, jsonOf(file));
    if (!listed) throw new Ends(unreadable('edgar'));
    return mayBe(prospect, listed.name) ? listed : undefined;
  };
  /** Lists all that the filer filed, so that what is not read now is read beside the feed. */
  const keep = async (cik: string, { name, refs, pages }: Listed): Promise<void> => {
    const all = [...refs];
    let whole = pages.length <= PAGES_MAX;
    try {
      for (const page of pages.slice(0, PAGES_MAX)) {
        const file = await get(`${settings.EDGAR_DATA_URL}/submissions/${page}`);
        const more = file && readPage(cik, jsonOf(file));
        if (more) all.push(...more);
        else whole = false;
      }
    } catch (error) {
      // What was listed is kept; the next enrichment lists the rest.
      if (!(error instanceof Ends)) throw error;
      whole = false;
    }
    await listFilings(controlDb(settings.CONTROL_DATABASE_URL), { cik, name, whole }, all);
  };
  /** A filing that cannot be read is left out; where none can, the answer as a whole cannot. */
  const read = async (refs: readonly FilingRef[]): Promise<Filing[]> => {
    const filings: Filing[] = [];
    let broken = 0;
    for (const { accession, path, filedOn } of refs) {
      const page = await get(`${settings.EDGAR_WWW_URL}${path}`);
      const document = page && tryOwnership(page.text);
      // People follow the link to the SEC itself, wherever the text came from.
      if (document) filings.push({ accession, url: `https://www.sec.gov${path}`, filedOn, document });
      else if (page) broken += 1;
    }
    if (filings.length === 0 && broken > 0) throw new Ends(unreadable('edgar'));
    return filings;
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
    const filings = await read(listed.refs.filter(({ form }) => !form.endsWith('/A')).slice(0, FILINGS_MAX));
    const employed = filings.filter(({ document }) => isEmployer(prospect, document.issuer.name));
    if (employed.length > 0) {
      await keep(cik, listed);
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
    throw error;
  }
};
