import { type FormEvent, useState } from 'react';
import type { Spender } from '../../../../src/features/credits/contract.ts';
import { number } from '../../lib/format.ts';
import { Avatar } from '../../ui/avatar.tsx';
import { Badge } from '../../ui/badge.tsx';
import { Button } from '../../ui/button.tsx';
import { ErrorState } from '../../ui/error-state.tsx';
import { inputClass } from '../../ui/field.tsx';
import { Card } from '../../ui/page.tsx';
import { Loading, Skeleton } from '../../ui/skeleton.tsx';
import { useMe } from '../session/use-me.ts';
import { readCredits } from './budget-draft.ts';
import { useSetMemberBudget, useSpenders } from './use-spenders.ts';
import { UsedBar } from './used-bar.tsx';

const SKELETONS = ['a', 'b', 'c'];

/** One member: what they used, and a cap of their own in place of the one for each member. */
function MemberRow({
  spender,
  everyones,
  whyNot,
}: {
  spender: Spender;
  everyones: number | null;
  whyNot: string | null;
}) {
  const me = useMe().user.id;
  const save = useSetMemberBudget();
  const [typed, setTyped] = useState<string | null>(null);
  const saved = spender.budget?.toString() ?? '';
  const text = typed ?? saved;
  const read = readCredits(text);
  const problem = 'problem' in read ? read.problem : null;
  const changed = typed !== null && (problem !== null || ('value' in read && read.value !== spender.budget));
  const set = (budget: number | null) => {
    setTyped(null);
    if (budget !== spender.budget) save.mutate({ spender, budget });
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (whyNot === null && 'value' in read) set(read.value);
  };
  return (
    <li className="grid grid-cols-[minmax(0,1fr)] gap-x-4 gap-y-2 px-4 py-3 md:grid-cols-[minmax(0,1fr)_140px_216px] md:items-center">
      <div className="flex min-w-0 items-center gap-3">
        <Avatar name={spender.name} size="sm" />
        <p className="min-w-0 truncate text-sm" title={spender.email ?? undefined}>
          <span className="font-medium">{spender.name}</span>
          {spender.id === me && <span className="text-ink-3"> · you</span>}
        </p>
        {spender.status === 'disabled' && (
          <span className="shrink-0">
            <Badge>Disabled</Badge>
          </span>
        )}
      </div>
      <UsedBar label={`Used by ${spender.name}`} used={spender.used} limit={spender.budget ?? everyones} />
      <form onSubmit={submit} noValidate className="flex items-center gap-2 md:justify-end">
        <input
          aria-label={`Cap of ${spender.name}, credits a month`}
          aria-invalid={problem !== null || undefined}
          title={problem ?? undefined}
          className={inputClass('num w-28! text-right')}
          value={text}
          onChange={(event) => setTyped(event.target.value)}
          onKeyDown={(event) => event.key === 'Escape' && setTyped(null)}
          inputMode="numeric"
          autoComplete="off"
          readOnly={whyNot !== null}
          placeholder={everyones === null ? 'No cap' : `As all: ${number(everyones)}`}
        />
        <span className="flex w-20 shrink-0">
          {changed ? (
            <Button type="submit" size="sm" kind="primary" disabled={problem !== null}>
              Save
            </Button>
          ) : (
            spender.budget !== null &&
            whyNot === null && (
              <Button size="sm" kind="ghost" onClick={() => set(null)}>
                Clear<span className="sr-only"> the cap of {spender.name}</span>
              </Button>
            )
          )}
        </span>
      </form>
    </li>
  );
}

/** What each member may use in a month, and has used. */
export function MemberBudgets({ everyones, whyNot }: { everyones: number | null; whyNot: string | null }) {
  const { data, isError, error, refetch } = useSpenders();
  if (data === undefined && isError) return <ErrorState error={error} onRetry={() => void refetch()} />;
  return (
    <Card>
      {data === undefined ? (
        <div className="divide-y divide-line">
          <Loading label="Loading members" />
          {SKELETONS.map((key) => (
            <div key={key} className="flex h-[61px] items-center gap-3 px-4" aria-hidden="true">
              <Skeleton className="size-6 rounded-full" />
              <Skeleton className="w-32" />
              <Skeleton className="ml-auto h-8 w-28" />
            </div>
          ))}
        </div>
      ) : (
        <ul className="divide-y divide-line">
          {data.map((spender) => (
            <MemberRow key={spender.id} spender={spender} everyones={everyones} whyNot={whyNot} />
          ))}
        </ul>
      )}
    </Card>
  );
}
