import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { ListChecks, Sparkles } from 'lucide-react';
import { useNow } from '../../lib/use-now.ts';
import { useTitle } from '../../lib/use-title.ts';
import { Button, buttonClass } from '../../ui/button.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { ListFrame } from '../../ui/list-frame.tsx';
import { NativeSelect } from '../../ui/native-select.tsx';
import { PageBody, PageHead } from '../../ui/page.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';
import { JobRow } from './job-row.tsx';
import { KIND_WORDS, STATE_WORDS } from './job-words.ts';
import { type JobFilter, useJobs } from './use-jobs.ts';

const TICK_MS = 1_000;
const REST_MS = 30_000;

/** All background work of the workspace, live. */
export function JobsScreen() {
  useTitle('Jobs');
  const filter: JobFilter = useSearch({ from: '/frame/members/jobs' });
  const navigate = useNavigate();
  const { query, rows } = useJobs(filter);
  const now = useNow(rows.some((job) => job.state === 'running') ? TICK_MS : REST_MS);
  const narrowed = filter.kind !== undefined || filter.state !== undefined;
  const apply = (next: JobFilter) => void navigate({ to: '/jobs', search: next, replace: true });
  const choose = (name: keyof JobFilter, value: string) => {
    const { [name]: _before, ...rest } = filter;
    apply(value === '' ? rest : ({ ...rest, [name]: value } as JobFilter));
  };
  return (
    <>
      <PageHead title="Jobs">
        <NativeSelect label="Kind" value={filter.kind ?? ''} onChange={(event) => choose('kind', event.target.value)}>
          <option value="">All kinds</option>
          {Object.entries(KIND_WORDS).map(([kind, word]) => (
            <option key={kind} value={kind}>
              {word}
            </option>
          ))}
        </NativeSelect>
        <NativeSelect
          label="State"
          value={filter.state ?? ''}
          onChange={(event) => choose('state', event.target.value)}
        >
          <option value="">All states</option>
          {Object.entries(STATE_WORDS).map(([state, { word }]) => (
            <option key={state} value={state}>
              {word}
            </option>
          ))}
        </NativeSelect>
      </PageHead>
      <PageBody wide>
        {filter.kind === 'bulk_enrichment' && (
          <Link to="/enrichments" className={buttonClass('ghost', 'sm', '-ml-2 mb-4')}>
            <Sparkles aria-hidden="true" />
            What they reached and cost
          </Link>
        )}
        <ListFrame
          query={query}
          what="jobs"
          count={rows.length}
          skeletons={6}
          skeleton={
            <div className="flex h-[61px] items-center gap-4 px-4" aria-hidden="true">
              <Skeleton className="size-5" />
              <span className="grid gap-2">
                <Skeleton className="w-44" />
                <Skeleton className="h-2.5 w-28" />
              </span>
              <Skeleton className="ml-auto w-40 max-md:hidden" />
              <Skeleton className="h-5 w-14" />
            </div>
          }
          empty={
            <EmptyState
              icon={<ListChecks aria-hidden="true" />}
              title={narrowed ? 'No such jobs' : 'No jobs yet'}
              action={narrowed && <Button onClick={() => apply({})}>Show all</Button>}
            >
              {narrowed
                ? 'Nothing matches the kind and the state chosen.'
                : 'Imports and enrichments show here while they run, and after.'}
            </EmptyState>
          }
        >
          {rows.map((job) => (
            <JobRow key={job.id} job={job} now={now} />
          ))}
        </ListFrame>
      </PageBody>
    </>
  );
}
