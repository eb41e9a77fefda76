import * as z from 'zod';
import { FUNCTIONS } from './functions.ts';
import { ROLES } from './roles.ts';
import { STRUCTURE } from './structure.ts';

/** Something that is not as it must be: which check says so, and of what. */
export type Violation = { check: string; what: string };

export const violations = z.array(z.object({ check: z.string(), what: z.string() }));

const CHECKS: Record<string, string> = { ...STRUCTURE, ...FUNCTIONS, ...ROLES };

const sqlOf = (names: readonly string[]): string =>
  names.map((name) => `select '${name}' as check, x.what::text as what from (${CHECKS[name]}) x`).join('\nunion all\n');

/** One statement that makes every check of the catalog; gives the violations. */
export const catalogSql = sqlOf(Object.keys(CHECKS));

/** The statement of one of them. */
export const checkSql = (name: string): string => {
  if (!Object.hasOwn(CHECKS, name)) throw new Error(`No check of the catalog is called “${name}”.`);
  return sqlOf([name]);
};
