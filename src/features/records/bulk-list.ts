import { type SQL, sql } from 'drizzle-orm';
import type { Ctx } from '../../ctx.ts';
import { listMembers, lists } from '../../db/schema/lists.ts';
import { prospects } from '../../db/schema/prospects.ts';
import { assertFence, type Claim } from '../jobs/claim.ts';
import { endBack, endForth, forthBatch, type Next, pieceBack, pieceForth } from './bulk-pieces.ts';
import type { BulkChange } from './contract.ts';

/** A change of who is on a list. */
export type ListChange = Extract<BulkChange, { listId: string }>;

/** The list while it is there: who is to join one that is deleted meanwhile stays as they are. */
const there = (listId: string): SQL => sql`select l.id from ${lists} l where l.id = ${listId} and l.deleted_at is null`;

/**
 * Who joins or leaves, of those picked. The journal keeps since when somebody was on the list: by that a place is known again
 * from one that somebody was given since.
 */
const forth = ({ kind, listId }: ListChange): SQL =>
  kind === 'join_list'
    ? sql`
      changed as (
        insert into ${listMembers} (list_id, prospect_id)
        select l.id, p.id from (${there(listId)}) l
         cross join (select p.id from ${prospects} p join picked k on k.id = p.id
                      where p.deleted_at is null and p.merged_into is null order by p.id) p
        on conflict do nothing
        returning prospect_id as id, null::jsonb as part_before, to_jsonb(created_at) as part_after
      )`
    : sql`
      changed as (
        delete from ${listMembers} m using picked k, (${there(listId)}) l where m.list_id = l.id and m.prospect_id = k.id
        returning m.prospect_id as id, to_jsonb(m.created_at) as part_before, null::jsonb as part_after
      )`;

const back = ({ kind, listId }: ListChange): SQL =>
  kind === 'join_list'
    ? sql`
      changed as (
        delete from ${listMembers} m using picked b
         where m.list_id = ${listId} and m.prospect_id = b.id and m.created_at = (b.after #>> '{}')::timestamptz
        returning m.prospect_id as id
      )`
    : sql`
      changed as (
        insert into ${listMembers} (list_id, prospect_id, gone, created_at)
        select ${listId}::uuid, p.id, p.deleted_at is not null, (b.before #>> '{}')::timestamptz
          from picked b join ${prospects} p on p.id = b.id order by p.id
        on conflict do nothing
        returning prospect_id as id
      )`;

/** One piece of people put on a list or taken off it. */
export const listForth = (ctx: Ctx, claim: Claim, change: ListChange, next: Next) =>
  forthBatch(
    ctx,
    claim,
    ctx.db.execute(sql`with ${pieceForth(claim.subjectId, next)}, ${forth(change)}, ${endForth(claim, sql`0`)}`),
  );

/** One piece of them back: who is there, or is not, as it was left. */
export const listBack = (ctx: Ctx, claim: Claim, change: ListChange, most: number) =>
  [
    assertFence(ctx, claim),
    ctx.db.execute(sql`with ${pieceBack(claim.subjectId, most)}, ${back(change)}, ${endBack(claim)}`),
  ] as const;
