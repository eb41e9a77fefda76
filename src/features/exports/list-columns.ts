import { sql } from 'drizzle-orm';
import type { Ctx } from '../../ctx.ts';
import { imports } from '../../db/schema/imports.ts';
import { prospects } from '../../db/schema/prospects.ts';
import { customFields } from '../../db/schema/records.ts';
import { tenants } from '../../db/schema/tenancy.ts';
import { customColumn } from '../../lib/custom-column.ts';
import { PROSPECT_FIELDS } from '../prospects/contract.ts';
import { customHeader, FIELD_HEADERS, RECORD_FIELDS, RECORD_HEADERS } from '../prospects/header-contract.ts';
import { limitSql } from '../tenants/plans.ts';
import type { ExportColumns } from './contract.ts';

/** From so many rows on a download is long enough for a page to be closed on it. */
export const DIRECT_ROWS = 50_000;
/** The newest people, whose custom values are looked at beside what the imports brought: all of them would take too long. */
const LOOK_AT = 5_000;
/** Names of custom values that are offered at most. */
const NAMES_MAX = 200;

/**
 * What a file can be made of, in the order of the fields; custom values by their names, as the workspace's own fields, imports
 * and people have them.
 */
export const listColumns = async (ctx: Ctx): Promise<ExportColumns> => {
  const [names, most] = await ctx.db.batch([
    ctx.db.execute<{ name: string }>(sql`
      select distinct name from (
        select jsonb_object_keys(p.custom) as name
          from (select custom from ${prospects} where deleted_at is null and custom <> '{}' order by created_at desc limit ${LOOK_AT}) p
        union
        select m.key from ${imports} i cross join lateral jsonb_each_text(i.mapping) m
         where i.mapping is not null and i.status <> 'draft' and m.value = 'custom'
        union
        select d.key from ${customFields} d where d.archived_at is null) n
       where name <> '' order by name limit ${NAMES_MAX}`),
    ctx.db.execute<{ most: string }>(
      sql`select ${limitSql('exportRows')} as most from ${tenants} t where t.id = ${ctx.tenantId}`,
    ),
  ]);
  return {
    columns: [
      ...PROSPECT_FIELDS.map((key) => ({ key, header: FIELD_HEADERS[key], kind: 'field' as const })),
      ...names.rows.map(({ name }) => ({
        key: customColumn(name),
        header: customHeader(name),
        kind: 'custom' as const,
      })),
      ...RECORD_FIELDS.map((key) => ({ key, header: RECORD_HEADERS[key], kind: 'record' as const })),
    ],
    limit: Number(most.rows[0]?.most ?? 0),
    direct: DIRECT_ROWS,
  };
};
