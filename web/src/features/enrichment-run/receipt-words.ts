import type { Receipt } from '../../../../src/features/credits/contract.ts';
import { count, number } from '../../lib/format.ts';
import type { Tone } from '../../ui/badge.tsx';

export type ReceiptSource = Receipt['sources'][number];

const ENDED: ReadonlySet<ReceiptSource['status']> = new Set(['found', 'empty', 'failed', 'skipped', 'cancelled']);

export const isEnded = ({ status }: Pick<ReceiptSource, 'status'>): boolean => ENDED.has(status);

/** Credits that were put aside and never charged: nothing found, a failure, a cache that knew it. */
export const notCharged = ({
  state,
  reserved,
  settled,
}: Pick<ReceiptSource, 'state' | 'reserved' | 'settled'>): number =>
  state === 'settled' || state === 'refunded' ? Math.max(0, reserved - settled) : 0;

/** The run in a line. */
export function receiptTitle({ status, sources }: Pick<Receipt, 'status' | 'sources'>): { text: string; tone: Tone } {
  const done = sources.filter(isEnded).length;
  switch (status) {
    case 'queued':
      return { text: 'Waiting to start', tone: 'neutral' };
    case 'running':
      return { text: `${done} of ${sources.length} sources done`, tone: 'accent' };
    case 'done':
      return { text: 'Done', tone: 'good' };
    case 'partial':
      return { text: 'Done in part: some sources failed', tone: 'warn' };
    case 'cancelled':
      return { text: 'Cancelled', tone: 'warn' };
    case 'failed':
      return { text: 'Failed', tone: 'bad' };
    default:
      return { text: 'Not started', tone: 'neutral' };
  }
}

/** What one source cost, and why: the words of a line of the bill. */
export function sourceCost(source: ReceiptSource): string {
  const { state, keyOwner, settled, refunded, reserved } = source;
  if (state === null) return isEnded(source) ? 'No charge' : '';
  if (keyOwner === 'tenant') return 'Your own key';
  if (state === 'reserved') return `${number(reserved)} set aside`;
  if (state === 'unknown') return `${number(reserved)} being checked`;
  if (refunded > 0) return `${number(settled - refunded)} after a refund of ${number(refunded)}`;
  return settled === 0 ? 'Not charged' : count(settled, 'credit');
}

/** Whether asking this one source again makes sense. */
export const mayRetry = ({ status }: Pick<ReceiptSource, 'status'>): boolean =>
  status === 'failed' || status === 'empty' || status === 'cancelled';

/** Fields that a bounced mail gives money back for. */
export const isAddress = (field: string): boolean => field === 'email' || field === 'personalEmail';

/** A field's part of a price: `0.25`, `1`; up to four places, as the parts add up exactly. */
export const share = (value: number): string => String(Math.round(value * 10_000) / 10_000);

/** The bill in its lines, which add up: set aside = charged + not charged + still out. */
export function billLines(receipt: Pick<Receipt, 'reserved' | 'settled' | 'refunded' | 'sources'>) {
  const released = receipt.sources.reduce((sum, source) => sum + notCharged(source), 0);
  return {
    reserved: receipt.reserved,
    released,
    open: Math.max(0, receipt.reserved - receipt.settled - released),
    settled: receipt.settled,
    refunded: receipt.refunded,
    paid: receipt.settled - receipt.refunded,
  };
}
