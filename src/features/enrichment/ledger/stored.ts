import * as z from 'zod';
import { SOURCES } from '../../prospects/contract.ts';
import { MATCH_GRADES, MATCH_STATES, matchEvidence, matchRecord } from '../../prospects/profile-contract.ts';

/** A stored value, as the database has it. */
export const storedValue = z.object({
  id: z.string(),
  field: z.string(),
  source: z.string(),
  value: z.string(),
  previous: z.string().nullable(),
  raw: z.string().nullable(),
  sourceUrl: z.string().nullable(),
  accession: z.string().nullable(),
  confidence: z.number(),
  verified: z.boolean(),
  cost: z.number(),
  licence: z.string().nullable(),
  matchId: z.string().nullable(),
  /** Of merged records: whose own it was, where it no longer is the prospect's own. */
  mergedFrom: z.string().nullish(),
  setBy: z.string().nullable(),
  chosen: z.boolean(),
  fetchedAt: z.string(),
  expiresAt: z.string().nullable(),
});
export type StoredValue = z.infer<typeof storedValue>;

/** A record that may be a prospect, as the database has it. */
export const storedMatch = z.object({
  id: z.string(),
  source: z.enum(SOURCES),
  record: matchRecord,
  grade: z.enum(MATCH_GRADES),
  score: z.number(),
  evidence: z.array(matchEvidence),
  state: z.enum(MATCH_STATES),
  seenAt: z.string(),
  decidedAt: z.string().nullable(),
  decidedBy: z.string().nullable(),
});
export type StoredMatch = z.infer<typeof storedMatch>;
