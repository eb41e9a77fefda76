import { type SQL, sql } from 'drizzle-orm';
import * as z from 'zod';
import type { Ctx } from '../../ctx.ts';
import { actorId, actorScopes, ROLES } from '../../lib/actor.ts';
import { readCursor, writeCursor } from '../../lib/cursor.ts';
import type { Member, membersAnswer, membersQuery } from './contract.ts';

type Query = z.output<typeof membersQuery>;

/** A place among people in the order of their names; ids break ties. */
const place = z.strictObject({ n: z.string().max(500), i: z.string().max(100) });

/** What is read of somebody, by any statement over `app.people() p`. */
export const personColumns = sql`p.user_id as id, p.name, p.email, p.role, p.disabled_at is not null as disabled, lower(p.name) as place`;

export const person = z.object({
  id: z.string(),
  name: z.string(),
  email: z.string(),
  role: z.enum(ROLES),
  disabled: z.boolean(),
  place: z.string(),
});
type Person = z.infer<typeof person>;

/** The end of a statement over `app.people() p`: one page of it and a row more, which tells whether there is another. */
export const pageOfPeople = ({ cursor, limit }: Query): SQL => {
  const after = cursor === undefined ? undefined : readCursor(cursor, place);
  const rest = after ? sql`where (lower(p.name), p.user_id) > (${after.n}, ${after.i})` : sql``;
  return sql`${rest} order by lower(p.name), p.user_id limit ${limit + 1}`;
};

/** Somebody as the caller may see them. */
export const viewPerson = (ctx: Ctx, { id, name, email, role, disabled }: Person): Member => {
  const sees = actorScopes(ctx.actor).has('tenant:manage') || id === actorId(ctx.actor);
  return { id, name, email: sees ? email : null, role, status: disabled ? 'disabled' : 'active' };
};

/** A page of what was read, and where the next one begins. */
export const cutPage = <T extends Person>(rows: readonly T[], { limit }: Query) => {
  const items = rows.slice(0, limit);
  const last = items.at(-1);
  const more = rows.length > limit && last;
  return { items, nextCursor: more ? writeCursor({ n: last.place, i: last.id }) : null };
};

/** One page of who belongs to the workspace: one round trip. */
export const readMembers = async (ctx: Ctx, query: Query): Promise<z.input<typeof membersAnswer>> => {
  const { rows } = await ctx.db.execute(sql`select ${personColumns} from app.people() p ${pageOfPeople(query)}`);
  const { items, nextCursor } = cutPage(z.array(person).parse(rows), query);
  return { items: items.map((one) => viewPerson(ctx, one)), nextCursor };
};
