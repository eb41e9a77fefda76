import { useNavigate } from '@tanstack/react-router';
import { Trash2 } from 'lucide-react';
import { type FormEvent, useState } from 'react';
import type { Merge } from '../../../../src/features/duplicates/contract.ts';
import type { Prospect } from '../../../../src/features/prospects/contract.ts';
import { ago } from '../../lib/format.ts';
import { useNow } from '../../lib/use-now.ts';
import { Button } from '../../ui/button.tsx';
import { useUndoMerge } from '../duplicates/use-duplicates.ts';
import { useMembers } from '../members/use-members.ts';
import { Section } from '../profile/section.tsx';
import { useMay } from '../session/use-me.ts';
import { NotesSection } from './notes-section.tsx';
import { OwnerSelect } from './owner-select.tsx';
import { useDelete, useMerges, useRecord } from './use-record.ts';

const FIELD = 'h-8 w-full max-w-72 rounded-md border border-line-strong bg-surface px-2 text-sm max-md:h-10';

const tagsIn = (text: string): string[] =>
  text
    .split(',')
    .map((one) => one.trim())
    .filter((one) => one !== '');

/** What the workspace does with a person: whose it is, tags, notes, what was merged into it, and its deletion. */
export function RecordSection({ prospect }: { prospect: Prospect }) {
  const mayChange = useMay('prospects:write');
  const navigate = useNavigate();
  const { query, change } = useRecord(prospect.id);
  const members = useMembers();
  const remove = useDelete(() => void navigate({ to: '/prospects' }));
  return (
    <>
      <Section
        title="Record"
        action={
          mayChange && (
            <Button
              kind="danger"
              size="sm"
              icon={<Trash2 aria-hidden="true" />}
              busy={remove.isPending}
              onClick={() => remove.mutate({ id: prospect.id, name: prospect.name })}
            >
              Delete
            </Button>
          )
        }
      >
        <div className="grid gap-3 text-sm">
          <div className="grid items-center gap-x-4 sm:grid-cols-[128px_1fr]">
            <span className="text-ink-3">Owner</span>
            <OwnerSelect
              className={FIELD}
              members={members.data ?? []}
              value={query.data?.ownerId ?? null}
              disabled={!mayChange || query.data === undefined || change.isPending}
              onChange={(ownerId) => change.mutate({ ownerId })}
            />
          </div>
          {mayChange && (
            <TagsForm
              key={prospect.tags.join()}
              tags={prospect.tags}
              busy={change.isPending}
              onSave={(tags) => change.mutate({ tags })}
            />
          )}
        </div>
        <Merges prospectId={prospect.id} mayChange={mayChange} />
      </Section>
      <NotesSection prospectId={prospect.id} mayChange={mayChange} />
    </>
  );
}

function TagsForm({
  tags,
  busy,
  onSave,
}: {
  tags: readonly string[];
  busy: boolean;
  onSave: (tags: string[]) => void;
}) {
  const [text, setText] = useState(tags.join(', '));
  const changed = tagsIn(text).join() !== tags.join();
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (changed) onSave(tagsIn(text));
  };
  return (
    <form onSubmit={submit} className="grid items-center gap-x-4 sm:grid-cols-[128px_1fr]">
      <label htmlFor="record-tags" className="text-ink-3">
        Tags
      </label>
      <span className="flex items-center gap-2">
        <input
          id="record-tags"
          className={FIELD}
          value={text}
          maxLength={2_000}
          placeholder="Parted by commas"
          onChange={(event) => setText(event.target.value)}
        />
        {changed && (
          <Button size="sm" type="submit" busy={busy}>
            Save
          </Button>
        )}
      </span>
    </form>
  );
}

const nameOf = ({ name, email, company }: Merge['merged'][number]): string =>
  [name, email ?? company].filter((part) => part !== null).join(', ');

function Merges({ prospectId, mayChange }: { prospectId: string; mayChange: boolean }) {
  const now = useNow();
  const { data } = useMerges(prospectId);
  const undo = useUndoMerge();
  const standing = data?.items.filter(({ undoneAt }) => undoneAt === null) ?? [];
  if (standing.length === 0) return null;
  return (
    <ul aria-label="Merged into this person" className="mt-4 grid gap-2 border-t pt-4 text-sm">
      {standing.map((one, at) => (
        <li key={one.id} className="flex flex-wrap items-center gap-x-3 gap-y-1">
          <span className="min-w-0 flex-1">
            Merged: {one.merged.map(nameOf).join('; ')}
            <span className="block text-ink-3 text-xs">
              {ago(one.createdAt, now)}
              {one.createdByName !== null && ` by ${one.createdByName}`}
            </span>
          </span>
          {mayChange && (
            <Button
              size="sm"
              busy={undo.isPending && undo.variables === one.id}
              whyNot={at === 0 ? null : 'Undo the later merge first.'}
              onClick={() => undo.mutate(one.id)}
            >
              Undo the merge
            </Button>
          )}
        </li>
      ))}
    </ul>
  );
}
