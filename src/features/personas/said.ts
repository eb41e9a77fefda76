import type { ProspectRow } from '../prospects/contract.ts';
import { locationOf } from '../prospects/view.ts';
import type { PersonaPart } from './contract.ts';

export type Said = Pick<
  ProspectRow,
  'title' | 'seniority' | 'industry' | 'city' | 'region' | 'country' | 'location' | 'netWorth'
>;

/** What of somebody meets a part, in the words of their profile. */
export const saidBy = (row: Said, part: PersonaPart): string => {
  switch (part) {
    case 'titles':
      return row.title ?? '';
    case 'seniorities':
      return row.seniority ?? '';
    case 'industries':
      return row.industry ?? '';
    case 'places':
      return locationOf(row) ?? '';
    case 'wealth':
      return row.netWorth === null ? '' : `$${row.netWorth.toLocaleString('en-US')}`;
    case 'keywords':
    case 'companySizes':
      return '';
  }
};
