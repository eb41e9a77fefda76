import { type SQL, sql } from 'drizzle-orm';
import * as z from 'zod';
import type { Ctx } from '../../ctx.ts';
import { listMembers, lists } from '../../db/schema/lists.ts';
import { actorId } from '../../lib/actor.ts';
import { newId } from '../../lib/ids.ts';
import { selectedSql } from '../prospects/selection.ts';
import { LIST_CHANGE_MAX, LISTS_MAX, type List, type ListBody, list } from './contract.ts';
import { shownList } from './read.ts';
import { invalid, named, recorded } from './record.ts';
import { combined, noSet } from './sets.ts';

const figure = z.coerce.number();
const answer = z.object({ list: list.nullable(), there: figure, given: figure, joined: figure });

const NOBODY = { people: sql`select null::uuid as prospect_id where false`, listsThere: sql`0`, lists: 0 };

const sourceOf = async (ctx: Ctx, { from, people: chosen }: ListBody): Promise<typeof NOBODY> => {
  if (from) return combined(ctx, from);
  if (!chosen) return NOBODY;
  const people: SQL = sql`select p.id as prospect_id
    from (${selectedSql(chosen, { onlyStale: false, max: LIST_CHANGE_MAX })}) p`;
  return { ...NOBODY, people };
};

/**
 * Makes a list, of people or of other sets where they are given. Throws `invalid` for a name that one has, a set that is not
 * there, too many people, and one list too many.
 */
export const makeList = async (ctx: Ctx, body: ListBody): Promise<List & { joined: number }> => {
  const { name, description, shared, from, people } = body;
  const source = await sourceOf(ctx, body);
  const detail = { name, shared, from, filter: people?.filter };
  const { rows } = await named(() =>
    ctx.db.execute(sql`
      with p as materialized (select s.prospect_id from (${source.people}) s limit ${LIST_CHANGE_MAX + 1}),
      n as materialized (select count(*) as given from p),
      l as (insert into ${lists} (id, name, description, shared, created_by)
        select ${newId()}::uuid, ${name}, ${description || null}, ${shared}, ${actorId(ctx.actor)} from n
         where ${source.listsThere} = ${source.lists} and n.given <= ${LIST_CHANGE_MAX}
           and (select count(*) from ${lists}) < ${LISTS_MAX}
        returning *),
      j as (insert into ${listMembers} (list_id, prospect_id) select l.id, p.prospect_id from l cross join p returning 1),
      a as (${recorded(ctx, 'list.made', sql`${JSON.stringify(detail)}::jsonb`)})
      select (select ${shownList} from l) as list, ${source.listsThere} as there, (select given from n) as given,
        (select count(*) from j) as joined`),
  );
  const made = answer.parse(rows[0]);
  if (made.there !== source.lists) throw noSet();
  if (made.given > LIST_CHANGE_MAX) throw tooMany(from ? 'from' : 'people');
  if (!made.list) throw invalid('name', `There are ${LISTS_MAX} lists at most.`);
  // Counted by a trigger, after what this statement saw.
  return { ...made.list, people: made.joined, joined: made.joined };
};

export const tooMany = (path: string) =>
  invalid(
    path,
    `${LIST_CHANGE_MAX} people at once are the most. A bulk edit puts more of them on a list, or takes them off.`,
  );
