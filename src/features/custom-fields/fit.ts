import { sql } from 'drizzle-orm';
import type * as z from 'zod';
import type { Ctx } from '../../ctx.ts';
import { prospects } from '../../db/schema/prospects.ts';
import { customFields } from '../../db/schema/records.ts';
import { type CustomValues, customValues, EXAMPLES_MAX, type Fit, fitAnswer, type fitBody } from './contract.ts';

/** Values that are looked at before a field is made: within the time of one statement, whatever the workspace has. */
const VALUES_LOOKED_AT = 200_000;
/** People whose values are looked through for keys: those changed last, by an index. */
const PEOPLE_LOOKED_AT = 5_000;
const KEYS_MAX = 100;
const EXAMPLE_CHARS = 100;

/** How the values under a key would fare as a field's of that type. */
export const fitOf = async (ctx: Ctx, { key, type, options }: z.output<typeof fitBody>): Promise<Fit> => {
  ctx.require('tenant:manage');
  const { rows } = await ctx.db.execute(sql`
    with said as materialized (
      select p.custom ->> ${key} as value from ${prospects} p
       where p.deleted_at is null and p.custom ->> ${key} <> '' limit ${VALUES_LOOKED_AT + 1}
    ), judged as materialized (
      select s.value, app.custom_value(${type}, array(select jsonb_array_elements_text(${JSON.stringify(options)}::jsonb)), s.value) is null as unfit
        from said s limit ${VALUES_LOOKED_AT}
    )
    select (select count(*) from judged)::int as values, (select count(*) from judged where unfit)::int as unfit,
           (select count(*) from said) <= ${VALUES_LOOKED_AT} as whole,
           coalesce((select jsonb_agg(x.value) from (
             select distinct left(j.value, ${EXAMPLE_CHARS}) as value from judged j where j.unfit limit ${EXAMPLES_MAX}) x), '[]') as examples`);
  return fitAnswer.parse(rows[0]);
};

/** Keys that hold values and are no field's, among the people changed last: what could be made a field. */
export const looseValues = async (ctx: Ctx): Promise<CustomValues> => {
  const { rows } = await ctx.db.execute(sql`
    with last as materialized (
      select p.custom from ${prospects} p where p.deleted_at is null
       order by p.updated_at desc, p.id desc limit ${PEOPLE_LOOKED_AT}
    ), loose as (
      select e.key, count(*)::int as people, (array_agg(distinct left(e.value, ${EXAMPLE_CHARS})))[1:3] as examples
        from last l cross join lateral jsonb_each_text(l.custom) e
       where e.value <> '' and not exists (select from ${customFields} d where d.key = e.key)
       group by e.key order by count(*) desc, e.key limit ${KEYS_MAX}
    )
    select (select count(*) from last)::int as "lookedAt",
           coalesce((select jsonb_agg(jsonb_build_object('key', l.key, 'people', l.people, 'examples', l.examples)
             order by l.people desc, l.key) from loose l), '[]') as items`);
  return customValues.parse(rows[0]);
};
