import type { MatchEvidence, MatchGrade, MatchRecord } from '../../prospects/profile-contract.ts';
import { judgeRecords } from '../identity/match.ts';
import { empty, SOURCE_NAMES } from './outcome.ts';
import type { Facts, FoundMatch, PersonSource, SourceOutcome } from './types.ts';

/** A match as it is stored: how sure it is that the record is of this person, and by what. */
export type JudgedMatch = FoundMatch & { grade: MatchGrade; score: number; evidence: MatchEvidence[] };

const NOTHING: MatchRecord = {
  name: '',
  company: null,
  title: null,
  city: null,
  region: null,
  country: null,
  emailDomain: null,
  companyDomain: null,
  linkedinUrl: null,
  cik: null,
  url: null,
};

/** Longest part of a record: it is shown beside others of its kind. */
const PART_CHARS = 300;
const part = (text: string | null | undefined): string | null => {
  const plain = text?.toWellFormed().replaceAll('\0', '').trim().slice(0, PART_CHARS).toWellFormed();
  return plain ? plain : null;
};

/**
 * A source's record of a person. `key` names it at its source; where the source gives it no name of its own, what it
 * says of name, employer and profile does. `email` is compared, and shown as its domain alone.
 */
export const recordOf = (
  key: string | null | undefined,
  said: { [K in keyof MatchRecord]?: string | null | undefined } & { name: string },
  email: string | null | undefined = null,
): FoundMatch => {
  const parts = Object.fromEntries(Object.entries(said).map(([name, text]) => [name, part(text)]));
  const record: MatchRecord = {
    ...NOTHING,
    ...parts,
    name: part(said.name) ?? '',
    emailDomain: part(email?.split('@')[1]),
  };
  const made = [record.linkedinUrl ?? record.name, record.company ?? ''].join('|').toLowerCase();
  return { key: part(key) ?? made, record, email: part(email) };
};

/** Weighs what a source's record says against what is known of the person. */
export const judgeMatch = (prospect: Facts, match: FoundMatch): JudgedMatch => {
  const { record, email } = match;
  return { ...match, ...judgeRecords(prospect, { ...record, email }) };
};

/**
 * An outcome with its record judged. Of a record that was reported as wrong, or that is another person's, nothing is
 * taken and nothing is paid. Called again with the same it gives the same.
 */
export const withJudgement = (
  prospect: Facts,
  source: PersonSource,
  outcome: SourceOutcome,
): { outcome: SourceOutcome; match: JudgedMatch | undefined } => {
  if (!outcome.match || outcome.status !== 'found') return { outcome, match: undefined };
  const match = judgeMatch(prospect, outcome.match);
  const without = (reason: string): SourceOutcome => ({
    ...empty(reason, outcome.answer),
    ...(outcome.bill ? { bill: outcome.bill } : {}),
  });
  const name = SOURCE_NAMES[source];
  if (prospect.rejected?.includes(match.key)) {
    return {
      outcome: without(`${name} answered with a record that was reported as wrong: ${match.record.name}.`),
      match: undefined,
    };
  }
  if (match.grade === 'none') {
    return { outcome: without(`${name} answered with ${match.record.name}; not counted as the same person.`), match };
  }
  return { outcome, match };
};
