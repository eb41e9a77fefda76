import { Clock } from 'lucide-react';
import { countdown } from '../../lib/format.ts';
import { useNow } from '../../lib/use-now.ts';
import { ttlLeftNow } from './domain-words.ts';

const TICK_MS = 1_000;

/** How long resolvers may still give the answer that we saw, second by second. */
export function TtlLeft({ ttlLeft, checkedAt }: { ttlLeft: number | null; checkedAt: string | null }) {
  const now = useNow(TICK_MS);
  const left = ttlLeftNow(ttlLeft, checkedAt, now);
  if (left === null) return null;
  return (
    <p className="num mt-1.5 flex items-center gap-1.5 text-ink-3 text-xs">
      <Clock className="size-3.5 shrink-0" aria-hidden="true" />
      {left > 0 ? `What we saw may be kept for another ${countdown(left)}` : 'What we saw has run out: check again'}
    </p>
  );
}
