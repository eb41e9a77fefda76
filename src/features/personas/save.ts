import { type SQL, sql } from 'drizzle-orm';
import * as z from 'zod';
import type { Ctx } from '../../ctx.ts';
import { databaseError } from '../../db/errors.ts';
import { personas, personaVersions } from '../../db/schema/segments.ts';
import { audit } from '../../db/schema/tenancy.ts';
import { actorId } from '../../lib/actor.ts';
import { newId } from '../../lib/ids.ts';
import { ProblemError } from '../../lib/problem.ts';
import { invalid } from '../lists/record.ts';
import { PERSONAS_MAX, type Persona, type PersonaDefinition, type personaBody, type personaPut } from './contract.ts';
import { storedPersona, viewPersona } from './read.ts';

const recorded = (ctx: Ctx, verb: string, detail: SQL): SQL => sql`
  insert into ${audit} (actor_kind, actor_id, request_id, verb, subject_type, subject_id, detail)
  select ${ctx.actor.kind}, ${actorId(ctx.actor)}, ${ctx.requestId}, ${verb}, 'persona', p.id::text, ${detail} from p`;

const named = async <T>(work: () => Promise<T>): Promise<T> => {
  try {
    return await work();
  } catch (error) {
    if (databaseError(error)?.constraint === 'personas_name') throw invalid('name', 'There is a persona of this name.');
    throw error;
  }
};

const json = (definition: PersonaDefinition): SQL => sql`${JSON.stringify(definition)}::jsonb`;

/** Makes a persona, which is its first version. Throws `invalid` for a name that one has, and one too many. */
export const makePersona = async (ctx: Ctx, { name, definition }: z.output<typeof personaBody>): Promise<Persona> => {
  const by = actorId(ctx.actor);
  const { rows } = await named(() =>
    ctx.db.execute(sql`
      with p as (insert into ${personas} (id, name, created_by)
        select ${newId()}::uuid, ${name}, ${by}
         where (select count(*) from ${personas} x where x.deleted_at is null) < ${PERSONAS_MAX} returning *),
      v as (insert into ${personaVersions} (persona_id, version, definition, created_by)
        select p.id, p.version, ${json(definition)}, ${by} from p),
      a as (${recorded(ctx, 'persona.made', sql`${JSON.stringify({ name, definition })}::jsonb`)})
      select ${storedPersona} || jsonb_build_object('definition', ${json(definition)}) as persona from p`),
  );
  if (!rows[0]) throw invalid('name', `There are ${PERSONAS_MAX} personas at most.`);
  return viewPersona(rows[0].persona);
};

const saved = z.object({ there: z.boolean(), persona: z.unknown() });

/** A version that comes after the one that was read; the same definition again makes none. */
const save = async (
  ctx: Ctx,
  id: string,
  ask: { verb: string; name: SQL; definition: SQL; read: SQL; detail: SQL },
) => {
  const { rows } = await named(() =>
    ctx.db.execute(sql`
      with was as materialized (
        select p.id, p.version, v.definition from ${personas} p
          join ${personaVersions} v on v.persona_id = p.id and v.version = p.version
         where p.id = ${id} and p.deleted_at is null and p.version = ${ask.read} for update of p),
      d as materialized (select ${ask.definition} as definition),
      p as (update ${personas} p set name = coalesce(${ask.name}, p.name), updated_at = now(),
          version = p.version + case when was.definition = d.definition then 0 else 1 end
        from was, d where p.id = was.id and d.definition is not null returning p.*),
      v as (insert into ${personaVersions} (persona_id, version, definition, created_by)
        select p.id, p.version, d.definition, ${actorId(ctx.actor)} from p, was, d where p.version > was.version),
      a as (${recorded(ctx, ask.verb, ask.detail)})
      select exists (select from ${personas} p where p.id = ${id} and p.deleted_at is null) as there,
        (select ${storedPersona} || jsonb_build_object('definition', d.definition) from p, d) as persona`),
  );
  const { there, persona } = saved.parse(rows[0]);
  if (!there) throw new ProblemError('not_found');
  return persona;
};

/** Saves a persona as its next version. Throws `not_found`, and `conflict` where somebody saved another one meanwhile. */
export const savePersona = async (ctx: Ctx, id: string, body: z.output<typeof personaPut>): Promise<Persona> => {
  const { name, definition, version } = body;
  const found = await save(ctx, id, {
    verb: 'persona.saved',
    name: sql`${name}::text`,
    definition: json(definition),
    read: sql`${version}::int`,
    detail: sql`jsonb_build_object('name', p.name, 'version', p.version, 'definition', ${json(definition)})`,
  });
  if (!found) throw new ProblemError('conflict', 'Somebody has saved this persona meanwhile. Look at theirs first.');
  return viewPersona(found);
};

/** Brings an older version back, as a new one. Throws `not_found`. */
export const restoreVersion = async (ctx: Ctx, id: string, version: number): Promise<Persona> => {
  const found = await save(ctx, id, {
    verb: 'persona.version_restored',
    name: sql`null::text`,
    definition: sql`(select o.definition from ${personaVersions} o where o.persona_id = ${id} and o.version = ${version}::int)`,
    read: sql`p.version`,
    detail: sql`jsonb_build_object('version', p.version, 'restored', ${version}::int)`,
  });
  if (!found) throw new ProblemError('not_found');
  return viewPersona(found);
};

const withDefinition = sql`${storedPersona} || jsonb_build_object('definition', (
  select v.definition from ${personaVersions} v where v.persona_id = p.id and v.version = p.version))`;

const setDeleted = async (ctx: Ctx, id: string, verb: string, to: SQL, from: SQL): Promise<Persona> => {
  const { rows } = await named(() =>
    ctx.db.execute(sql`
      with p as (update ${personas} p set deleted_at = ${to} where p.id = ${id} and ${from} returning *),
      a as (${recorded(ctx, verb, sql`jsonb_build_object('name', p.name)`)})
      select ${withDefinition} as persona from p`),
  );
  if (!rows[0]) throw new ProblemError('not_found');
  return viewPersona(rows[0].persona);
};

/** Deletes a persona, so that it can be brought back. Throws `not_found`. */
export const deletePersona = (ctx: Ctx, id: string): Promise<Persona> =>
  setDeleted(ctx, id, 'persona.deleted', sql`now()`, sql`p.deleted_at is null`);

/** Brings a deleted persona back. Throws `not_found`, and `invalid` for a name that another has by now. */
export const restorePersona = (ctx: Ctx, id: string): Promise<Persona> =>
  setDeleted(ctx, id, 'persona.restored', sql`null`, sql`true`);
