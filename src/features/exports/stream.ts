import { and, type SQL, sql } from 'drizzle-orm';
import type { Ctx } from '../../ctx.ts';
import { prospectsSearch as s } from '../../db/schema/prospects.ts';
import { audit, tenants } from '../../db/schema/tenancy.ts';
import { actorId } from '../../lib/actor.ts';
import { csvLine } from '../../lib/csv.ts';
import { ProblemError } from '../../lib/problem.ts';
import { whereOf } from '../prospects/filters.ts';
import { conditionAfter, keySql, orderOf } from '../prospects/order.ts';
import { limitSql } from '../tenants/plans.ts';
import { EXPORT_COLUMNS, type ExportQuery } from './contract.ts';

/** Rows read in one round trip at most: about a megabyte of ordinary ones. */
const PAGE_ROWS = 5_000;
/** Bytes read in one round trip at most, unless one row alone is larger: what one answer of the database may well hold. */
const PAGE_BYTES = 4 * 1024 * 1024;
/** Tells a spreadsheet program that this is UTF-8. */
const BOM = '\uFEFF';

/** How a column is written; tags are one cell. */
const cellOf = (field: (typeof EXPORT_COLUMNS)[number][1]): SQL =>
  field === 'tags' ? sql`app.csv_cell(array_to_string(${s.tags}, '; '))` : sql`app.csv_cell(${s[field]}::text)`;

const line = sql.join(
  EXPORT_COLUMNS.map(([, field]) => cellOf(field)),
  sql` || ',' || `,
);

type Page = { csv: string | null; rows: number; more: boolean; key: string | null; id: string | null };

/** One page as finished lines: put together by the database, which costs the Worker a tenth of doing it itself. */
const page = (ctx: Ctx, query: ExportQuery, after: { key: string; id: string } | undefined) => {
  const where = and(whereOf(query), after && conditionAfter(query.sort, after.key, after.id)) ?? sql`true`;
  const order = sql.join(orderOf(query.sort), sql`, `);
  return ctx.db.execute<Page>(sql`
    with lines as materialized (
      select ${line} as line, ${keySql(query.sort)} as key, ${s.id} as id, row_number() over (order by ${order}) as place
        from ${s} where ${where} order by ${order} limit ${PAGE_ROWS}),
    sums as (select l.*, sum(octet_length(l.line)) over (order by l.place) - octet_length(l.line) as before from lines l),
    page as (select * from sums where before < ${PAGE_BYTES})
    select string_agg(line, E'\r\n' order by place) || E'\r\n' as csv, count(*)::int as rows,
      (select count(*) from lines) = ${PAGE_ROWS} or (select count(*) from lines) > count(*) as more,
      (array_agg(key order by place desc))[1] as key, (array_agg(id order by place desc))[1] as id from page`);
};

/**
 * How many rows a file may have, in a row only where the workspace has more people than that. One that may do nothing
 * but take its own data out takes all of it.
 */
const limit = (ctx: Ctx) =>
  ctx.db.execute<{ most: string }>(sql`
    select ${limitSql('exportRows')} as most from ${tenants} t
     where t.id = ${ctx.tenantId} and app.gate(t.billing, t.trial_ends_at, t.grace_ends_at, now()) = 'full'
       and (select n from prospect_facets where facet = 'all' and key = '') > ${limitSql('exportRows')}`);

/** Refuses a file of more rows than the plan covers before the first of them is sent. */
const assertFits = async (ctx: Ctx, query: ExportQuery, most: number): Promise<void> => {
  const { rows } = await ctx.db.execute<{ n: string }>(
    sql`select count(*) as n from (select from ${s} where ${whereOf(query) ?? sql`true`} limit ${most + 1}) m`,
  );
  if (Number(rows[0]?.n) <= most) return;
  throw new ProblemError('quota_exceeded', `Your plan covers files of ${most} rows. Narrow it down.`, {
    action: '/settings/usage',
  });
};

/** That somebody takes data out is for the record, whatever becomes of the download. */
const record = (ctx: Ctx, query: ExportQuery) =>
  ctx.db.insert(audit).values({
    actorKind: ctx.actor.kind,
    actorId: actorId(ctx.actor),
    requestId: ctx.requestId,
    verb: 'export.prospects',
    subjectType: 'prospects',
    subjectId: 'csv',
    detail: { ...query },
  });

/**
 * Every prospect that matches, as CSV, page by page as the reader takes it: memory stays the same for ten rows and for a
 * million. Where a page cannot be read the stream breaks off with an error; it never ends as if it were whole.
 */
export const exportProspects = async (ctx: Ctx, asked: ExportQuery): Promise<ReadableStream<Uint8Array>> => {
  const encoder = new TextEncoder();
  // Who is changed while the export runs would jump ahead of its place in the order of changes, and be left out.
  const query: ExportQuery = asked.sort === 'updated' ? { ...asked, sort: 'newest' } : asked;
  // The first page is read before the answer begins, so that what is wrong from the start is an honest error.
  const [limited, first] = await ctx.db.batch([limit(ctx), page(ctx, query, undefined), record(ctx, asked)]);
  if (limited.rows[0]) await assertFits(ctx, query, Number(limited.rows[0].most));
  let next: Page | undefined = first.rows[0];
  let rows = 0;
  let begun = false;
  return new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        if (!begun) {
          begun = true;
          controller.enqueue(encoder.encode(BOM + csvLine(EXPORT_COLUMNS.map(([name]) => name))));
        }
        if (next?.csv) {
          controller.enqueue(encoder.encode(next.csv));
          rows += next.rows;
        }
        if (!next?.more || next.key === null || next.id === null) {
          ctx.log.info('exported', { rows });
          controller.close();
          return;
        }
        try {
          const { rows: pages } = await page(ctx, query, { key: next.key, id: next.id });
          next = pages[0];
        } catch (error) {
          ctx.log.error('export broke off', { rows, error });
          controller.error(new Error('The export broke off.'));
        }
      },
    },
    { highWaterMark: 0 },
  );
};
