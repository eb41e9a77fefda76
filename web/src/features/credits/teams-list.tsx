import { Users } from 'lucide-react';
import { useState } from 'react';
import type { Team } from '../../../../src/features/credits/contract.ts';
import { Button } from '../../ui/button.tsx';
import { ErrorState } from '../../ui/error-state.tsx';
import { Card } from '../../ui/page.tsx';
import { Loading, Skeleton } from '../../ui/skeleton.tsx';
import { useMemberWord } from '../members/use-members.ts';
import { TeamDialog } from './team-dialog.tsx';
import { useTeams } from './use-spenders.ts';
import { UsedBar } from './used-bar.tsx';

/** Members named in a line; more of them are a number. */
const NAMED_MAX = 3;

const peopleWords = (names: readonly string[]): string => {
  if (names.length === 0) return 'Nobody yet';
  const more = names.length - NAMED_MAX;
  return more > 0 ? `${names.slice(0, NAMED_MAX).join(', ')} and ${more} more` : names.join(', ');
};

/** Members who share a budget: who they are, and what they used of it together. */
export function TeamsList({ whyNot }: { whyNot: string | null }) {
  const { data, isError, error, refetch } = useTeams();
  const word = useMemberWord();
  const [editing, setEditing] = useState<Team | 'new' | null>(null);
  if (data === undefined) {
    return isError ? (
      <ErrorState error={error} onRetry={() => void refetch()} />
    ) : (
      <>
        <Loading label="Loading teams" />
        <Skeleton className="h-16 w-full rounded-lg" />
      </>
    );
  }
  return (
    <>
      {data.items.length > 0 && (
        <Card className="mb-4">
          <ul className="divide-y divide-line">
            {data.items.map((team) => (
              <li
                key={team.id}
                className="grid grid-cols-[minmax(0,1fr)] gap-x-4 gap-y-2 px-4 py-3 md:grid-cols-[minmax(0,1fr)_140px_auto] md:items-center"
              >
                <div className="min-w-0">
                  <p className="truncate font-medium text-sm">{team.name}</p>
                  <p className="truncate text-ink-3 text-xs">{peopleWords(team.memberIds.map(word))}</p>
                </div>
                <UsedBar label={`Used by ${team.name}`} used={team.used} limit={team.budget} />
                <Button size="sm" whyNot={whyNot} onClick={() => setEditing(team)} className="justify-self-start">
                  Change<span className="sr-only"> {team.name}</span>
                </Button>
              </li>
            ))}
          </ul>
        </Card>
      )}
      <Button icon={<Users aria-hidden="true" />} whyNot={whyNot} onClick={() => setEditing('new')}>
        New team
      </Button>
      {editing !== null && <TeamDialog team={editing === 'new' ? null : editing} onClose={() => setEditing(null)} />}
    </>
  );
}
