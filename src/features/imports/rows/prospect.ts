import type { Prospect, ProspectField } from '../../prospects/contract.ts';

/** What a row of a file tells of a prospect: every field, null (or empty) where it tells nothing. */
export type ImportedProspect = Omit<Prospect, 'id' | 'createdAt' | 'updatedAt' | 'enrichedAt'>;

/** Fields that hold one text. */
export type TextField = Exclude<ProspectField, 'netWorth' | 'tags'>;

export function emptyProspect(): ImportedProspect {
  return {
    name: '',
    firstName: null,
    lastName: null,
    email: null,
    phone: null,
    linkedinUrl: null,
    title: null,
    seniority: null,
    department: null,
    company: null,
    companyDomain: null,
    industry: null,
    city: null,
    region: null,
    country: null,
    location: null,
    netWorth: null,
    tags: [],
    notes: null,
    custom: {},
  };
}

/** One thing wrong with a row: in which column ('' where it is the row as a whole), with which value, and why. */
export interface RowProblem {
  column: string;
  value: string;
  reason: string;
}
