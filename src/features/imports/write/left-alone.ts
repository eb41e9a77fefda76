import { type SQL, sql } from 'drizzle-orm';
import type { Ctx } from '../../../ctx.ts';
import { suppressionHashes } from '../../../db/schema/suppression.ts';
import { knownAs, type Suppression, suppressionOf } from '../../suppression/check.ts';
import type { FoldedProspect } from '../rows/fold.ts';
import { arrayOf } from './arrays.ts';

/** Whether the workspace leaves anybody alone at all: one look into an index, beside what is read anyway. */
export const isListed: SQL = sql`exists (select from ${suppressionHashes})`;

/** The workspace's list as `roomLeft` says that there is one. */
export const listIn = async (ctx: Ctx, said: { listed: boolean } | undefined): Promise<Suppression | undefined> =>
  said?.listed ? suppressionOf(ctx) : undefined;

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
