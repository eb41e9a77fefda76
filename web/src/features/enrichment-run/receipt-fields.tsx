import { Minus } from 'lucide-react';
import { cx } from '../../lib/cx.ts';
import { Badge } from '../../ui/badge.tsx';
import { fieldLabel, seniorityLabel } from '../prospects/labels.ts';
import { BouncedButton } from './bounced-button.tsx';
import { isAddress, type ReceiptSource, share } from './receipt-words.ts';

interface ReceiptFieldsProps {
  fields: ReceiptSource['fields'];
  runId: string;
  prospectId: string;
  training: boolean;
}

/** What a source brought, a field a line, each with its part of the price. */
export const ReceiptFields = ({ fields, runId, prospectId, training }: ReceiptFieldsProps) => (
  <ul className="mt-1">
    {fields.map(({ field, value, credits, refunded }) => (
      <li key={`${field}:${value}`} className="flex min-h-7 items-center gap-x-3 text-xs max-sm:flex-wrap">
        <span className="w-28 shrink-0 text-ink-3">{fieldLabel(field)}</span>
        <span className="min-w-0 flex-1 truncate" title={value}>
          {field === 'seniority' ? seniorityLabel(value) : value}
        </span>
        {isAddress(field) && credits > 0 && refunded === 0 && !training && (
          <BouncedButton runId={runId} prospectId={prospectId} email={value} />
        )}
        {refunded > 0 && <Badge tone="good">Refunded</Badge>}
        <span className={cx('num w-12 shrink-0 text-right', refunded > 0 ? 'text-ink-3 line-through' : 'text-ink-2')}>
          {credits > 0 ? share(credits) : <Minus className="inline size-3 text-ink-3" aria-label="no charge" />}
        </span>
      </li>
    ))}
  </ul>
);
