import { ChevronDown, RotateCw } from 'lucide-react';
import { useState } from 'react';
import { cx } from '../../lib/cx.ts';
import { count } from '../../lib/format.ts';
import { Badge } from '../../ui/badge.tsx';
import { IconButton } from '../../ui/button.tsx';
import { SOURCE_WORDS } from '../profile/run-words.ts';
import { SOURCE_LABELS } from '../prospects/labels.ts';
import { ReceiptFields } from './receipt-fields.tsx';
import { mayRetry, type ReceiptSource, sourceCost } from './receipt-words.ts';

interface ReceiptSourceProps {
  source: ReceiptSource;
  runId: string;
  prospectId: string;
  training: boolean;
  /** Asks this source alone again; null where that may not be done now. */
  onRetry: (() => void) | null;
}

/** One source of a bill: how it fared, what it cost and why; what it brought can be unfolded. */
export function ReceiptSourceRow({ source, onRetry, ...about }: ReceiptSourceProps) {
  const [open, setOpen] = useState(false);
  const { word, tone } = SOURCE_WORDS[source.status];
  const label = SOURCE_LABELS[source.source];
  const why = [source.reason, source.why].filter((text, at, all) => text !== null && all.indexOf(text) === at);
  const { fields } = source;
  return (
    <li className="py-2.5">
      <div className="flex min-h-7 items-center gap-2">
        <span className="font-medium text-sm">{label}</span>
        <Badge tone={tone}>{word}</Badge>
        {fields.length > 0 && (
          <button
            type="button"
            aria-expanded={open}
            aria-label={`What ${label} brought, ${count(fields.length, 'value')}`}
            onClick={() => setOpen(!open)}
            className="num inline-flex h-7 items-center gap-1 rounded-md px-1.5 text-ink-3 text-xs hover:bg-hover hover:text-ink"
          >
            {count(fields.length, 'value')}
            <ChevronDown className={cx('size-3.5 transition-transform', open && 'rotate-180')} aria-hidden="true" />
          </button>
        )}
        <span className="num ml-auto text-right text-ink-2 text-sm">{sourceCost(source)}</span>
        {onRetry !== null && mayRetry(source) && (
          <IconButton label={`Ask ${label} again`} size="sm" className="-mr-1.5" onClick={onRetry}>
            <RotateCw aria-hidden="true" />
          </IconButton>
        )}
      </div>
      {why.map((text) => (
        <p key={text} className="text-ink-2 text-xs">
          {text}
        </p>
      ))}
      {open && <ReceiptFields fields={fields} {...about} />}
    </li>
  );
}
