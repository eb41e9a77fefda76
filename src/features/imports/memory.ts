import { desc, or, type SQL, sql } from 'drizzle-orm';
import type { Ctx } from '../../ctx.ts';
import { importMappings as m } from '../../db/schema/imports.ts';
import type { Mapping, Rules } from './contract.ts';
import { headerKeys, type Memory, memoryOf, nearest } from './rows/remember.ts';

/** Mappings that are compared with a header: the newest of those that share a name with it. */
const COMPARED = 50;

type Recalled = Memory & { exact: boolean; usedAt: string };

/** A header as one short text. */
const signatureOf = (keys: readonly string[]): SQL => sql`md5(${JSON.stringify(keys)}::text)`;

/** What became of an earlier file with this header, or with nearly this one. */
export const recall = async (ctx: Ctx, header: readonly string[]): Promise<Recalled | undefined> => {
  const keys = headerKeys(header);
  const same = sql<boolean>`${m.signature} = ${signatureOf(keys)}`;
  const rows = await ctx.db
    .select({ keys: m.keys, targets: m.targets, rules: m.rules, usedAt: m.usedAt, exact: same })
    .from(m)
    .where(or(same, sql`${m.keys} && ${sql.param(keys)}::text[]`))
    .orderBy(desc(same), desc(m.usedAt))
    .limit(COMPARED);
  const found = rows.find((row) => row.exact) ?? nearest(keys, rows);
  return found && { ...found, usedAt: found.usedAt.toISOString() };
};

/** The statement that remembers what became of a file's columns, for the next one. */
export const remember = (ctx: Ctx, header: readonly string[], mapping: Mapping, rules: Rules) => {
  const { keys, targets, rules: said } = memoryOf(header, mapping, rules);
  return ctx.db
    .insert(m)
    .values({ signature: signatureOf(keys), keys: [...keys], targets, rules: said as Record<string, string[]> })
    .onConflictDoUpdate({
      target: [m.tenantId, m.signature],
      set: { targets, rules: said as Record<string, string[]>, uses: sql`${m.uses} + 1`, usedAt: sql`now()` },
    });
};
