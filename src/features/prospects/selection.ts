import { type SQL, sql } from 'drizzle-orm';
import { among } from '../../db/among.ts';
import { prospectsSearch as s } from '../../db/schema/prospects.ts';
import type { Selection } from './contract.ts';
import { whereOf } from './filters.ts';
import { staleSql } from './stale.ts';

const conditionOf = ({ ids, filter }: Selection): SQL =>
  ids ? sql`${s.id} = ${among(ids)}` : (whereOf(filter ?? {}) ?? sql`true`);

/**
 * The people of a selection, as rows of `id` and `enriched_at`, in no order: a query to select from. One for what is quoted
 * and for what is started, so that the two are of the same people. One more than `max` says that there are too many.
 */
export const selectedSql = (selection: Selection, { onlyStale, max }: { onlyStale: boolean; max: number }): SQL => sql`
  select p.id, p.enriched_at
    from (select ${s.id} as id, ${s.enrichedAt} as enriched_at from ${s} where ${conditionOf(selection)}) p
   where ${onlyStale ? staleSql : sql`true`} limit ${max + 1}`;
