import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { Spender, Team, TeamBody } from '../../../../src/features/credits/contract.ts';
import { del, get, post, put } from '../../lib/api.ts';
import { toastFailure, toastUndo } from '../../ui/toast.ts';
import { allPages } from '../members/use-members.ts';
import { budgetsKey } from './use-budgets.ts';
import { creditsKey } from './use-credits.ts';

const spendersKey = ['spenders'] as const;
const teamsKey = ['teams'] as const;
/** What is used grows with every run. */
const FRESH_MS = 30_000;

/** `GET /api/v1/credits/members` */
export const useSpenders = () =>
  useQuery({
    queryKey: spendersKey,
    queryFn: ({ signal }) => allPages<Spender>('/api/v1/credits/members', signal),
    staleTime: FRESH_MS,
  });

type Change = { spender: Spender; budget: number | null; undoes?: boolean };

/** `PUT /api/v1/credits/members/{id}`: shown at once, and taken back by the same with the budget from before. */
export function useSetMemberBudget() {
  const queries = useQueryClient();
  const show = (id: string, budget: number | null) =>
    queries.setQueryData<Spender[]>(spendersKey, (all) =>
      all?.map((one) => (one.id === id ? { ...one, budget } : one)),
    );
  const mutation = useMutation({
    scope: { id: 'member-budget' },
    mutationFn: ({ spender, budget }: Change) =>
      put(`/api/v1/credits/members/${encodeURIComponent(spender.id)}`, { budget }),
    onMutate: ({ spender, budget }) => show(spender.id, budget),
    onSuccess: (_, { spender, budget, undoes }) => {
      for (const queryKey of [creditsKey, budgetsKey]) void queries.invalidateQueries({ queryKey });
      if (undoes) return;
      const done = budget === null ? `${spender.name} has no budget of their own now` : `Budget of ${spender.name} set`;
      toastUndo(done, 'member-budget', () => mutation.mutate({ spender, budget: spender.budget, undoes: true }));
    },
    onError: (error, { spender }) => {
      show(spender.id, spender.budget);
      toastFailure(`The budget of ${spender.name} was not changed`, error);
    },
  });
  return mutation;
}

type Teams = { items: Team[] };

/** `GET /api/v1/teams` */
export const useTeams = () =>
  useQuery({ queryKey: teamsKey, queryFn: ({ signal }) => get<Teams>('/api/v1/teams', signal), staleTime: FRESH_MS });

/** Every change of a team answers all of them. */
function useTeamChange<T>(send: (body: T) => Promise<Teams>) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: send,
    onSuccess: (teams) => {
      queries.setQueryData(teamsKey, teams);
      for (const queryKey of [creditsKey, spendersKey]) void queries.invalidateQueries({ queryKey });
    },
  });
}

/** `POST /api/v1/teams`, or `PUT /api/v1/teams/{id}` for one that there is. */
export const useSaveTeam = (id: string | null) =>
  useTeamChange((body: TeamBody) =>
    id === null ? post<Teams>('/api/v1/teams', body) : put<Teams>(`/api/v1/teams/${encodeURIComponent(id)}`, body),
  );

/** `DELETE /api/v1/teams/{id}` */
export const useRemoveTeam = () => useTeamChange((id: string) => del<Teams>(`/api/v1/teams/${encodeURIComponent(id)}`));
