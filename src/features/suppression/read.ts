import { type SQL, sql } from 'drizzle-orm';
import type * as z from 'zod';
import type { Ctx } from '../../ctx.ts';
import { among } from '../../db/among.ts';
import { prospects } from '../../db/schema/prospects.ts';
import { suppressionHashes, suppressions } from '../../db/schema/suppression.ts';
import { readCursor, timeCursor, writeCursor } from '../../lib/cursor.ts';
import { knownAs, suppressionOf } from './check.ts';
import {
  checkAnswer,
  type SuppressionCheck,
  type SuppressionPage,
  type SuppressionsFound,
  type SuppressionValue,
  suppression,
  type suppressionsQuery,
} from './contract.ts';

const nameOf = (column: SQL): SQL => sql`(select m.name from app.people() m where m.user_id = ${column})`;

/** The entry `s` as the API shows it. */
export const shownEntry = sql`jsonb_build_object(
  'id', s.id, 'kind', s.kind, 'hint', s.hint, 'reason', s.reason, 'source', s.source,
  'createdBy', s.created_by, 'createdByName', ${nameOf(sql`s.created_by`)}, 'createdAt', s.created_at,
  'liftedByName', ${nameOf(sql`s.lifted_by`)}, 'liftedAt', s.lifted_at)`;

/** A value as the columns of a person, null where it says nothing. */
export const valueRow = (value: SuppressionValue) => ({
  email: 'email' in value ? value.email : null,
  phone: 'phone' in value ? value.phone : null,
  name: 'name' in value ? value.name : null,
  company: ('name' in value && value.company) || null,
  company_domain: ('name' in value && value.companyDomain) || null,
});

/** The list, newest first. */
export const readSuppressions = async (
  ctx: Ctx,
  { limit, cursor, lifted = false }: z.output<typeof suppressionsQuery>,
): Promise<SuppressionPage> => {
  const after = cursor === undefined ? undefined : readCursor(cursor, timeCursor);
  const place = after ? sql`(s.created_at, s.id) < (${after.t}::timestamptz, ${after.i}::uuid)` : sql`true`;
  const { rows } = await ctx.db.execute(sql`
    select ${shownEntry} as entry, s.created_at from ${suppressions} s
     where (s.lifted_at is not null) = ${lifted} and ${place}
     order by s.created_at desc, s.id desc limit ${limit + 1}`);
  const items = rows.slice(0, limit).map(({ entry }) => suppression.parse(entry));
  const last = items.at(-1);
  const more = rows.length > limit && last;
  return { items, nextCursor: more ? writeCursor({ t: new Date(last.createdAt).toISOString(), i: last.id }) : null };
};

/** Entries by an exact value; none where it is not on the list. */
export const searchSuppressions = async (ctx: Ctx, value: SuppressionValue): Promise<SuppressionsFound> => {
  const list = await suppressionOf(ctx);
  const { rows } = await ctx.db.execute(sql`
    with v as (select * from jsonb_to_record(${JSON.stringify(valueRow(value))}::jsonb)
      v (email text, phone text, name text, company text, company_domain text))
    select ${shownEntry} as entry from ${suppressions} s
     where s.id in (select h.suppression_id from (select ${list.keys(knownAs('v'))} as keys from v offset 0) k
       join ${suppressionHashes} h on h.hash = any (k.keys))
     order by s.created_at desc, s.id desc`);
  return { items: rows.map(({ entry }) => suppression.parse(entry)) };
};

/** Of some people those whom the workspace leaves alone, each with why. One round trip. */
export const checkPeople = async (ctx: Ctx, ids: readonly string[]): Promise<SuppressionCheck> => {
  const list = await suppressionOf(ctx);
  // Made once for each: what asks for them would else make them for each row of the list.
  const keys = sql`(select ${list.keys(knownAs('p'))} as keys offset 0) k`;
  const { rows } = await ctx.db.execute(sql`
    select p.id, (
        select jsonb_agg(${shownEntry} order by s.created_at desc, s.id desc) from ${suppressions} s
         where s.id in (select h.suppression_id from ${suppressionHashes} h where h.hash = any (k.keys))) as by
      from ${prospects} p cross join lateral ${keys}
     where p.id = ${among(ids)}
       and p.deleted_at is null and ${list.hasKeys(sql`k.keys`)}`);
  return checkAnswer.parse({ people: rows });
};
