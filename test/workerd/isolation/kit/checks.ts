import * as z from 'zod';
import { FUNCTIONS } from './functions.ts';
import { ROLES } from './roles.ts';
import { STRUCTURE } from './structure.ts';

/** Something that is not as it must be: which check says so, and of what. */
export type Violation = { check: string; what: string };

export const violations = z.array(z.object({ check: z.string(), what: z.string() }));

/** One statement that makes every check of the catalog; gives the violations. */
export const catalogSql = Object.entries({ ...STRUCTURE, ...FUNCTIONS, ...ROLES })
  .map(([check, query]) => `select '${check}' as check, x.what::text as what from (${query}) x`)
  .join('\nunion all\n');
