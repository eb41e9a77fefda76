import type { Prospect } from '../../../../src/features/prospects/contract.ts';
import { exactTime } from '../../lib/format.ts';
import { Badge } from '../../ui/badge.tsx';
import { useRecord } from '../records/use-record.ts';
import { Section } from './section.tsx';

const NOTHING = <span className="text-ink-3">None</span>;

/** What the workspace itself knows: tags, notes, and columns of an import that have no field of their own. */
export function AboutSection({ prospect }: { prospect: Prospect }) {
  // What is a field of the workspace's own stands among those.
  const { data } = useRecord(prospect.id).query;
  const own = new Set(data?.customFields.map(({ key }) => key));
  const custom = Object.entries(prospect.custom).filter(([key]) => !own.has(key));
  return (
    <Section title="From your workspace">
      <dl className="grid gap-y-3 text-sm">
        <div className="grid gap-x-4 sm:grid-cols-[128px_1fr]">
          <dt className="text-ink-3">Tags</dt>
          <dd className="flex flex-wrap gap-1">
            {prospect.tags.length === 0 ? NOTHING : prospect.tags.map((tag) => <Badge key={tag}>{tag}</Badge>)}
          </dd>
        </div>
        <div className="grid gap-x-4 sm:grid-cols-[128px_1fr]">
          <dt className="text-ink-3">Notes</dt>
          <dd className="whitespace-pre-line break-words">{prospect.notes ?? NOTHING}</dd>
        </div>
        {custom.map(([name, value]) => (
          <div key={name} className="grid gap-x-4 sm:grid-cols-[128px_1fr]">
            <dt className="break-words text-ink-3">{name}</dt>
            <dd className="break-words">{value}</dd>
          </div>
        ))}
        <div className="grid gap-x-4 sm:grid-cols-[128px_1fr]">
          <dt className="text-ink-3">Added</dt>
          <dd className="num">{exactTime(prospect.createdAt)}</dd>
        </div>
      </dl>
    </Section>
  );
}
