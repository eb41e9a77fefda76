import * as z from 'zod';
import { judgeRecords } from '../enrichment/identity/match.ts';
import type { MatchEvidence, MatchGrade } from '../prospects/profile-contract.ts';
import type { Duplicate } from './contract.ts';

/** What two prospects are compared by. */
export const comparedShape = z.object({
  id: z.string(),
  name: z.string(),
  company: z.string().nullable(),
  companyDomain: z.string().nullable(),
  title: z.string().nullable(),
  city: z.string().nullable(),
  region: z.string().nullable(),
  country: z.string().nullable(),
  email: z.string().nullable(),
  linkedinUrl: z.string().nullable(),
});
export type Compared = z.infer<typeof comparedShape>;

/** What few people share with anybody: a pair that the names alone leave open is shown where it shares one of these. */
const TELLING: ReadonlySet<string> = new Set(['email', 'linkedin', 'phone']);

/**
 * Whether two prospects are worth somebody's look, and by what: the same judgement as of a source's record. Undefined where
 * they are two people.
 */
export const gradePair = (
  a: Compared,
  b: Compared,
  shared: readonly Duplicate['shared'][number][],
): { grade: MatchGrade; score: number; evidence: MatchEvidence[] } | undefined => {
  if (![a.name, b.name].every((name) => /[\p{L}\p{N}]/u.test(name))) return undefined;
  const judged = judgeRecords(a, b);
  const telling = shared.some((kind) => TELLING.has(kind));
  if (judged.grade === 'exact' || judged.grade === 'near') return judged;
  if (judged.grade === 'possible' && telling) return judged;
  // One address under two names: a couple's, an office's, or a name that was changed. A member can tell.
  return judged.grade === 'none' && shared.includes('email') ? { ...judged, grade: 'possible' } : undefined;
};
