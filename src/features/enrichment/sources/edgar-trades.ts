import type { Ownership } from '../../filings/ownership.ts';
import { rowsOf } from '../../filings/rows.ts';
import { signalsOf } from '../../filings/signals.ts';
import type { FoundSignal } from './types.ts';

/** Places kept of a number of shares. */
export const SHARE_PLACES = 4;

/** A filing that was read, and where it lies. */
export type Filing = { accession: string; url: string; filedOn: string; document: Ownership };

/** The open-market trades of a filing, as the feed of new filings tells them too: stored by whichever comes first. */
export const tradesOf = ({ accession, url, filedOn, document }: Filing): FoundSignal[] =>
  signalsOf(accession, document, rowsOf(document, filedOn)).map((signal) => ({ ...signal, url }));
