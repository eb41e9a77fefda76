import { Check, CircleDashed, Clock, TriangleAlert } from 'lucide-react';
import type { DnsRecord } from '../../../../src/features/domains/contract.ts';
import { Badge } from '../../ui/badge.tsx';
import { RECORD_WORDS } from './domain-words.ts';
import { TtlLeft } from './ttl-left.tsx';

const ICONS: Record<DnsRecord['state'], typeof Check> = {
  found: Check,
  missing: CircleDashed,
  wrong: TriangleAlert,
  duplicated: TriangleAlert,
  proxied: TriangleAlert,
  cached: Clock,
  unknown: CircleDashed,
};

/** How a record stands, in a word. */
export function RecordBadge({ state }: Pick<DnsRecord, 'state'>) {
  const { word, tone } = RECORD_WORDS[state];
  const Icon = ICONS[state];
  return (
    <Badge tone={tone}>
      <Icon aria-hidden="true" />
      {word}
    </Badge>
  );
}

/** What is to do about a record, what stands there now, and how long that may still be given. */
export function RecordAdvice({ record, checkedAt }: { record: DnsRecord; checkedAt: string | null }) {
  const { state, text, found, ttlLeft } = record;
  if (state === 'found') return null;
  return (
    <div className="text-sm">
      <p className="text-ink-2">{text}</p>
      {found.length > 0 && (
        <dl className="mt-2 text-xs">
          <dt className="text-ink-3">Stands there now</dt>
          {found.map((value) => (
            <dd key={value} className="mt-0.5 break-all font-mono text-ink leading-5">
              {value}
            </dd>
          ))}
        </dl>
      )}
      {state !== 'unknown' && <TtlLeft ttlLeft={ttlLeft} checkedAt={checkedAt} />}
    </div>
  );
}
