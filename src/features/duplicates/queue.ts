import { type SQL, sql } from 'drizzle-orm';
import * as z from 'zod';
import type { Ctx } from '../../ctx.ts';
import { jobs } from '../../db/schema/jobs.ts';
import { prospects } from '../../db/schema/prospects.ts';
import { duplicateScans, duplicates } from '../../db/schema/records.ts';
import { readCursor, writeCursor } from '../../lib/cursor.ts';
import { prospectJson } from '../enrichment/profile-json.ts';
import { type DuplicatesAnswer, type DuplicatesQuery, duplicate } from './contract.ts';

/** Open pairs counted at most: more of them are said to be more. */
const COUNT_MAX = 1_000;

/** A place in the queue: the pair's score and id. */
const place = z.strictObject({ s: z.number(), i: z.uuid() });

const row = duplicate.extend({ place: z.number() });
const around = z.object({
  open: z.coerce.number(),
  upToDate: z.boolean(),
  scannedAt: z.string().nullable(),
  jobId: z.string().nullable(),
});

const recordJson = (side: 'a_id' | 'b_id'): SQL => sql`
  (select ${prospectJson} from ${prospects} p where p.id = d.${sql.raw(side)})`;

/** Pairs of which nobody is gone. */
const standing: SQL = sql`
  d.state = 'open' and not exists (
    select from ${prospects} g where g.id in (d.a_id, d.b_id) and g.deleted_at is not null)`;

/** A page of the pairs that wait for a decision, the surest first, and how far they were looked for: one round trip. */
export const listDuplicates = async (ctx: Ctx, query: DuplicatesQuery): Promise<DuplicatesAnswer> => {
  const after = query.cursor === undefined ? undefined : readCursor(query.cursor, place);
  const of = query.prospect;
  const [found, state] = await ctx.db.batch([
    ctx.db.execute(sql`
      select d.id, ${recordJson('a_id')} as a, ${recordJson('b_id')} as b, d.grade, d.score::float8 as score, d.evidence,
             to_jsonb(d.shared) as shared, to_json(d.found_at) #>> '{}' as "foundAt", d.score::float8 as place
        from ${duplicates} d
       where ${standing}
         and ${of === undefined ? sql`true` : sql`${of}::uuid in (d.a_id, d.b_id)`}
         and ${after ? sql`(d.score, d.id) < (${after.s}::real, ${after.i}::uuid)` : sql`true`}
       order by d.score desc, d.id desc limit ${query.limit + 1}`),
    ctx.db.execute(sql`
      select (select count(*) from (select from ${duplicates} d where ${standing} limit ${COUNT_MAX + 1}) n) as open,
             to_json(s.scanned_at) #>> '{}' as "scannedAt",
             s.scanned_at is not null and not exists (
               select from ${prospects} p where p.deleted_at is null and p.updated_at > s.to_at) as "upToDate",
             (select j.id from ${jobs} j where j.kind = 'duplicates' and j.state in ('queued', 'running')
               order by j.created_at desc limit 1) as "jobId"
        from (select 1) one left join ${duplicateScans} s on true`),
  ]);
  const rows = z.array(row).parse(found.rows);
  const items = rows.slice(0, query.limit).map(({ place: _, ...one }) => one);
  const last = rows[query.limit - 1];
  const { open, ...rest } = around.parse(state.rows[0]);
  return {
    items,
    nextCursor: rows.length > query.limit && last ? writeCursor({ s: last.place, i: last.id }) : null,
    open: open > COUNT_MAX ? { value: COUNT_MAX, exact: false } : { value: open, exact: true },
    ...rest,
  };
};
