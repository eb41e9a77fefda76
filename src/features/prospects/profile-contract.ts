import * as z from 'zod';
import { id, instant } from '../../lib/page.ts';
import { prospect, SOURCES, VALUE_SOURCES } from './contract.ts';

/**
 * Why a value counts or does not. Chosen ones: `member` (a member chose or typed it), `own` (the tenant's own file),
 * `preferred` (the workspace's order of sources), `checked` (the source has verified it), `best` (newest confident
 * source). The others: `agrees` (says the same as the chosen one), `outranked`, `unlikely` (less likely than not),
 * `elsewhere` (of a job or a place that is not this person's), `barred` (the workspace never takes this source for the
 * field), `unproven` (its record is not proven to be this person), `rejected` (its record was reported as wrong).
 */
export const STANDINGS = [
  'member',
  'own',
  'preferred',
  'checked',
  'best',
  'agrees',
  'outranked',
  'unlikely',
  'elsewhere',
  'barred',
  'unproven',
  'rejected',
] as const;

/**
 * One value of one field from one source. `chosen` marks the value that the profile shows; `conflict` one that says
 * something else than the chosen one, though nothing speaks against its source.
 */
export const fieldValue = z.object({
  field: z.string(),
  value: z.string(),
  raw: z.string().nullable().describe('As the source wrote it; null where that is the value itself'),
  source: z.enum(VALUE_SOURCES),
  sourceUrl: z.string().nullable().describe('The page or filing it stands on'),
  accession: z.string().nullable().describe('Accession number of the SEC filing, 0001234567-26-000123'),
  evidenceId: z.string().nullable(),
  fetchedAt: instant,
  expiresAt: instant.nullable().describe('From when it counts as old; null for what is the tenant’s own'),
  confidence: z.number().min(0).max(1),
  verified: z.boolean().describe('The source says that it has checked it'),
  cost: z.number().describe('Its share of the credits that the call took'),
  licence: z.string().nullable().describe('Under what terms it may be used; null for what is the tenant’s own'),
  matchId: z.string().nullable().describe('The record of the source that it stands in: see `matches`'),
  mergedFrom: id
    .nullable()
    .describe('Of merged records: whose own it was, where another’s is shown instead; null for any other value'),
  setBy: z.string().nullable().describe('The member who chose or typed it; null where nobody did, or it is not known'),
  chosen: z.boolean(),
  conflict: z.boolean(),
  standing: z.enum(STANDINGS),
});
export type FieldValue = z.infer<typeof fieldValue>;

/**
 * How a source stands. `waiting`: it will be asked again at `nextTryAt`, by itself; `cancelled`: somebody stopped the run
 * before it was asked. The last five are ends.
 */
export const SOURCE_STATUSES = [
  'queued',
  'running',
  'waiting',
  'found',
  'empty',
  'failed',
  'skipped',
  'cancelled',
] as const;

/**
 * Why a source waits or ended as it did. Waiting: `in_progress` (another run asks the same). Waiting or failed: `rate_limited` (the provider's or the workspace's limit),
 * `provider_down` (it failed so often that it is left alone), `overloaded`, `timeout`, `network`, `unreadable`,
 * `provider_error`, `key_refused`, `out_of_credits` (the account with the provider), `interrupted` (nobody knows whether
 * it was billed), `refused` (the question), `internal`. Empty: `nothing_found`. Skipped: `no_key`, `too_little_known`,
 * `cap` (a budget), `switched_off`, `not_needed` (an earlier source gave a validated value), `gone`, `training`.
 */
export const SOURCE_CODES = [
  'in_progress',
  'rate_limited',
  'provider_down',
  'overloaded',
  'timeout',
  'network',
  'unreadable',
  'provider_error',
  'key_refused',
  'out_of_credits',
  'interrupted',
  'refused',
  'internal',
  'nothing_found',
  'no_key',
  'too_little_known',
  'cap',
  'switched_off',
  'not_needed',
  'gone',
  'training',
  'cancelled',
] as const;
export type SourceCode = (typeof SOURCE_CODES)[number];

/** How one source fared in the latest run. `cost` is in credits. */
export const sourceStatus = z.object({
  source: z.enum(SOURCES),
  status: z.enum(SOURCE_STATUSES),
  reason: z.string().nullable().describe('Why it waits, is empty, failed or skipped, and what to do'),
  code: z.enum(SOURCE_CODES).nullable().describe('The same for machines; null where it found something'),
  retryable: z.boolean().describe('Asking again may help without anything being changed first'),
  nextTryAt: instant
    .nullable()
    .describe('Not before then: when a waiting one goes on, or a failed one may be asked again'),
  cached: z.boolean().describe('Answered from what is stored: nothing was asked and nothing paid'),
  startedAt: instant.nullable(),
  finishedAt: instant.nullable(),
  cost: z.number(),
  found: z.int().describe('How many field values it brought'),
});
export type SourceStatus = z.infer<typeof sourceStatus>;

export const RUN_STATUSES = ['never', 'queued', 'running', 'done', 'partial', 'failed', 'cancelled'] as const;

export const FIELD_STATUSES = ['asking', 'found', 'not_found', 'failed', 'skipped'] as const;

/**
 * How one field fared in the latest run, of those that its sources can fill: `asking` while one that can is not at its end,
 * `found` with the sources that brought it, `failed` where one that can failed and none brought it, `skipped` where none was
 * asked.
 */
export const fieldStatus = z.object({
  field: z.string(),
  status: z.enum(FIELD_STATUSES),
  from: z.array(z.enum(SOURCES)).describe('The sources that brought a value'),
  asking: z.array(z.enum(SOURCES)).describe('The sources that may still bring one'),
});
export type FieldStatus = z.infer<typeof fieldStatus>;

/** What a summary may say is not known. */
export const UNKNOWNS = [
  'employer',
  'role',
  'location',
  'career',
  'education',
  'holdings',
  'trades',
  'news',
  'wealth',
] as const;

/** A claim of the summary; `evidence` holds the ids of the field values and signals that carry it. */
export const summarySentence = z.object({ text: z.string(), evidence: z.array(z.string()).min(1) });

/**
 * What Claude wrote of the facts, as far as each claim stands in the evidence it cites. It stays to be seen while a
 * newer one cannot be had; `generatedAt` tells its age.
 */
export const summary = z.object({
  sentences: z.array(summarySentence),
  talkingPoints: z.array(summarySentence).describe('What a conversation may begin with'),
  wealthSignals: z.array(summarySentence).describe('Facts that speak of means; never an estimate'),
  unknowns: z.array(z.enum(UNKNOWNS)).describe('What the facts do not say, instead of a guess'),
  model: z.string(),
  generatedAt: instant,
  evidenceHash: z.string().describe('Of the facts it was made of: while they are the same, nothing is asked or paid'),
  tokens: z.object({ input: z.int(), output: z.int() }),
  costUsd: z.number().describe('What the model took; the tenant pays in credits'),
  dropped: z.int().describe('Claims of the model that the evidence did not carry, and that are not shown'),
});
export type Summary = z.infer<typeof summary>;

export const SUMMARY_STATES = ['none', 'fresh', 'stale', 'refused', 'waiting', 'failed'] as const;

/**
 * How the summary stands beside the facts: `fresh`, made of them; `stale`, made of others; `refused`, Claude declined to
 * write of these facts; `waiting`, asked again at `retryAt`; `failed`, not asked again by itself; `none`, never asked. In
 * the last four there may still be an older summary.
 */
export const summaryState = z.object({
  state: z.enum(SUMMARY_STATES),
  reason: z.string().nullable().describe('Why there is no newer one, and what to do'),
  retryAt: instant.nullable(),
});
export type SummaryState = z.infer<typeof summaryState>;

export const enrichmentState = z.object({
  status: z.enum(RUN_STATUSES),
  runId: id.nullable(),
  jobId: id.nullable(),
  sources: z.array(sourceStatus),
  fields: z.array(fieldStatus),
  enrichedAt: instant.nullable(),
  stale: z.boolean().describe('Older than seven days, or never done'),
  summary: summary.nullable(),
  summaryState,
  signals: z.array(
    z.object({
      id: z.string(),
      kind: z.string().describe('insider_buy, insider_sale, insider_holding, news …'),
      title: z.string(),
      date: z.iso.date().nullable(),
      amountUsd: z.number().nullable(),
      url: z.string().nullable(),
      source: z.enum(SOURCES),
    }),
  ),
});
export type EnrichmentState = z.infer<typeof enrichmentState>;

/** How sure it is that a source's record is of this person. Only `exact`, or what a member confirmed, counts for wealth. */
export const MATCH_GRADES = ['exact', 'near', 'possible', 'none'] as const;
export type MatchGrade = (typeof MATCH_GRADES)[number];

export const EVIDENCE_KINDS = [
  'name',
  'suffix',
  'employer',
  'title',
  'place',
  'email',
  'linkedin',
  'cik',
  'birth',
  'commonness',
] as const;

/** One thing that speaks for the same person (`weight` above 0) or against it (below), in words. */
export const matchEvidence = z.object({
  kind: z.enum(EVIDENCE_KINDS),
  weight: z.number().describe('In bits: each one doubles the odds'),
  words: z.string().describe('“Same employer: Facebook is Meta Platforms today”'),
});
export type MatchEvidence = z.infer<typeof matchEvidence>;

/** What a source's record says of the person; null where it says nothing. */
export const matchRecord = z.object({
  name: z.string(),
  company: z.string().nullable(),
  title: z.string().nullable(),
  city: z.string().nullable(),
  region: z.string().nullable(),
  country: z.string().nullable(),
  emailDomain: z.string().nullable(),
  companyDomain: z.string().nullable(),
  linkedinUrl: z.string().nullable(),
  cik: z.string().nullable(),
  url: z.string().nullable().describe('Where the record itself can be looked at'),
});
export type MatchRecord = z.infer<typeof matchRecord>;

export const MATCH_STATES = ['proposed', 'confirmed', 'rejected'] as const;

/**
 * A record of a source that may be this person. A `rejected` one was reported as wrong: its values never count, and the
 * source's later answers with it are put aside.
 */
export const identityMatch = z.object({
  id,
  source: z.enum(SOURCES),
  record: matchRecord,
  grade: z.enum(MATCH_GRADES),
  score: z.number().describe('Sum of the weights of the evidence'),
  evidence: z.array(matchEvidence),
  state: z.enum(MATCH_STATES),
  counts: z.boolean().describe('Whether its wealth and insider values may count: exact or confirmed'),
  values: z.int().describe('How many values of the profile stand in it'),
  seenAt: instant,
  decidedAt: instant.nullable(),
  decidedBy: z.string().nullable().describe('Who confirmed or rejected it, by name'),
});
export type IdentityMatch = z.infer<typeof identityMatch>;

/** `GET /api/v1/prospects/{id}` */
export const profile = z.object({
  prospect,
  fields: z.array(fieldValue),
  matches: z.array(identityMatch),
  enrichment: enrichmentState,
});
export type Profile = z.infer<typeof profile>;
