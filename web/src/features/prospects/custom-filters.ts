import {
  type CustomFilter,
  type CustomOp,
  readCustomFilter,
  writeCustomFilter,
} from '../../../../src/lib/custom-filter.ts';
import { type Filters, readFilters } from './filters.ts';

/** What cannot hold together with a way to ask, or has one value: the new takes its place. */
const INSTEAD: Partial<Record<CustomOp, readonly CustomOp[]>> = {
  min: ['min'],
  max: ['max'],
  from: ['from'],
  to: ['to'],
  yes: ['yes', 'no'],
  no: ['yes', 'no'],
  known: ['known', 'unknown'],
  unknown: ['known', 'unknown'],
};

/** The filters by fields of the workspace's own. */
export const customOf = (filters: Filters): CustomFilter[] =>
  (filters.custom ?? []).map(readCustomFilter).filter((one) => one !== undefined);

const withAll = (filters: Filters, custom: readonly CustomFilter[]): Filters => {
  const { custom: _, ...rest } = filters;
  return custom.length === 0 ? rest : readFilters({ ...rest, custom: custom.map(writeCustomFilter) });
};

const isSame = (a: CustomFilter, b: CustomFilter): boolean => a.op === b.op && a.key === b.key && a.value === b.value;

/** With one more of them; a range has one end each, and nobody is both yes and no. */
export const withCustom = (filters: Filters, added: CustomFilter): Filters => {
  const instead = INSTEAD[added.op] ?? [];
  const kept = customOf(filters).filter(
    (one) => !isSame(one, added) && !(one.key === added.key && instead.includes(one.op)),
  );
  return withAll(filters, [...kept, added]);
};

/** Without those of a field that are asked in one of these ways. */
export const withoutCustom = (filters: Filters, key: string, ops: readonly CustomOp[]): Filters =>
  withAll(
    filters,
    customOf(filters).filter((one) => one.key !== key || !ops.includes(one.op)),
  );

export const hasCustom = (filters: Filters, filter: CustomFilter): boolean =>
  customOf(filters).some((one) => isSame(one, filter));

export const toggleCustom = (filters: Filters, filter: CustomFilter): Filters =>
  hasCustom(filters, filter)
    ? withAll(
        filters,
        customOf(filters).filter((one) => !isSame(one, filter)),
      )
    : withCustom(filters, filter);
