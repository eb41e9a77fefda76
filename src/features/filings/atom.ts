/**
 * The feed of new filings (www.sec.gov/cgi-bin/browse-edgar?action=getcurrent&output=atom): one entry for each filing
 * and party. Its titles read `4 - Doe Jane (0001234567) (Reporting)`; an issuer stands under the same accession number.
 */

/** A new filing: who filed it, and the folder of its first party. */
export type Announced = { accession: string; form: string; filedOn: string; owners: string[]; folder: string };

const ENTRY = /<entry>([\s\S]*?)<\/entry>/g;
const TITLE = /<title>\s*([345](?:\/A)?) - [\s\S]*?\((\d{10})\) \((Reporting|Issuer)\)\s*<\/title>/;
const LINK =
  /<link[^>]*href="https:\/\/www\.sec\.gov(\/Archives\/edgar\/data\/\d{1,10}\/\d{18})\/(\d{10}-\d{2}-\d{6})-index\.htm"/;
const FILED = /&lt;b&gt;Filed:&lt;\/b&gt; (\d{4}-\d{2}-\d{2})/;

/** The ownership filings of a page of the feed, newest first; undefined where the text is no whole feed. */
export const readFeed = (text: string): Announced[] | undefined => {
  if (!/<feed[\s>]/.test(text) || !/<\/feed>\s*$/.test(text)) return undefined;
  const found = new Map<string, Announced>();
  for (const [, entry = ''] of text.matchAll(ENTRY)) {
    const [, form = '', cik = '', role] = TITLE.exec(entry) ?? [];
    const [, folder = '', accession = ''] = LINK.exec(entry) ?? [];
    const filedOn = FILED.exec(entry)?.[1];
    if (form === '' || accession === '' || filedOn === undefined) continue;
    const one = found.get(accession) ?? { accession, form, filedOn, owners: [], folder };
    if (role === 'Reporting' && !one.owners.includes(cik)) one.owners.push(cik);
    found.set(accession, one);
  }
  return [...found.values()];
};
