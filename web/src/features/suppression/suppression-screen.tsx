import { Ban, Plus, Search } from 'lucide-react';
import { type FormEvent, type ReactNode, useState } from 'react';
import type { SuppressionEntry, SuppressionValue } from '../../../../src/features/suppression/contract.ts';
import { ago, exactTime } from '../../lib/format.ts';
import { useNow } from '../../lib/use-now.ts';
import { useTitle } from '../../lib/use-title.ts';
import { Badge } from '../../ui/badge.tsx';
import { Button } from '../../ui/button.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { inputClass } from '../../ui/field.tsx';
import { ListFrame } from '../../ui/list-frame.tsx';
import { PageBody } from '../../ui/page.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';
import { useWhyNot } from '../billing/why-not.ts';
import { useMay } from '../session/use-me.ts';
import { AddSuppressions } from './add-dialog.tsx';
import { readLine } from './paste.ts';
import { entryWords, KIND_WORDS } from './suppression-words.ts';
import { useLift, useSuppressionSearch, useSuppressions } from './use-suppression.ts';

const SKELETON = (
  <div className="flex h-[61px] items-center gap-4 px-4" aria-hidden="true">
    <Skeleton className="size-5" />
    <Skeleton className="w-56" />
    <Skeleton className="ml-auto w-16" />
  </div>
);

/** Whom the workspace leaves alone: masked, found by an exact value, added to, lifted. */
export function SuppressionScreen() {
  useTitle('Suppression');
  const may = useMay('prospects:write');
  const whyNot = useWhyNot();
  const [value, setValue] = useState<SuppressionValue | null>(null);
  const [adding, setAdding] = useState(false);
  const add = may && (
    <Button kind="primary" icon={<Plus aria-hidden="true" />} whyNot={whyNot} onClick={() => setAdding(true)}>
      Add
    </Button>
  );
  return (
    <PageBody wide>
      <div className="mb-4 flex flex-wrap items-center justify-between gap-x-4 gap-y-3">
        <p className="min-w-64 flex-1 text-ink-2 text-sm">
          Whoever is on this list is in no export, enriched by nobody, and offered by no search for people like
          somebody.
        </p>
        {add}
      </div>
      <SearchExact onSearch={setValue} />
      {value === null ? <All add={add} /> : <Found value={value} />}
      {adding && <AddSuppressions onClose={() => setAdding(false)} />}
    </PageBody>
  );
}

/** By the whole value alone: nothing else of it is kept to be searched. */
function SearchExact({ onSearch }: { onSearch: (value: SuppressionValue | null) => void }) {
  const [text, setText] = useState('');
  const [problem, setProblem] = useState<string | null>(null);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const line = text.trim() === '' ? null : readLine(text);
    setProblem(line !== null && 'problem' in line ? line.problem : null);
    onSearch(line !== null && 'value' in line ? line.value : null);
  };
  return (
    <form onSubmit={submit} className="mb-4">
      <div className="flex items-center gap-2">
        <input
          type="search"
          aria-label="Look up a whole e-mail address, phone number, or name with company"
          placeholder="A whole e-mail address, phone number, or name, company"
          value={text}
          onChange={(event) => {
            setText(event.target.value);
            if (event.target.value === '') {
              setProblem(null);
              onSearch(null);
            }
          }}
          className={inputClass('max-w-md')}
        />
        <Button type="submit" icon={<Search aria-hidden="true" />}>
          Look up
        </Button>
      </div>
      {problem !== null && <p className="mt-1.5 text-bad-ink text-xs">{problem}</p>}
    </form>
  );
}

function Found({ value }: { value: SuppressionValue }) {
  const query = useSuppressionSearch(value);
  const rows = query.data?.items ?? [];
  return (
    <ListFrame
      query={query}
      what="entries"
      count={rows.length}
      skeletons={1}
      skeleton={SKELETON}
      empty={<EmptyState icon={<Ban aria-hidden="true" />} title="Not on the list" />}
    >
      <Rows entries={rows} />
    </ListFrame>
  );
}

function All({ add }: { add: ReactNode }) {
  const [lifted, setLifted] = useState(false);
  const query = useSuppressions(lifted);
  const rows = query.data?.pages.flatMap(({ items }) => items) ?? [];
  return (
    <>
      <ListFrame
        query={query}
        what="entries"
        count={rows.length}
        skeletons={4}
        skeleton={SKELETON}
        empty={
          lifted ? (
            <EmptyState icon={<Ban aria-hidden="true" />} title="Nothing was lifted" />
          ) : (
            <EmptyState icon={<Ban aria-hidden="true" />} title="Nobody is suppressed" action={add}>
              Put somebody here who is not to be contacted: from their profile, from a selection, or by an address.
            </EmptyState>
          )
        }
      >
        <Rows entries={rows} />
      </ListFrame>
      <div className="mt-6">
        <Button kind="ghost" size="sm" onClick={() => setLifted(!lifted)}>
          {lifted ? 'Show who is on the list' : 'Show what was lifted'}
        </Button>
      </div>
    </>
  );
}

function Rows({ entries }: { entries: readonly SuppressionEntry[] }) {
  const now = useNow();
  const mayLift = useMay('tenant:manage');
  const lift = useLift();
  return entries.map((entry) => {
    const { id, hint, kind, createdAt, liftedAt, liftedByName } = entry;
    return (
      <li key={id} className="flex items-center gap-4 px-4 py-3">
        <Ban className="size-5 shrink-0 text-ink-3" aria-hidden="true" />
        <div className="min-w-0 flex-1">
          <p className="truncate font-medium text-sm">{hint}</p>
          <p className="truncate text-ink-3 text-xs">
            {entryWords(entry)},{' '}
            <time dateTime={createdAt} title={exactTime(createdAt)}>
              {ago(createdAt, now)}
            </time>
            {liftedAt !== null && ` · lifted by ${liftedByName ?? 'a former member'} ${ago(liftedAt, now)}`}
          </p>
        </div>
        <Badge>{KIND_WORDS[kind]}</Badge>
        {mayLift && liftedAt === null && (
          <Button
            size="sm"
            aria-label={`Lift ${hint}`}
            busy={lift.isPending && lift.variables[0] === id}
            onClick={() => lift.mutate([id])}
          >
            Lift
          </Button>
        )}
      </li>
    );
  });
}
