import { type SQL, sql } from 'drizzle-orm';
import * as z from 'zod';
import type { Ctx } from '../../ctx.ts';
import { databaseError } from '../../db/errors.ts';
import { creditAccounts, creditBudgets, creditCounters, teamMembers, teams } from '../../db/schema/credits.ts';
import { audit, members } from '../../db/schema/tenancy.ts';
import { actorId } from '../../lib/actor.ts';
import { newId } from '../../lib/ids.ts';
import { ProblemError } from '../../lib/problem.ts';
import { TEAMS_MAX, type Team, type TeamBody } from './contract.ts';

const figure = z.coerce.number();
const rows = z.array(
  z.object({
    id: z.string(),
    name: z.string(),
    memberIds: z.array(z.string()),
    budget: figure.nullable(),
    used: figure,
  }),
);

const invalid = (path: string, message: string) =>
  new ProblemError('invalid', message, { issues: [{ path, message }] });

const teamsStatement = (ctx: Ctx) =>
  ctx.db.execute(sql`
    select t.id, t.name, coalesce((
             select jsonb_agg(m.user_id order by m.user_id) from ${teamMembers} m where m.team_id = t.id), '[]') as "memberIds",
           (select b.credits from ${creditBudgets} b where b.scope = 'team' and b.subject = t.id::text) as budget,
           coalesce((select c.used from ${creditCounters} c where c.scope = 'team' and c.subject = t.id::text
               and c.period = to_char(now() at time zone 'UTC', 'YYYY-MM')), 0) as used
      from ${teams} t order by lower(t.name), t.id`);

const viewTeams = ({ rows: found }: { rows: unknown[] }): { items: Team[] } => ({ items: rows.parse(found) });

/** All teams with their budgets and what is used of them. One round trip. */
export const readTeams = async (ctx: Ctx): Promise<{ items: Team[] }> => viewTeams(await teamsStatement(ctx));

/** The entry of the record, for a team that is there. */
const recorded = (ctx: Ctx, verb: string, from: SQL, detail: SQL) => sql`
  insert into ${audit} (actor_kind, actor_id, request_id, verb, subject_type, subject_id, detail)
  select ${ctx.actor.kind}, ${actorId(ctx.actor)}, ${ctx.requestId}, ${verb}, 'team', t.id::text, ${detail} from ${from} t`;

/** Writes a team after `first` has made or renamed it; where that did nothing, nothing is written. */
const writeTeam = async (
  ctx: Ctx,
  id: string,
  body: TeamBody,
  verb: string,
  first: SQL,
): Promise<{ items: Team[] }> => {
  const ids = [...new Set(body.memberIds)];
  const list = sql`(select jsonb_array_elements_text(${JSON.stringify(ids)}::jsonb))`;
  const one = sql`(select x.id from ${teams} x where x.id = ${id})`;
  try {
    const results = await ctx.db.batch([
      // Teams change one after the other, and while no credit is being put aside.
      ctx.db.execute(sql`select from ${creditAccounts} for update`),
      ctx.db.execute(first),
      ctx.db.execute(sql`
        select app.assert_equal((select count(*) from ${members} where user_id in ${list}), ${ids.length}::bigint)`),
      ctx.db.execute(sql`delete from ${teamMembers} where team_id = ${id} and user_id not in ${list}`),
      ctx.db.execute(sql`
        insert into ${teamMembers} (user_id, team_id) select u.id, t.id from ${list} u (id) cross join ${one} t
        on conflict (tenant_id, user_id) do update set team_id = excluded.team_id`),
      ctx.db.execute(sql`
        delete from ${creditBudgets} where scope = 'team' and subject = ${id} and ${body.budget}::bigint is null`),
      ctx.db.execute(sql`
        insert into ${creditBudgets} (scope, subject, credits)
        select 'team', t.id::text, ${body.budget}::bigint from ${one} t where ${body.budget}::bigint is not null
        on conflict (tenant_id, scope, subject) do update set credits = excluded.credits`),
      ctx.db.execute(recorded(ctx, verb, one, sql`${JSON.stringify(body)}::jsonb`)),
      teamsStatement(ctx),
    ]);
    return viewTeams(results[8]);
  } catch (error) {
    const refused = databaseError(error);
    if (refused?.constraint === 'teams_name') throw invalid('name', 'There is a team of this name.');
    if (refused?.code === 'EW410') throw invalid('memberIds', 'One of them is no member of this workspace.');
    throw error;
  }
};

/** Makes a team. Throws `invalid` for a name that one has, somebody who is no member, or one team too many. */
export const addTeam = async (ctx: Ctx, body: TeamBody): Promise<{ items: Team[] }> => {
  ctx.require('tenant:manage');
  const id = newId();
  const first = sql`
    insert into ${teams} (id, name) select ${id}::uuid, ${body.name} where (select count(*) from ${teams}) < ${TEAMS_MAX}`;
  const all = await writeTeam(ctx, id, body, 'team.made', first);
  if (all.items.some((one) => one.id === id)) return all;
  throw invalid('name', `There are ${TEAMS_MAX} teams at most.`);
};

/** Gives a team another name, other members and another budget. Throws `not_found`, and `invalid` as for a new one. */
export const changeTeam = async (ctx: Ctx, id: string, body: TeamBody): Promise<{ items: Team[] }> => {
  ctx.require('tenant:manage');
  const first = sql`update ${teams} set name = ${body.name} where id = ${id}`;
  const all = await writeTeam(ctx, id, body, 'team.changed', first);
  if (all.items.some((one) => one.id === id)) return all;
  throw new ProblemError('not_found');
};

/** Removes a team and its budget; its members stay. Throws `not_found`. */
export const removeTeam = async (ctx: Ctx, id: string): Promise<{ items: Team[] }> => {
  ctx.require('tenant:manage');
  const [gone, all] = await ctx.db.batch([
    ctx.db.execute(sql`
      with t as (delete from ${teams} where id = ${id} returning id, name),
      b as (delete from ${creditBudgets} where scope = 'team' and subject in (select id::text from t)),
      a as (${recorded(ctx, 'team.removed', sql`t`, sql`jsonb_build_object('name', t.name)`)})
      select id from t`),
    teamsStatement(ctx),
  ]);
  if (!gone.rows[0]) throw new ProblemError('not_found');
  return viewTeams(all);
};
