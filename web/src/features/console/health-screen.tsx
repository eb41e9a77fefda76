import { ago, count, duration, exactTime, humanize, number } from '../../lib/format.ts';
import { useNow } from '../../lib/use-now.ts';
import { useTitle } from '../../lib/use-title.ts';
import { Badge } from '../../ui/badge.tsx';
import { ErrorState } from '../../ui/error-state.tsx';
import { PageBody } from '../../ui/page.tsx';
import { Loading, Skeleton } from '../../ui/skeleton.tsx';
import { sourceLabel } from '../prospects/labels.ts';
import { callWords, healthState, rateWords } from '../sources/source-words.ts';
import { failureWords, HEALTH_WORDS } from './console-words.ts';
import { Part, Row, Rows } from './part.tsx';
import { type Health, useHealth } from './use-health.ts';

const TICK_MS = 1_000;

/** Providers, background work and what waits to be told, over all workspaces. */
export function HealthScreen() {
  useTitle('Health');
  const query = useHealth();
  const now = useNow(TICK_MS);
  const { data } = query;
  return (
    <PageBody wide>
      <div className="mb-6 flex flex-wrap items-baseline justify-between gap-x-4">
        <h1 className="text-lg">Health</h1>
        {data !== undefined && (
          <p
            className={`num text-sm ${query.isError ? 'text-warn-ink' : 'text-ink-3'}`}
            role={query.isError ? 'alert' : undefined}
          >
            {query.isError ? 'Could not look just now. ' : ''}As of {seconds(now - query.dataUpdatedAt)}
          </p>
        )}
      </div>
      {query.isError && data === undefined ? (
        <ErrorState error={query.error} onRetry={() => void query.refetch()} />
      ) : data === undefined ? (
        <>
          <Loading label="Loading health" />
          <Skeleton className="mb-8 h-64 w-full rounded-lg" />
          <Skeleton className="h-40 w-full rounded-lg" />
        </>
      ) : (
        <Shown health={data} now={now} />
      )}
    </PageBody>
  );
}

const seconds = (ms: number): string => {
  const whole = Math.max(0, Math.round(ms / 1000));
  return whole < 2 ? 'now' : `${duration(whole * 1000)} ago`;
};

function Shown({ health, now }: { health: Health; now: number }) {
  const { providers, gates, jobs, outbox } = health;
  return (
    <div className="grid items-start gap-8 lg:grid-cols-2">
      <div className="lg:col-span-2">
        <Part title="Providers, in the last hour" empty={providers.length === 0 ? 'No calls.' : undefined}>
          <Rows>
            {providers.map(({ provider, calls, failed, medianMs, state }) => (
              <Row
                key={provider}
                title={sourceLabel(provider)}
                about={
                  calls === 0
                    ? 'Nobody asked it.'
                    : `${count(calls, 'call')}, ${failureWords(calls, failed)}${
                        medianMs === null ? '' : `, half within ${duration(medianMs)}`
                      }`
                }
              >
                <Badge tone={HEALTH_WORDS[state].tone}>{HEALTH_WORDS[state].word}</Badge>
              </Row>
            ))}
          </Rows>
        </Part>
      </div>
      <div className="lg:col-span-2">
        <Part title="Gates, now">
          <Rows>
            {gates.map((gate) => {
              const { word, tone } = healthState(gate, now);
              return (
                <Row
                  key={gate.provider}
                  title={sourceLabel(gate.provider)}
                  about={[gate.words, callWords(gate), gate.rate && rateWords(gate.rate)].filter(Boolean).join(' · ')}
                >
                  <Badge tone={tone}>{word}</Badge>
                </Row>
              );
            })}
          </Rows>
        </Part>
      </div>
      <Part title="Background work" empty={jobs.length === 0 ? 'Nothing waits and nothing runs.' : undefined}>
        <Rows>
          {jobs.map(({ kind, queued, running, oldestQueuedAt }) => (
            <Row
              key={kind}
              title={humanize(kind)}
              about={oldestQueuedAt === null ? 'Nothing waits.' : <Oldest at={oldestQueuedAt} now={now} />}
            >
              {number(running)} at work, {number(queued)} waiting
            </Row>
          ))}
        </Rows>
      </Part>
      <Part title="Outbox">
        <Rows>
          <Row
            title={outbox.waiting === 0 ? 'Empty' : `${count(outbox.waiting, 'message')} waiting`}
            about={outbox.oldestAt === null ? 'Everything has been told.' : <Oldest at={outbox.oldestAt} now={now} />}
          />
        </Rows>
      </Part>
    </div>
  );
}

const Oldest = ({ at, now }: { at: string; now: number }) => (
  <>
    The oldest waits since{' '}
    <time dateTime={at} title={exactTime(at)}>
      {ago(at, now)}
    </time>
  </>
);
