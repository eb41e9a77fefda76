import { type SQL, sql } from 'drizzle-orm';
import type { Ctx } from '../../../ctx.ts';
import { suppressionHashes } from '../../../db/schema/suppression.ts';
import { knownAs, type Suppression, suppressionOf } from '../../suppression/check.ts';
import type { FoldedProspect } from '../rows/fold.ts';
import { arrayOf } from './arrays.ts';

/** By which key the workspace's list was made, null where there is none, or not one alone: a look into an index, beside what is read anyway. */
export const listMadeBy: SQL = sql`(
  select case when min(h.key_print) = max(h.key_print) then min(h.key_print) end from ${suppressionHashes} h)`;

/**
 * The workspace's list, as `roomLeft` tells of it. A list that was made by another secret can be asked nothing, and what takes people
 * out fails then; a file brings people in, and those on the list stay on it, so that it comes in as ever, without that count.
 */
export const listIn = async (
  ctx: Ctx,
  said: { listMadeBy: string | null } | undefined,
): Promise<Suppression | undefined> => {
  if (typeof said?.listMadeBy !== 'string') return undefined;
  const list = await suppressionOf(ctx);
  return list.print === said.listMadeBy ? list : undefined;
};

/**
 * The number of rows whose people the workspace leaves alone, by all that is known of them after those rows: a part of the
 * statement that counts them. Each person costs some keyed hashes, so without a list nobody is even sent.
 */
export const rowsLeftAlone = (list: Suppression | undefined, people: readonly FoldedProspect[]): SQL => {
  if (!list || people.length === 0) return sql`0`;
  const texts = (of: (prospect: FoldedProspect['prospect']) => string | null) =>
    arrayOf(
      'text',
      people.map(({ prospect }) => of(prospect)),
    );
  return sql`(
    select coalesce(sum(u.n), 0)::bigint from unnest(
        ${texts((p) => p.email)}, ${texts((p) => p.phone)}, ${texts((p) => p.name)}, ${texts((p) => p.company)},
        ${texts((p) => p.companyDomain)}, ${arrayOf(
          'bigint',
          people.map(({ rows }) => rows.length),
        )}) u (email, phone, name, company, company_domain, n)
     where ${list.has(knownAs('u'))})`;
};
