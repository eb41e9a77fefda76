import { X } from 'lucide-react';
import { type FormEvent, useState } from 'react';
import { ago, exactTime } from '../../lib/format.ts';
import { useNow } from '../../lib/use-now.ts';
import { Button, IconButton } from '../../ui/button.tsx';
import { Section } from '../profile/section.tsx';
import { useMay, useMe } from '../session/use-me.ts';
import { useNotes } from './use-record.ts';

/** As the API takes them. */
const NOTE_CHARS_MAX = 20_000;

/** What members wrote about a person, and a place to write more: Ctrl or Cmd and Enter keeps it. */
export function NotesSection({ prospectId, mayChange }: { prospectId: string; mayChange: boolean }) {
  const now = useNow();
  const me = useMe().user.id;
  const manages = useMay('tenant:manage');
  const { query, add, remove } = useNotes(prospectId);
  const [text, setText] = useState('');
  const keep = () => {
    const body = text.trim();
    if (body !== '' && !add.isPending) add.mutate(body, { onSuccess: () => setText('') });
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    keep();
  };
  const items = query.data?.items ?? [];
  return (
    <Section title="Notes" about={items.length === 0 ? undefined : String(items.length)}>
      {mayChange && (
        <form onSubmit={submit} className="mb-4 grid gap-2">
          <textarea
            aria-label="New note"
            value={text}
            rows={2}
            maxLength={NOTE_CHARS_MAX}
            placeholder="Write a note"
            onChange={(event) => setText(event.target.value)}
            onKeyDown={(event) => {
              if (event.key === 'Enter' && (event.metaKey || event.ctrlKey)) keep();
            }}
            className="w-full rounded-md border border-line-strong bg-surface p-2 text-sm"
          />
          {text.trim() !== '' && (
            <Button size="sm" type="submit" busy={add.isPending} className="justify-self-end">
              Add the note
            </Button>
          )}
        </form>
      )}
      {query.isError && items.length === 0 && (
        <p role="alert" className="text-bad-ink text-sm">
          The notes could not be read.{' '}
          <button type="button" className="underline" onClick={() => void query.refetch()}>
            Try again
          </button>
        </p>
      )}
      {query.isSuccess && items.length === 0 && <p className="text-ink-3 text-sm">No notes yet.</p>}
      <ul className="grid gap-3">
        {items.map((one) => (
          <li key={one.id} className="text-sm">
            <div className="flex items-center gap-2 text-ink-3 text-xs">
              <span className="font-medium text-ink-2">
                {one.authorId === me ? 'You' : (one.authorName ?? 'Somebody')}
              </span>
              <time dateTime={one.createdAt} title={exactTime(one.createdAt)}>
                {ago(one.createdAt, now)}
              </time>
              {one.editedAt !== null && <span>edited</span>}
              {mayChange && (manages || one.authorId === me) && (
                <IconButton label="Delete the note" size="sm" className="ml-auto" onClick={() => remove.mutate(one)}>
                  <X aria-hidden="true" />
                </IconButton>
              )}
            </div>
            <p className="whitespace-pre-line [overflow-wrap:anywhere]">{one.body}</p>
          </li>
        ))}
      </ul>
    </Section>
  );
}
