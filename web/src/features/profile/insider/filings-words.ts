import type { InsiderAnswer } from '../../../../../src/features/filings/contract.ts';
import { ago, count, number } from '../../../lib/format.ts';

/** How much of the filings has been read, in a sentence. */
export function readWords(
  { known, read, unreadable, complete, newest }: InsiderAnswer['filings'],
  now: number,
): string {
  if (known === 0 && !complete) return 'Looking for filings';
  const parts = [
    complete ? `${count(read, 'filing')} read` : `Reading filings, ${number(read)} of ${number(known)}`,
    newest === null ? null : `last read ${ago(newest, now)}`,
    unreadable === 0 ? null : `${number(unreadable)} cannot be read`,
  ];
  return parts.filter(Boolean).join(', ');
}
