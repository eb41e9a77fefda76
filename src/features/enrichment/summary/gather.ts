import { sql } from 'drizzle-orm';
import * as z from 'zod';
import type { Ctx } from '../../../ctx.ts';
import { prospects } from '../../../db/schema/prospects.ts';
import { summaries } from '../../../db/schema/summaries.ts';
import { evidence } from './evidence.ts';

/** The evidence, its hash, and how the summary stands: a row, or none where the prospect is not there. */
export const evidenceStatement = (ctx: Ctx, prospectId: string) =>
  ctx.db.execute(sql`
    select coalesce((
             select jsonb_agg(jsonb_build_object('id', e.id, 'field', e.field, 'value', e.value, 'source', e.source,
                      'sourceUrl', e.source_url, 'date', e.date) order by e.place, e.field, e.source, e.value)
               from app.evidence(p.id) e), '[]') as evidence,
           p.name, app.evidence_hash(p.id) as hash, s.content is not null as written, s.evidence_hash, s.tried_hash, s.outcome,
           coalesce(s.tries, 0) as tries
      from ${prospects} p left join ${summaries} s on s.prospect_id = p.id
     where p.id = ${prospectId} and p.deleted_at is null`);

const gathered = z.object({
  name: z.string(),
  evidence: z.array(evidence),
  hash: z.string().nullable(),
  written: z.boolean(),
  evidence_hash: z.string().nullable(),
  tried_hash: z.string().nullable(),
  outcome: z.string().nullable(),
  tries: z.int(),
});
/** The evidence, and how the summary stands that there is. `tries` are those that were to be repeated, of these facts. */
export type Gathered = z.infer<typeof gathered>;

/** Undefined where the prospect is no longer there. */
export const readGathered = (row: unknown): Gathered | undefined =>
  row === undefined ? undefined : gathered.parse(row);
