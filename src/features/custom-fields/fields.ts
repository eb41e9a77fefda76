import { type SQL, sql } from 'drizzle-orm';
import * as z from 'zod';
import type { Ctx } from '../../ctx.ts';
import { databaseError } from '../../db/errors.ts';
import { customFields } from '../../db/schema/records.ts';
import { audit } from '../../db/schema/tenancy.ts';
import { actorId } from '../../lib/actor.ts';
import { newId } from '../../lib/ids.ts';
import { ProblemError } from '../../lib/problem.ts';
import {
  CUSTOM_FIELDS_MAX,
  type CustomField,
  type CustomFieldBody,
  type CustomFieldPatch,
  customField,
} from './contract.ts';

const shown = (of: SQL): SQL => sql`jsonb_build_object(
  'id', ${of}.id, 'key', ${of}.key, 'name', ${of}.name, 'type', ${of}.type, 'options', ${of}.options, 'place', ${of}.place,
  'createdAt', to_json(${of}.created_at) #>> '{}', 'archivedAt', to_json(${of}.archived_at) #>> '{}') as shown`;
const row = z.object({ shown: customField });

const texts = (values: readonly string[]): SQL =>
  sql`array(select jsonb_array_elements_text(${JSON.stringify(values)}::jsonb))`;

/** The entry of the record for each row of `changed`. */
const recorded = (ctx: Ctx, verb: string, detail: SQL): SQL => sql`
  insert into ${audit} (actor_kind, actor_id, request_id, verb, subject_type, subject_id, detail)
  select ${ctx.actor.kind}::text, ${actorId(ctx.actor)}::text, ${ctx.requestId}, ${verb}, 'custom_field', c.id::text, ${detail}
    from changed c`;

const invalid = (path: string, message: string): ProblemError =>
  new ProblemError('invalid', message, { issues: [{ path, message }] });

const TAKEN: Readonly<Record<string, () => ProblemError>> = {
  custom_fields_name: () => invalid('name', 'There is a field of this name.'),
  custom_fields_key: () => invalid('key', 'There is a field for these values. It may be an archived one: restore it.'),
};

const guarded = async <T>(work: () => Promise<T>): Promise<T> => {
  try {
    return await work();
  } catch (error) {
    throw TAKEN[databaseError(error)?.constraint ?? '']?.() ?? error;
  }
};

/** The workspace's own fields, in their order; archived ones last. */
export const listCustomFields = async (ctx: Ctx): Promise<{ items: CustomField[] }> => {
  const { rows } = await ctx.db.execute(sql`
    select ${shown(sql`d`)} from ${customFields} d order by d.archived_at is not null, d.place, d.id`);
  return {
    items: z
      .array(row)
      .parse(rows)
      .map((one) => one.shown),
  };
};

/** Makes a field, the last in order. Throws `invalid` for a name or key that another one has, and one too many. */
export const makeCustomField = async (
  ctx: Ctx,
  { key, name, type, options }: CustomFieldBody,
): Promise<CustomField> => {
  ctx.require('tenant:manage');
  const { rows } = await guarded(() =>
    ctx.db.execute(sql`
      with changed as (
        insert into ${customFields} (id, key, name, type, options, place, created_by)
        select ${newId()}::uuid, ${key ?? name}, ${name}, ${type}, ${texts(options)},
               coalesce((select max(x.place) + 1 from ${customFields} x), 0), ${actorId(ctx.actor)}
         where (select count(*) from ${customFields} x) < ${CUSTOM_FIELDS_MAX}
        returning *
      ), a as (${recorded(ctx, 'custom_field.made', sql`jsonb_build_object('key', c.key, 'name', c.name, 'type', c.type, 'options', c.options)`)})
      select ${shown(sql`c`)} from changed c`),
  );
  if (!rows[0]) throw invalid('name', `A workspace has ${CUSTOM_FIELDS_MAX} fields at most, archived ones among them.`);
  return row.parse(rows[0]).shown;
};

/**
 * Changes a field. Values stay as they are: those that are none of the new type are told as plain text. Throws `not_found`,
 * `invalid` for a name that another one has.
 */
export const changeCustomField = async (
  ctx: Ctx,
  fieldId: string,
  { name, kind, place }: CustomFieldPatch,
): Promise<CustomField> => {
  ctx.require('tenant:manage');
  const set: SQL[] = [sql`updated_at = now()`];
  if (name !== undefined) set.push(sql`name = ${name}`);
  if (kind !== undefined) set.push(sql`type = ${kind.type}`, sql`options = ${texts(kind.options)}`);
  if (place !== undefined) set.push(sql`place = ${place}`);
  const detail = JSON.stringify({ name, ...kind, place });
  const { rows } = await guarded(() =>
    ctx.db.execute(sql`
      with changed as (
        update ${customFields} d set ${sql.join(set, sql`, `)} where d.id = ${fieldId} and d.archived_at is null returning *
      ), others as (
        update ${customFields} d set place = o.n + (o.n >= ${place ?? 0}::int)::int
          from (select x.id, row_number() over (order by x.place, x.id)::int - 1 as n from ${customFields} x
                 where x.archived_at is null and x.id <> ${fieldId}) o
         where d.id = o.id and ${place !== undefined} and exists (select from changed)
      ), a as (${recorded(ctx, 'custom_field.changed', sql`${detail}::jsonb`)})
      select ${shown(sql`c`)} from changed c`),
  );
  if (!rows[0]) throw new ProblemError('not_found');
  return row.parse(rows[0]).shown;
};

/** Archives a field, or brings it back: its values stay either way. As it is already it stays. Throws `not_found`, `invalid`. */
export const archiveCustomField = async (ctx: Ctx, fieldId: string, archived: boolean): Promise<CustomField> => {
  ctx.require('tenant:manage');
  const verb = archived ? 'custom_field.archived' : 'custom_field.restored';
  const [, found] = await guarded(() =>
    ctx.db.batch([
      ctx.db.execute(sql`
        with changed as (
          update ${customFields} d set archived_at = ${archived ? sql`now()` : sql`null`}, updated_at = now()
           where d.id = ${fieldId} and (d.archived_at is null) = ${archived} returning *
        ), a as (${recorded(ctx, verb, sql`jsonb_build_object('name', c.name)`)})
        select c.id from changed c`),
      ctx.db.execute(sql`select ${shown(sql`d`)} from ${customFields} d where d.id = ${fieldId}`),
    ]),
  );
  if (!found.rows[0]) throw new ProblemError('not_found');
  return row.parse(found.rows[0]).shown;
};
