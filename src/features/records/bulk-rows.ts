import { sql } from 'drizzle-orm';
import type { Ctx } from '../../ctx.ts';
import { fieldValues, prospects } from '../../db/schema/prospects.ts';
import { assertFence, type Claim } from '../jobs/claim.ts';
import { effectOf, type RowChange } from './bulk-change.ts';
import { endBack, endForth, forthBatch, type Next, pieceBack, pieceForth } from './bulk-pieces.ts';

/** One piece of people, each as the change says. Who was merged or deleted meanwhile stays as they are. */
export const rowsForth = (ctx: Ctx, claim: Claim, change: RowChange, { by, next }: { by: string; next: Next }) => {
  const effect = effectOf(change, by);
  return forthBatch(
    ctx,
    claim,
    ctx.db.execute(sql`
      with ${pieceForth(claim.subjectId, next)}, held as materialized (
        select p.id, ${effect.part} as part_before, ${effect.refused} as is_refused from ${prospects} p
         where p.id in (select id from picked) and p.deleted_at is ${effect.deleted ? sql`not null` : sql`null`}
           and p.merged_into is null
         order by p.id for update of p
      ), changed as (
        update ${prospects} p set ${effect.set}, updated_at = now() from held h
         where p.id = h.id and not h.is_refused and ${effect.differs}
        returning p.id, h.part_before, ${effect.part} as part_after
      ), ${ledger(change, by)}
      ${endForth(claim, sql`(select count(*) from held where is_refused)`)}`),
  );
};

/** A field that is set is a member's choice: nothing that a source says changes it. */
const ledger = (change: RowChange, by: string) =>
  change.kind === 'field'
    ? sql`
      others as (
        update ${fieldValues} f set chosen = false from changed c
         where f.prospect_id = c.id and f.field = ${change.field} and f.chosen
           and not (f.source = 'member' and f.match_id is null)
      ), filed as (
        -- What a file said stays beside it, so that the field can be given back.
        insert into ${fieldValues} as f (prospect_id, field, source, value, confidence, chosen, fetched_at)
        select c.id, ${change.field}, 'import', c.part_before ->> 'value', 1, false, now() from changed c
         where c.part_before ->> 'value' is not null and c.part_before -> 'chosen' = '[]'::jsonb
        on conflict (tenant_id, prospect_id, field, source, match_id) do nothing
      ), chosen as (
        insert into ${fieldValues} as f (prospect_id, field, source, value, confidence, chosen, set_by)
        select c.id, ${change.field}, 'member', ${change.value}, 1, true, ${by} from changed c
        on conflict (tenant_id, prospect_id, field, source, match_id) do update set
          id = excluded.id, value = excluded.value, chosen = true, set_by = excluded.set_by, fetched_at = now(),
          source_url = null, accession = null, licence = null, previous = null
      ),`
    : sql``;

/** One piece back: what still stands as it was left. */
export const rowsBack = (ctx: Ctx, claim: Claim, change: RowChange, most: number) => {
  const effect = effectOf(change, '');
  return [
    assertFence(ctx, claim),
    ctx.db.execute(sql`
      with ${pieceBack(claim.subjectId, most)}, held as materialized (
        select p.id, b.before, b.after, ${effect.stands} and ${effect.open} as may from ${prospects} p join picked b on b.id = p.id
         order by p.id for update of p
      ), changed as (
        update ${prospects} p set ${effect.back}, updated_at = now() from held b where p.id = b.id and b.may
        returning p.id, b.before, b.after
      ), ${backLedger(change)}
      ${endBack(claim)}`),
  ] as const;
};

const backLedger = (change: RowChange) =>
  change.kind === 'field'
    ? sql`
      mine as (
        -- The choice that was there before comes back in its row.
        update ${fieldValues} f set id = (c.before -> 'member' ->> 'id')::uuid, value = c.before -> 'member' ->> 'value',
               set_by = c.before -> 'member' ->> 'set_by', source_url = c.before -> 'member' ->> 'source_url',
               fetched_at = (c.before -> 'member' ->> 'fetched_at')::timestamptz,
               chosen = (c.before -> 'member' ->> 'chosen')::boolean
          from changed c
         where f.prospect_id = c.id and f.field = ${change.field} and f.source = 'member' and f.match_id is null
           and c.before -> 'member' <> 'null'::jsonb
      ), gone as (
        delete from ${fieldValues} f using changed c
         where f.prospect_id = c.id and f.field = ${change.field} and f.source = 'member' and f.match_id is null
           and c.before -> 'member' = 'null'::jsonb
      ), others as (
        update ${fieldValues} f set chosen = true from changed c
         where f.prospect_id = c.id and f.field = ${change.field} and not (f.source = 'member' and f.match_id is null)
           and c.before -> 'chosen' ? f.id::text
      ),`
    : sql``;
