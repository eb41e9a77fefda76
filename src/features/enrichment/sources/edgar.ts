import { type Answer, type Called, callProvider, jsonOf } from '../../../platform/fetch-guard.ts';
import { isEmployer } from '../identity.ts';
import { insiderFacts } from './edgar-facts.ts';
import {
  ciksInFeed,
  type FilingRef,
  mayBe,
  NAMESAKES_MAX,
  ownershipFilings,
  readSubmissions,
  searchNames,
} from './edgar-lookup.ts';
import type { Filing } from './edgar-trades.ts';
import { recordOf } from './match.ts';
import { empty, failed, found, lost, refusedAs, skipped, unreadable } from './outcome.ts';
import { readOwnership } from './ownership-xml.ts';
import type { AskSource, FoundMatch, SourceInput, SourceOutcome } from './types.ts';

/** Filings read of one insider: enough for the trades of recent months. */
const FILINGS_MAX = 8;
/** The SEC allows ten requests a second to all machines of one user (sec.gov, Accessing EDGAR Data); this keeps below. */
const PACE_MS = 125;

/** Ends the work with an outcome from wherever it is found. */
class Ends extends Error {
  readonly outcome: SourceOutcome;
  constructor(outcome: SourceOutcome) {
    super(outcome.reason ?? outcome.status);
    this.outcome = outcome;
  }
}

/** When this isolate may ask next. */
let nextAt = 0;
const inTurn = async (until: number): Promise<void> => {
  const now = Date.now();
  const at = Math.max(now, nextAt);
  if (at >= until)
    throw new Ends(failed('SEC EDGAR allows few questions a second, and others are ahead. Try again later.'));
  nextAt = at + PACE_MS;
  if (at > now) await new Promise((done) => setTimeout(done, at - now));
};

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

const search = ({ prospect, settings, until }: SourceInput) => {
  const headers = { 'user-agent': settings.EDGAR_USER_AGENT, 'accept-encoding': 'gzip, deflate' };
  const get = async (url: string): Promise<Answer | undefined> => {
    await inTurn(until);
    return pageOf(await callProvider(url, { headers }, { paid: false, until }));
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
  const filingsOf = async (cik: string): Promise<FilingRef[]> => {
    const file = await get(`${settings.EDGAR_DATA_URL}/submissions/CIK${cik}.json`);
    if (!file) return [];
    const read = readSubmissions(jsonOf(file));
    if (!read) throw new Ends(unreadable('edgar'));
    return mayBe(prospect, read.name) ? ownershipFilings(cik, read).slice(0, FILINGS_MAX) : [];
  };
  /** A filing that cannot be read is left out; where none can, the answer as a whole cannot. */
  const read = async (refs: readonly FilingRef[]): Promise<Filing[]> => {
    const filings: Filing[] = [];
    let broken = 0;
    for (const { accession, path } of refs) {
      const page = await get(`${settings.EDGAR_WWW_URL}${path}`);
      const document = page && readOwnership(page.text);
      // People follow the link to the SEC itself, wherever the text came from.
      if (document) filings.push({ accession, url: `https://www.sec.gov${path}`, document });
      else if (page) broken += 1;
    }
    if (filings.length === 0 && broken > 0) throw new Ends(unreadable('edgar'));
    return filings;
  };
  return { filers, filingsOf, read };
};

/** The filer, as their own filings name them. */
const filerOf = (cik: string, [newest]: readonly Filing[]): FoundMatch | undefined => {
  const owner = newest?.document.reportingOwner.find(
    ({ reportingOwnerId }) => Number(reportingOwnerId.rptOwnerCik) === Number(cik),
  );
  return (
    newest &&
    owner &&
    recordOf(cik, {
      name: owner.reportingOwnerId.rptOwnerName,
      company: newest.document.issuer.issuerName,
      title: owner.reportingOwnerRelationship?.officerTitle,
      cik,
      url: `https://www.sec.gov/cgi-bin/browse-edgar?action=getcompany&CIK=${cik}&type=4&owner=include`,
    })
  );
};

const look = async (input: SourceInput): Promise<SourceOutcome> => {
  const { prospect } = input;
  const { filers, filingsOf, read } = search(input);
  const elsewhere = new Set<string>();
  for (const cik of await filers()) {
    if (prospect.rejected?.includes(cik)) continue;
    const filings = await read(await filingsOf(cik));
    const employed = filings.filter(({ document }) => isEmployer(prospect, document.issuer.issuerName));
    if (employed.length > 0) {
      const { values, signals } = insiderFacts(cik, filings, employed);
      const answer = { cik, filings: filings.map(({ url }) => url) };
      return found('edgar', 0, { values, signals, answer, match: filerOf(cik, employed) });
    }
    for (const { document } of filings) elsewhere.add(document.issuer.issuerName);
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
