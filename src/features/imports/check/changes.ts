import { and, asc, eq, sql } from 'drizzle-orm';
import * as z from 'zod';
import type { Ctx } from '../../../ctx.ts';
import { importExpected as e, imports } from '../../../db/schema/imports.ts';
import { prospects as p } from '../../../db/schema/prospects.ts';
import { readCursor, writeCursor } from '../../../lib/cursor.ts';
import { ProblemError } from '../../../lib/problem.ts';
import type { ExpectedChange, expectedChangePage, listChangesQuery } from '../contract.ts';
import type { ImportedProspect } from '../rows/prospect.ts';
import { COLUMNS } from '../write/columns.ts';
import { personOf } from './expected.ts';

const cursor = z.strictObject({ r: z.int(), i: z.uuid() });

type Values = Pick<ImportedProspect, (typeof COLUMNS)[number][0] | 'tags' | 'custom'>;

const shown = (value: string | number | readonly string[] | null | undefined): string | null => {
  const text =
    value === null || value === undefined ? '' : typeof value === 'object' ? value.join('; ') : String(value);
  return text === '' ? null : text;
};

/** What would be different of somebody. An import empties nothing, so only what it says is looked at. */
export const differences = (from: Values, to: Values): ExpectedChange['fields'] => {
  const fields = [...COLUMNS.map(([field]) => field), 'tags' as const].map((field) => ({
    field,
    custom: false,
    from: shown(from[field]),
    to: shown(to[field]),
  }));
  const custom = Object.entries(to.custom).map(([field, value]) => ({
    field,
    custom: true,
    from: shown(Object.hasOwn(from.custom, field) ? from.custom[field] : null),
    to: shown(value),
  }));
  return [...fields, ...custom].filter((one) => one.from !== one.to);
};

/** Who would change by a draft's file, in its order, each with what of them: as far as its look has come. */
export const listChanges = async (
  ctx: Ctx,
  importId: string,
  query: z.output<typeof listChangesQuery>,
): Promise<z.input<typeof expectedChangePage>> => {
  const after = query.cursor === undefined ? undefined : readCursor(query.cursor, cursor);
  const [found, rows] = await ctx.db.batch([
    ctx.db.select({ id: imports.id }).from(imports).where(eq(imports.id, importId)),
    ctx.db
      .select({ expected: e, now: p })
      .from(imports)
      .innerJoin(e, eq(e.checkId, imports.checkJobId))
      .innerJoin(p, eq(p.id, e.prospectId))
      .where(
        and(
          eq(imports.id, importId),
          sql`not ${e.fresh}`,
          after && sql`(${e.row}, ${e.prospectId}) > (${after.r}, ${after.i}::uuid)`,
        ),
      )
      .orderBy(asc(e.row), asc(e.prospectId))
      .limit(query.limit + 1),
  ]);
  if (found.length === 0) throw new ProblemError('not_found');
  const last = rows.length > query.limit ? rows[query.limit - 1]?.expected : undefined;
  return {
    items: rows.slice(0, query.limit).map(({ expected, now }) => ({
      row: expected.row,
      prospectId: expected.prospectId,
      name: now.name,
      fields: differences(now, personOf(expected)),
    })),
    nextCursor: last ? writeCursor({ r: last.row, i: last.prospectId }) : null,
  };
};
