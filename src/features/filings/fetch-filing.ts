import type { EdgarClient } from './edgar-client.ts';
import type { Ownership } from './ownership.ts';
import { readOwnership } from './read-ownership.ts';
import { documentsIn } from './submission-text.ts';
import type { FilingRef } from './submissions.ts';
import { OwnershipError } from './xml-tree.ts';

const made = Symbol('fetched');

/**
 * A filing that this Worker fetched from the SEC and read, or that was `missing` where the list says it lies. There is no
 * other way to one, so that nothing else can be stored: see `store.ts`.
 */
export type FetchedFiling = { readonly [made]: true; ref: FilingRef; missing: boolean } & (
  | { document: Ownership; reason: null }
  | { document: null; reason: string }
);

/** EDGAR keeps a filing in the folder of each of its parties: another's document has no business there. */
const namesParty = ({ issuer, owners }: Ownership, cik: string): boolean =>
  [issuer.cik, ...owners.map((owner) => owner.cik)].includes(cik);

const readFrom = (
  text: string,
  ref: FilingRef,
): { document: Ownership; reason: null } | { document: null; reason: string } => {
  try {
    const [xml = ''] = documentsIn(text);
    const document = readOwnership(xml);
    if (!namesParty(document, ref.cik))
      return { document: null, reason: 'The document names nobody whose folder it is in.' };
    return { document, reason: null };
  } catch (error) {
    if (error instanceof OwnershipError) return { document: null, reason: error.message };
    throw error;
  }
};

/** Fetches and reads one filing. Throws EdgarError where EDGAR gives no answer. */
export const fetchFiling = async (client: EdgarClient, ref: FilingRef): Promise<FetchedFiling> => {
  const page = await client.www(ref.path);
  if (!page)
    return { [made]: true, ref, missing: true, document: null, reason: 'The document is not where the list says.' };
  return { [made]: true, ref, missing: false, ...readFrom(page.text, ref) };
};
