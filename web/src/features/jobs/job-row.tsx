import { Link } from '@tanstack/react-router';
import { Download, FileSpreadsheet, type LucideIcon, Sparkles } from 'lucide-react';
import type { Job } from '../../../../src/features/jobs/contract.ts';
import { ago, exactTime } from '../../lib/format.ts';
import { Badge } from '../../ui/badge.tsx';
import { Progress } from '../../ui/progress.tsx';
import { BulkEditActions } from './bulk-edit-actions.tsx';
import { KIND_WORDS, progressWords, STATE_WORDS, tookWords } from './job-words.ts';

const ICONS: Partial<Record<Job['kind'], LucideIcon>> = { import: FileSpreadsheet, export: Download };
const TITLE = 'block truncate font-medium text-sm -outline-offset-2 after:absolute after:inset-0';

/** One job: what it works on, how far it is, how often it was taken up, and why it failed. */
export function JobRow({ job, now }: { job: Job; now: number }) {
  const { word, tone } = STATE_WORDS[job.state];
  const active = job.state === 'queued' || job.state === 'running';
  const took = tookWords(job, now);
  const Icon = ICONS[job.kind] ?? Sparkles;
  return (
    <li className="relative grid grid-cols-[20px_1fr_auto] items-center gap-x-4 gap-y-1 px-4 py-3 hover:bg-hover md:grid-cols-[20px_1fr_200px_72px_72px_88px]">
      <Icon className="size-5 text-ink-3" aria-hidden="true" />
      <div className="min-w-0">
        {job.subject.type === 'import' ? (
          <Link to="/imports/$importId" params={{ importId: job.subject.id }} className={TITLE}>
            {job.title}
          </Link>
        ) : job.subject.type === 'bulk' ? (
          <Link to="/enrichments/$enrichmentId" params={{ enrichmentId: job.subject.id }} className={TITLE}>
            {job.title}
          </Link>
        ) : job.subject.type === 'export' ? (
          <Link to="/exports" className={TITLE}>
            {job.title}
          </Link>
        ) : job.subject.type === 'bulk_edit' ? (
          <span className="block truncate font-medium text-sm">{job.title}</span>
        ) : job.subject.type === 'duplicates' ? (
          <Link to="/duplicates" className={TITLE}>
            {job.title}
          </Link>
        ) : (
          <Link to="/prospects/$prospectId" params={{ prospectId: job.subject.id }} className={TITLE}>
            {job.title}
          </Link>
        )}
        <p className="num truncate text-ink-3 text-xs">
          {KIND_WORDS[job.kind]},{' '}
          <time dateTime={job.startedAt ?? job.createdAt} title={exactTime(job.startedAt ?? job.createdAt)}>
            {job.startedAt === null ? `asked ${ago(job.createdAt, now)}` : `started ${ago(job.startedAt, now)}`}
          </time>
          {job.kind === 'bulk_edit' && (
            <>
              {' '}
              <BulkEditActions job={job} />
            </>
          )}
        </p>
      </div>
      <div className="max-md:order-last max-md:col-start-2 max-md:col-end-4">
        {active && (
          <Progress
            label={`Progress of ${job.title}`}
            done={job.progress.done}
            total={job.state === 'queued' ? null : job.progress.total}
            className="mb-1.5"
          />
        )}
        <p className="num truncate text-ink-3 text-xs">{progressWords(job.progress)}</p>
      </div>
      <p
        className="num text-ink-2 text-xs max-md:hidden"
        title={job.attempt > 1 ? 'Taken up again after an interruption' : undefined}
      >
        {job.attempt > 1 ? `Attempt ${job.attempt}` : ''}
      </p>
      <p className="num text-right text-ink-2 text-xs max-md:hidden">
        {took !== null && (
          <>
            <span className="sr-only">Took </span>
            {took}
          </>
        )}
      </p>
      <span className="flex justify-end">
        <Badge tone={tone}>{word}</Badge>
      </span>
      {job.error !== null && (
        <p className="col-start-2 col-end-[-1] text-bad-ink text-xs max-md:order-last">{job.error.message}</p>
      )}
    </li>
  );
}
