import type * as z from 'zod';
import type { bounceAnswer } from '../../../../src/features/credits/contract.ts';
import { count } from '../../lib/format.ts';
import { SOURCE_LABELS } from '../prospects/labels.ts';

/** What came back for an address that bounced. */
export function bounceWords(refunds: z.output<typeof bounceAnswer>['refunds']): string {
  const sum = refunds.reduce((all, { credits }) => all + credits, 0);
  if (sum === 0) return 'Noted. Nothing was paid for this address within the last 90 days, or it was refunded before.';
  const from = [...new Set(refunds.map(({ source }) => SOURCE_LABELS[source]))].join(' and ');
  return `${count(sum, 'credit')} refunded for what ${from} gave.`;
}
