import { type SQL, sql } from 'drizzle-orm';
import * as z from 'zod';
import type { Ctx } from '../../ctx.ts';
import { listChanges, listMembers, lists } from '../../db/schema/lists.ts';
import { prospects } from '../../db/schema/prospects.ts';
import { actorId } from '../../lib/actor.ts';
import { newId } from '../../lib/ids.ts';
import { ProblemError } from '../../lib/problem.ts';
import type { Selection } from '../prospects/contract.ts';
import { selectedSql } from '../prospects/selection.ts';
import { LIST_CHANGE_MAX } from './contract.ts';
import { tooMany } from './make.ts';
import { recorded } from './record.ts';
import { isSeen } from './sets.ts';

const figure = z.coerce.number();
const counts = z.object({ found: figure, given: figure, changed: figure });

/** The list, held until the end of the transaction: whoever changes it too comes after. */
const held = (ctx: Ctx, id: string): SQL =>
  sql`l as (update ${lists} l set updated_at = now() where l.id = ${id} and ${isSeen(ctx, sql`l`)} returning l.id)`;

const change = async (ctx: Ctx, id: string, selection: Selection, kind: 'joined' | 'left', changing: SQL) => {
  const changeId = newId();
  const { rows } = await ctx.db.execute(sql`
    with p as materialized (${selectedSql(selection, { onlyStale: false, max: LIST_CHANGE_MAX })}),
    n as materialized (select count(*) as given from p),
    ${held(ctx, id)},
    c as (${changing}),
    h as (insert into ${listChanges} (id, list_id, kind, people, actor_id)
      select ${changeId}::uuid, l.id, ${kind}, c.people, ${actorId(ctx.actor)}
        from l cross join (select array_agg(c.prospect_id) as people from c) c where c.people is not null),
    a as (${recorded(ctx, `list.${kind}`, sql`jsonb_build_object('people', (select count(*) from c), 'change', ${changeId}::text)`)}
      where (select given from n) <= ${LIST_CHANGE_MAX})
    select (select count(*) from l) as found, (select given from n) as given, (select count(*) from c) as changed`);
  const { found, given, changed } = counts.parse(rows[0]);
  if (found === 0) throw new ProblemError('not_found');
  if (given > LIST_CHANGE_MAX) throw tooMany('filter');
  return { given, changed, changeId: changed > 0 ? changeId : null };
};

/** Puts people on a list, each once: one statement. Throws `not_found`, and `invalid` for too many at once. */
export const addMembers = async (ctx: Ctx, id: string, selection: Selection) => {
  const joining = sql`insert into ${listMembers} (list_id, prospect_id) select l.id, p.id from l cross join p
    where (select given from n) <= ${LIST_CHANGE_MAX} on conflict do nothing returning prospect_id`;
  const { given, changed, changeId } = await change(ctx, id, selection, 'joined', joining);
  return { joined: changed, already: given - changed, changeId };
};

/** Takes people off a list: one statement. Throws `not_found`, and `invalid` for too many at once. */
export const removeMembers = async (ctx: Ctx, id: string, selection: Selection) => {
  const leaving = sql`delete from ${listMembers} m using l, p
    where m.list_id = l.id and m.prospect_id = p.id and (select given from n) <= ${LIST_CHANGE_MAX}
    returning m.prospect_id`;
  const { changed, changeId } = await change(ctx, id, selection, 'left', leaving);
  return { left: changed, changeId };
};

const undone = z.object({ found: figure, joined: figure, left: figure });

/**
 * Takes back who joined or left by one change: those who left come back, those who joined go, and whoever was put there or
 * taken off otherwise since is left alone. A second time it does nothing. Throws `not_found`.
 */
export const undoChange = async (ctx: Ctx, id: string, changeId: string) => {
  const { rows } = await ctx.db.execute(sql`
    with ${held(ctx, id)},
    h as (update ${listChanges} h set undone_at = now() from l
      where h.id = ${changeId} and h.list_id = l.id and h.undone_at is null returning h.kind, h.list_id, h.people),
    j as (insert into ${listMembers} (list_id, prospect_id, gone)
      select h.list_id, p.id, p.deleted_at is not null
        from h cross join unnest(h.people) u (id) join ${prospects} p on p.id = u.id where h.kind = 'left'
      on conflict do nothing returning 1),
    d as (delete from ${listMembers} m using h
      where h.kind = 'joined' and m.list_id = h.list_id and m.prospect_id = any (h.people) returning 1),
    a as (${recorded(ctx, 'list.change_undone', sql`jsonb_build_object('change', ${changeId}::text)`)} where exists (select from h))
    select (select count(*) from l join ${listChanges} x on x.list_id = l.id and x.id = ${changeId}) as found,
      (select count(*) from j) as joined, (select count(*) from d) as left`);
  const { found, joined, left } = undone.parse(rows[0]);
  if (found === 0) throw new ProblemError('not_found');
  return { joined, left };
};
