import type { TransactionKind } from './contract.ts';

/**
 * Transaction codes of Forms 4 and 5 (SEC, Form 4, General Instruction 8; EDGAR Ownership XML Technical Specification,
 * TRANS_CODE_PICKLIST, and K and V, which older forms carry).
 */
export const CODE_MEANINGS: ReadonlyMap<string, string> = new Map([
  ['P', 'Open market or private purchase'],
  ['S', 'Open market or private sale'],
  ['V', 'Reported voluntarily earlier than required'],
  ['A', 'Grant, award or other acquisition under Rule 16b-3(d)'],
  ['D', 'Disposition to the issuer under Rule 16b-3(e)'],
  ['F', 'Securities delivered or withheld to pay an exercise price or a tax'],
  ['I', 'Discretionary transaction under Rule 16b-3(f)'],
  ['M', 'Exercise or conversion of a derivative exempt under Rule 16b-3'],
  ['C', 'Conversion of a derivative'],
  ['E', 'Expiration of a short derivative position'],
  ['H', 'Expiration or cancellation of a long derivative position with value received'],
  ['O', 'Exercise of an out-of-the-money derivative'],
  ['X', 'Exercise of an in-the-money or at-the-money derivative'],
  ['G', 'Bona fide gift'],
  ['L', 'Small acquisition under Rule 16a-6'],
  ['W', 'Acquisition or disposition by will or the laws of descent'],
  ['Z', 'Deposit into or withdrawal from a voting trust'],
  ['J', 'Other acquisition or disposition, described in a footnote'],
  ['K', 'Equity swap or similar instrument'],
  ['U', 'Disposition by tender in a change of control'],
]);

export const meaningOf = (code: string): string => CODE_MEANINGS.get(code) ?? 'Not a code of Form 4';

const KINDS: ReadonlyMap<string, TransactionKind> = new Map([
  ['A', 'grant'],
  ['M', 'exercise'],
  ['C', 'exercise'],
  ['O', 'exercise'],
  ['X', 'exercise'],
  ['G', 'gift'],
  ['F', 'withholding'],
  ['D', 'disposition'],
  ['W', 'inheritance'],
  ['K', 'swap'],
]);

/** What a line is, for reading. A trade with a swap is no trade on the market, whatever its code. */
export const kindOf = (line: { code: string; swap: boolean; derivative: boolean; plan: boolean }): TransactionKind => {
  if (line.swap) return 'swap';
  if (line.code === 'P' || line.code === 'S') {
    if (line.derivative) return 'derivative';
    if (line.code === 'P') return line.plan ? 'plan_buy' : 'buy';
    return line.plan ? 'plan_sell' : 'sell';
  }
  return KINDS.get(line.code) ?? 'other';
};
