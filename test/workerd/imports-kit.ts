import type { Ctx } from '../../src/ctx.ts';
import { NOTHING_YET } from '../../src/features/imports/check/checked.ts';
import type { ImportPreview, ImportState } from '../../src/features/imports/contract.ts';
import { type Claim, claimJob } from '../../src/features/jobs/claim.ts';
import { newId } from '../../src/lib/ids.ts';
import { jobCtx } from '../support/context.ts';
import { csvForm, eventually } from '../support/imports.ts';
import type { Member, TestTenant } from '../support/tenants.ts';
import { admin } from '../support/worker.ts';

/** A file that waits for its plan. */
export const drafted = async (a: Member, csv: string, name?: string): Promise<ImportPreview> => {
  const r = await a.fetch('/api/v1/imports?draft=true', { method: 'POST', body: csvForm(csv, name) });
  if (r.status !== 201) throw new Error(`${r.status}: ${await r.text()}`);
  return (await r.json()) as ImportPreview;
};

/** An import that was accepted and that no worker was told of: a test is its worker. */
export const accepted = async (a: Member, csv: string): Promise<{ id: string; jobId: string }> => {
  const { id } = await drafted(a, csv);
  const jobId = newId();
  await admin`
    insert into jobs (tenant_id, id, kind, title, subject_type, subject_id, dedupe, progress_unit, created_by)
    values (${a.tenant.id}, ${jobId}, 'import', 'people.csv', 'import', ${id}, ${id}, 'bytes', ${a.userId})`;
  await admin`update imports set job_id = ${jobId}, status = 'queued', mapping = proposal where id = ${id}`;
  return { id, jobId };
};

/** A look that no worker was told of: a test is its worker. */
export const asked = async (a: Member, id: string): Promise<string> => {
  const jobId = newId();
  await admin`
    insert into jobs (tenant_id, id, kind, title, subject_type, subject_id, dedupe, progress_unit, created_by)
    values (${a.tenant.id}, ${jobId}, 'import_check', 'people.csv', 'import', ${id}, ${jobId}, 'bytes', ${a.userId})`;
  await admin`
    update imports set check_job_id = ${jobId}, check_basis = 'x', mapping = proposal,
           checked = ${JSON.stringify(NOTHING_YET)}::text::jsonb where id = ${id}`;
  return jobId;
};

/** The job in a worker's hands, whoever had it: as after its lease. */
export const claimed = async (tenant: TestTenant, jobId: string): Promise<{ ctx: Ctx; claim: Claim }> => {
  await admin`update jobs set lease_until = now() - interval '1 second' where id = ${jobId} and state = 'running'`;
  const ctx = jobCtx(tenant, jobId);
  const claim = await claimJob(ctx, jobId);
  if (!claim) throw new Error('The job is not to be had.');
  return { ctx, claim };
};

/** Does a job as far as it goes, here and now, unless another worker has done it. */
export const worked = async (
  tenant: TestTenant,
  jobId: string,
  run: (ctx: Ctx, claim: Claim) => Promise<void>,
): Promise<void> => {
  await eventually(
    async () => {
      const mine = await claimed(tenant, jobId).catch(() => undefined);
      if (mine) await run(mine.ctx, mine.claim);
      const [job] = await admin`select state from jobs where id = ${jobId}`;
      return String(job?.state);
    },
    (state) => state !== 'queued' && state !== 'running',
    120_000,
  );
};

/** Takes an import back, and waits until that has ended. */
export const undone = async (a: Member, id: string): Promise<ImportState> => {
  await a.json(`/api/v1/imports/${id}/undo`, { method: 'POST' });
  return eventually(
    () => a.json<ImportState>(`/api/v1/imports/${id}`),
    ({ undo }) => undo.status === 'done' || undo.status === 'failed',
  );
};

/** All that an import writes of people: who is there, with which values by which source, and how they are counted. */
export const peopleOf = async ({ id }: TestTenant) => ({
  people: await admin`
    select to_jsonb(p) - 'deleted_at' as p from prospects p where tenant_id = ${id} and deleted_at is null order by p.id`,
  values: await admin`
    select to_jsonb(v) as v from field_values v join prospects p on p.tenant_id = v.tenant_id and p.id = v.prospect_id
     where v.tenant_id = ${id} and p.deleted_at is null order by v.prospect_id, v.field, v.source, v.id`,
  facets: await admin`
    select facet, key, n::int as n from prospect_facets where tenant_id = ${id} and n <> 0 order by facet, key`,
});
