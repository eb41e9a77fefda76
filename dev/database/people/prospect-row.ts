/** A prospect as it is written to the table, before the database adds its own columns. */
import { v7 } from 'uuid';
import { identityOf, nameCompanyKey } from '../../../src/features/imports/rows/identity.ts';

export interface Facts {
  readonly name: string;
  readonly firstName: string | null;
  readonly lastName: string | null;
  readonly email: string | null;
  readonly phone: string | null;
  readonly linkedinUrl: string | null;
  readonly title: string | null;
  readonly seniority: string | null;
  readonly department: string | null;
  readonly company: string | null;
  readonly companyDomain: string | null;
  readonly industry: string | null;
  readonly city: string | null;
  readonly region: string | null;
  readonly country: string | null;
  readonly location: string | null;
  /** Whole US dollars. */
  readonly netWorth: number | null;
  /** None of them holds a comma. */
  readonly tags: readonly string[];
  readonly notes: string | null;
  readonly custom: Readonly<Record<string, string>>;
  readonly createdAt: Date;
  readonly updatedAt: Date;
}

export interface ProspectRow extends Facts {
  /** In the order in which people were put on file, as the database's own ids are. */
  readonly id: string;
  readonly emailKey: string | null;
  readonly linkedinKey: string | null;
  readonly nameKey: string;
}

/** With an id, and with the keys by which an import would find this person again. */
export function withKeys(facts: Facts): ProspectRow {
  const { email, linkedin } = identityOf(facts);
  return {
    ...facts,
    id: v7({ msecs: facts.createdAt.getTime() }),
    emailKey: email ?? null,
    linkedinKey: linkedin ?? null,
    nameKey: nameCompanyKey(facts.name, facts.company ?? ''),
  };
}
