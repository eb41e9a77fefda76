import { useNavigate, useSearch } from '@tanstack/react-router';
import { useTitle } from '../../lib/use-title.ts';
import { Banner } from '../../ui/banner.tsx';
import { ErrorState } from '../../ui/error-state.tsx';
import { PageBody } from '../../ui/page.tsx';
import { Loading, Skeleton } from '../../ui/skeleton.tsx';
import { useWhyNot } from '../billing/why-not.ts';
import { useMay } from '../session/use-me.ts';
import { SettingsSection } from '../settings/section.tsx';
import { BalanceCard } from './balance-card.tsx';
import { BudgetsForm } from './budgets-form.tsx';
import { CapsList } from './caps-list.tsx';
import { firstLimit } from './credit-words.ts';
import { Ledger } from './ledger.tsx';
import { MemberBudgets } from './member-budgets.tsx';
import { TeamsList } from './teams-list.tsx';
import { TrainingSwitch } from './training-switch.tsx';
import { useBudgets } from './use-budgets.ts';
import { useCredits } from './use-credits.ts';

const READERS = 'Owners and admins of this workspace change this.';
const SKELETONS = ['a', 'b', 'c'];

/** What there is to spend, what limits it, and where it went. */
export function CreditsScreen() {
  useTitle('Credits');
  const filter = useSearch({ from: '/frame/members/settings/credits' });
  const navigate = useNavigate();
  const credits = useCredits();
  const budgets = useBudgets();
  const mayManage = useMay('tenant:manage');
  const closed = useWhyNot();
  const whyNot = mayManage ? closed : READERS;
  const state = credits.data;
  const limit = state === undefined || state.training.on ? null : firstLimit(state.caps);
  if (state === undefined && credits.isError) {
    return (
      <PageBody wide>
        <ErrorState error={credits.error} onRetry={() => void credits.refetch()} />
      </PageBody>
    );
  }
  return (
    <PageBody wide>
      {state === undefined ? (
        <>
          <Loading label="Loading credits" />
          <Skeleton className="mb-4 h-[194px] w-full rounded-lg max-md:h-[250px]" />
        </>
      ) : (
        <div className="mb-4">
          <BalanceCard credits={state} />
        </div>
      )}
      {limit !== null && limit.tone !== 'info' && (
        <Banner tone={limit.tone} className="mb-4">
          {limit.text}
        </Banner>
      )}
      <SettingsSection
        title="Limits now"
        about={limit?.tone === 'info' ? limit.text : 'The tightest of them decides, for you and at this moment.'}
      >
        {state === undefined ? (
          <div className="grid gap-5">
            {SKELETONS.map((key) => (
              <Skeleton key={key} className="h-12 w-full" />
            ))}
          </div>
        ) : (
          <CapsList caps={state.caps} monthEnds={state.month.to} />
        )}
      </SettingsSection>
      <SettingsSection
        title="Budgets"
        about="Hard caps. A run stops at them; it never goes over. Days and months are in UTC."
      >
        {budgets.isError && budgets.data === undefined ? (
          <ErrorState error={budgets.error} onRetry={() => void budgets.refetch()} />
        ) : budgets.data === undefined ? (
          <Skeleton className="h-56 w-full" />
        ) : (
          <BudgetsForm budgets={budgets.data} whyNot={whyNot} />
        )}
      </SettingsSection>
      <SettingsSection
        title="Members"
        about="What each used this month. A cap of their own stands in place of the one for each member."
      >
        <MemberBudgets everyones={budgets.data?.member ?? null} whyNot={whyNot} />
      </SettingsSection>
      <SettingsSection title="Teams" about="Members who share a budget. Nobody is in two.">
        <TeamsList whyNot={whyNot} />
      </SettingsSection>
      <SettingsSection title="Training" about="For the whole workspace, to learn or to show it without a bill.">
        {state === undefined ? (
          <Skeleton className="h-24 w-full rounded-lg" />
        ) : (
          <TrainingSwitch training={state.training} whyNot={whyNot} />
        )}
      </SettingsSection>
      <div className="pt-8">
        <Ledger
          filter={filter}
          onFilter={(next) =>
            void navigate({ to: '/settings/credits', search: next, replace: true, resetScroll: false })
          }
        />
      </div>
    </PageBody>
  );
}
