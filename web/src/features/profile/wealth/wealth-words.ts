import type { InsiderAnswer, WealthInput, WealthSignal } from '../../../../../src/features/filings/contract.ts';
import { keysOf } from '../../../../../src/lib/keys.ts';
import { count } from '../../../lib/format.ts';

export const BAND_LABELS: Record<NonNullable<WealthSignal['band']>, string> = {
  under_1m: 'Under $1M',
  '1m_5m': '$1M – $5M',
  '5m_25m': '$5M – $25M',
  '25m_100m': '$25M – $100M',
  over_100m: 'Over $100M',
};
export const BAND_ORDER = keysOf(BAND_LABELS);

const REASONS: Record<NonNullable<WealthInput['reason']>, string> = {
  indirect: 'Held by a trust, a fund or family: often not the person’s own.',
  old: 'Shares or price filed more than two years ago.',
  left: 'The person no longer reports for this company.',
  no_price: 'No filing prints a price for it.',
  switched_off: 'Switched off by you.',
};

/** Why an input is not in the sum, or was not before one switched it on; null where there is nothing to say. */
export const reasonWords = ({ reason }: Pick<WealthInput, 'reason'>): string | null =>
  reason === null ? null : REASONS[reason];

/** What the figure does not hold, each a sentence: said, so that it is not taken for the whole. */
export function missingFrom(
  { inputs }: Pick<WealthSignal, 'inputs'>,
  filings: Pick<InsiderAnswer['filings'], 'known' | 'read' | 'unreadable' | 'complete'>,
): string[] {
  const priceless = inputs.filter(({ price }) => price === null).length;
  const unread = filings.known - filings.read;
  return [
    'Cash, real estate, funds, private companies and debts: no one files them.',
    ...(priceless === 0 ? [] : [`${count(priceless, 'holding')} without a filed price.`]),
    ...(filings.complete || unread <= 0 ? [] : [`${count(unread, 'filing')} still being read.`]),
    ...(filings.unreadable === 0 ? [] : [`${count(filings.unreadable, 'filing')} that cannot be read.`]),
  ];
}
