import type { DomainEvent } from '../../../../src/features/domains/contract.ts';
import { ago, exactTime } from '../../lib/format.ts';
import { useNow } from '../../lib/use-now.ts';
import { Dot } from '../../ui/badge.tsx';
import { EVENT_TONES } from './domain-words.ts';

/** What happened to a name, the newest first. */
export function Timeline({ events }: { events: readonly DomainEvent[] }) {
  const now = useNow();
  return (
    <ol className="relative grid gap-4 pl-5 before:absolute before:inset-y-2 before:left-[3.5px] before:w-px before:bg-line">
      {events.map(({ id, kind, text, createdAt }) => (
        <li key={id} className="relative text-sm">
          <Dot tone={EVENT_TONES[kind]} className="absolute top-1.5 -left-5 ring-4 ring-canvas" />
          <p>{text}</p>
          <time dateTime={createdAt} title={exactTime(createdAt)} className="num text-ink-3 text-xs">
            {ago(createdAt, now)}
          </time>
        </li>
      ))}
    </ol>
  );
}
