import { and, eq, sql } from 'drizzle-orm';
import type { Ctx } from '../../../ctx.ts';
import { importExpected as e } from '../../../db/schema/imports.ts';
import type { Suppression } from '../../suppression/check.ts';
import type { FoldedProspect, KnownProspect, SourceRow } from '../rows/fold.ts';
import { emptyProspect, type ImportedProspect } from '../rows/prospect.ts';
import { columnOf } from '../write/arrays.ts';
import { asKnown, identityIn, readSharing, roomLeft, sharing, sharingNow } from '../write/known.ts';
import { listIn } from '../write/left-alone.ts';

type Stored = typeof e.$inferSelect;
/** Someone as the look expects them; `createdAt` is the prospect's own, and `isExpected` where a row has changed them already. */
type Expected = KnownProspect & { createdAt: Date; isExpected: boolean };

const isSaid = (value: unknown): boolean =>
  value !== null && value !== '' && !(Array.isArray(value) && value.length === 0);

/** The values that are not empty: of most people these are few. */
const sparse = (prospect: ImportedProspect): Record<string, unknown> =>
  Object.fromEntries(Object.entries(prospect).filter(([, value]) => isSaid(value)));

/** The values of someone who is kept in few. */
export const personOf = ({ person }: Pick<Stored, 'person'>): ImportedProspect => ({ ...emptyProspect(), ...person });

const asExpected = (row: Stored): Expected => ({
  id: row.prospectId,
  prospect: personOf(row),
  held: row.held,
  identity: identityIn(row),
  createdAt: row.createdAt,
  isExpected: true,
});

const older = (a: Expected, b: Expected): number =>
  a.createdAt.getTime() - b.createdAt.getTime() || (a.id < b.id ? -1 : 1);

/**
 * Everybody who would share a key with one of the rows by then, oldest first: who is there, as the rows before would leave
 * them, and who would be there by those. One round trip, with what `roomLeft` says of today.
 */
export const loadExpected = async (
  ctx: Ctx,
  checkId: string,
  rows: readonly SourceRow[],
): Promise<{ known: Expected[]; room: number; list: Suppression | undefined }> => {
  const expected = sharing(e, e.prospectId, rows, eq(e.checkId, checkId));
  const [left, found, changed, sharers] = await ctx.db.batch([
    roomLeft(ctx),
    readSharing(ctx, rows),
    ctx.db
      .select()
      .from(e)
      .where(and(eq(e.checkId, checkId), sql`${e.prospectId} = any (${sharingNow(rows)})`)),
    ctx.db
      .select()
      .from(e)
      .where(and(eq(e.checkId, checkId), sql`${e.prospectId} = any (${expected})`)),
  ]);
  const known = new Map<string, Expected>(
    found.map((row) => [row.id, { ...asKnown(row), createdAt: row.createdAt, isExpected: false }]),
  );
  for (const row of [...changed, ...sharers]) known.set(row.prospectId, asExpected(row));
  const [said] = left.rows;
  return {
    known: [...known.values()].sort(older),
    room: Number(said?.room ?? 0),
    list: await listIn(ctx, said),
  };
};

/** The statement that keeps whom rows make or change, as they are expected to be after them. */
export const keepExpected = (
  ctx: Ctx,
  checkId: string,
  writes: readonly FoldedProspect[],
  known: readonly Expected[],
) => {
  const createdAt = new Map(known.map((one) => [one.id, one.createdAt.toISOString()]));
  const text = (values: (string | null)[]) => columnOf('text', values);
  const firstOf = ({ rows }: FoldedProspect) => rows.find(({ effect }) => effect !== 'unchanged')?.row ?? 0;
  return ctx.db.execute(sql`
    insert into import_expected (check_id, prospect_id, fresh, row, person, held, email_key, linkedin_key, name_key, created_at)
      select ${checkId}::uuid, coalesce(u.id, uuidv7()), u.id is null, u.row, u.person::jsonb, u.held::jsonb,
             u.email_key, u.linkedin_key, u.name_key, coalesce(u.created_at, now())
        from unnest(${columnOf(
          'uuid',
          writes.map((w) => w.id),
        )}, ${columnOf('bigint', writes.map(firstOf))},
          ${text(writes.map((w) => JSON.stringify(sparse(w.prospect))))}, ${text(writes.map((w) => JSON.stringify(w.held)))},
          ${text(writes.map((w) => w.identity.email ?? null))}, ${text(writes.map((w) => w.identity.linkedin ?? null))},
          ${text(writes.map((w) => w.identity.nameCompany ?? null))},
          ${text(writes.map((w) => (w.id === null ? null : (createdAt.get(w.id) ?? null))))}::timestamptz[])
        with ordinality u(id, row, person, held, email_key, linkedin_key, name_key, created_at, place)
       order by u.place
    on conflict (tenant_id, check_id, prospect_id) do update
      set person = excluded.person, held = excluded.held, email_key = excluded.email_key,
          linkedin_key = excluded.linkedin_key, name_key = excluded.name_key`);
};
