import { sql } from 'drizzle-orm';
import * as z from 'zod';
import type { Ctx } from '../../ctx.ts';
import { prospectsSearch as s } from '../../db/schema/prospects.ts';
import { personas, personaVersions } from '../../db/schema/segments.ts';
import { ProblemError } from '../../lib/problem.ts';
import { whereOf } from '../prospects/filters.ts';
import {
  PERSONAS_MAX,
  type Persona,
  type PersonaCount,
  type PersonaDefinition,
  type Personas,
  type PersonaVersions,
  persona,
  personaVersion,
} from './contract.ts';
import { filtersOf, unaskedOf } from './definition.ts';

/** People counted at most: beyond it the count is a floor, as in the search. */
const COUNT_MAX = 10_000;

/** The persona `p` with its newest version, as the database knows it. */
export const storedPersona = sql`jsonb_build_object(
  'id', p.id, 'name', p.name, 'version', p.version, 'createdBy', p.created_by,
  'createdByName', (select m.name from app.people() m where m.user_id = p.created_by),
  'createdAt', p.created_at, 'updatedAt', p.updated_at, 'deletedAt', p.deleted_at)`;

const stored = persona.omit({ filters: true, unasked: true });

/** A persona as the API shows it. */
export const viewPersona = (value: unknown): Persona => {
  const found = stored.parse(value);
  return { ...found, filters: filtersOf(found.definition), unasked: unaskedOf(found.definition) };
};

const withDefinition = sql`${storedPersona} || jsonb_build_object('definition', (
  select v.definition from ${personaVersions} v where v.persona_id = p.id and v.version = p.version))`;

/** All personas by name; or those that were deleted. One round trip. */
export const readPersonas = async (ctx: Ctx, deleted = false): Promise<Personas> => {
  const { rows } = await ctx.db.execute(sql`
    select ${withDefinition} as persona from ${personas} p where (p.deleted_at is not null) = ${deleted}
     order by lower(p.name), p.id limit ${PERSONAS_MAX}`);
  return { items: rows.map((row) => viewPersona(row.persona)) };
};

/** One persona. Throws `not_found`. */
export const readPersona = async (ctx: Ctx, id: string): Promise<Persona> => {
  const { rows } = await ctx.db.execute(sql`
    select ${withDefinition} as persona from ${personas} p where p.id = ${id} and p.deleted_at is null`);
  if (!rows[0]) throw new ProblemError('not_found');
  return viewPersona(rows[0].persona);
};

/** Every version of a persona, the newest first. Throws `not_found`. */
export const readVersions = async (ctx: Ctx, id: string): Promise<PersonaVersions> => {
  const { rows } = await ctx.db.execute(sql`
    select jsonb_build_object('version', v.version, 'definition', v.definition, 'createdBy', v.created_by,
        'createdByName', (select m.name from app.people() m where m.user_id = v.created_by), 'createdAt', v.created_at) as version
      from ${personaVersions} v join ${personas} p on p.id = v.persona_id
     where p.id = ${id} and p.deleted_at is null order by v.version desc`);
  if (rows.length === 0) throw new ProblemError('not_found');
  return { items: rows.map((row) => personaVersion.parse(row.version)) };
};

/** How many people of the workspace meet all parts of a persona. One round trip. */
export const countPersona = async (ctx: Ctx, definition: PersonaDefinition): Promise<PersonaCount> => {
  const { rows } = await ctx.db.execute(sql`
    select count(*) as n from (
      select 1 from ${s} where ${whereOf(filtersOf(definition)) ?? sql`true`} limit ${COUNT_MAX + 1}) m`);
  const n = z.coerce.number().parse(rows[0]?.n);
  return { total: { value: Math.min(n, COUNT_MAX), exact: n <= COUNT_MAX }, unasked: unaskedOf(definition) };
};
