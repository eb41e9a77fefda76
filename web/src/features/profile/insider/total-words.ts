import type { InsiderAnswer } from '../../../../../src/features/filings/contract.ts';
import { calendarDay, count } from '../../../lib/format.ts';

export type Total = InsiderAnswer['totals']['buys'];

/** What of a sum is not in it, and of when it speaks: `4 trades, 2024–2025, 1 without a price`. */
export function totalWords({ count: lines, unpriced, first, last }: Total): string {
  if (lines === 0) return 'None filed';
  const [from, to] = [first?.slice(0, 4), last?.slice(0, 4)];
  const years = first !== null && first === last ? calendarDay(first) : from === to ? from : `${from}–${to}`;
  return [count(lines, 'trade'), years, unpriced === 0 ? null : `${unpriced} without a price`]
    .filter(Boolean)
    .join(', ');
}
