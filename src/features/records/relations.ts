import * as z from 'zod';
import type { Ctx } from '../../ctx.ts';
import { readCursor, writeCursor } from '../../lib/cursor.ts';
import { goneProblem, mergedStatement } from '../enrichment/profile.ts';
import { roleOf } from '../enrichment/sources/edgar-facts.ts';
import { suppressionOf } from '../suppression/check.ts';
import {
  COLLEAGUE_BY,
  COLLEAGUES_COUNTED,
  type Colleague,
  type Relations,
  type RelationsQuery,
} from './relations-contract.ts';
import { boardsStatement, colleaguesStatement, personStatement } from './relations-sql.ts';

const place = z.strictObject({ i: z.uuid() });

const me = z.object({
  company: z.string().nullable(),
  companyDomain: z.string().nullable(),
  colleagues: z.int(),
  identity: z.int().min(0).max(2),
});
const IDENTITY = ['none', 'unproven', 'counted'] as const;

const person = {
  id: z.string(),
  name: z.string(),
  title: z.string().nullable(),
  company: z.string().nullable(),
  suppressed: z.boolean(),
};
const colleagueRow = z.object({ ...person, by: z.enum(COLLEAGUE_BY), shared: z.string() });

const flag = z.boolean().nullish();
/** An owner as a document has it, as far as it is asked for here; null where the document does not say more than their number. */
const said = z
  .object({ director: flag, officer: flag, tenPercentOwner: flag, officerTitle: z.string().nullish() })
  .nullable();
const roleRow = z.object({ said, filedOn: z.string(), form: z.string(), url: z.string(), left: z.boolean() });
const boardRow = z.object({
  cik: z.string(),
  name: z.string(),
  symbol: z.string().nullable(),
  role: roleRow,
  people: z.array(z.object({ ...person, role: roleRow })),
  more: z.int(),
});

const viewRole = ({ said: owner, ...filing }: z.output<typeof roleRow>) => {
  const is = {
    director: owner?.director === true,
    officer: owner?.officer === true,
    tenPercentOwner: owner?.tenPercentOwner === true,
  };
  return { role: roleOf({ ...is, officerTitle: owner?.officerTitle ?? null }), ...is, ...filing };
};

const viewBoard = ({ role, people, ...issuer }: z.output<typeof boardRow>): Relations['boards'][number] => ({
  ...issuer,
  ...viewRole(role),
  people: people.map(({ role: theirs, ...one }) => {
    const view = viewRole(theirs);
    const as = view.role === null ? '' : ` as ${view.role}`;
    return { ...one, ...view, why: `named${as} in a filing of ${issuer.name} of ${view.filedOn}` };
  }),
});

const viewColleague = ({ shared, ...row }: z.output<typeof colleagueRow>): Colleague => ({
  ...row,
  why: `same company ${row.by === 'domain' ? 'domain' : 'name'} ${shared}`,
});

/**
 * Whom a prospect is related to: colleagues, and whom filings name beside them. One round trip. Throws `not_found` for a missing or
 * foreign prospect, `merged`, `bad_cursor`.
 */
export const readRelations = async (
  ctx: Ctx,
  prospectId: string,
  { cursor, limit }: RelationsQuery,
): Promise<Relations> => {
  const after = cursor === undefined ? undefined : readCursor(cursor, place).i;
  const suppression = await suppressionOf(ctx);
  const [found, merged, page, ...rest] = await ctx.db.batch([
    personStatement(ctx, prospectId),
    mergedStatement(ctx, prospectId),
    colleaguesStatement(ctx, prospectId, suppression, { after, limit: limit + 1 }),
    ...(after === undefined ? [boardsStatement(ctx, prospectId, suppression)] : []),
  ]);
  if (!found.rows[0]) throw goneProblem(z.string().optional().parse(merged.rows[0]?.root));
  const { company, companyDomain, colleagues, identity } = me.parse(found.rows[0]);
  const rows = z.array(colleagueRow).parse(page.rows);
  const shown = rows.slice(0, limit);
  const last = shown.at(-1);
  return {
    prospectId,
    company,
    companyDomain,
    colleagues: {
      items: shown.map(viewColleague),
      nextCursor: rows.length > limit && last ? writeCursor({ i: last.id }) : null,
      total: { value: Math.min(colleagues, COLLEAGUES_COUNTED), exact: colleagues <= COLLEAGUES_COUNTED },
    },
    identity: IDENTITY[identity] ?? 'none',
    boards: z
      .array(boardRow)
      .parse(rest[0]?.rows ?? [])
      .map(viewBoard),
  };
};
