import type { Settings } from '../../../platform/env.ts';
import type { AnswerStore, Gate } from '../../../platform/fetch-guard.ts';
import type { SENIORITIES, Source } from '../../prospects/contract.ts';
import type { MatchRecord, SourceCode } from '../../prospects/profile-contract.ts';

/** What a source is told of a prospect. */
export type Facts = {
  id: string;
  name: string;
  firstName: string | null;
  lastName: string | null;
  email: string | null;
  linkedinUrl: string | null;
  title: string | null;
  company: string | null;
  companyDomain: string | null;
  city?: string | null;
  region?: string | null;
  country?: string | null;
  /** Keys of this source's records that a member reported as wrong: they are not taken again. */
  rejected?: readonly string[];
};

/**
 * One value for one field. `confidence` in [0, 1]; at or above 0.9 the source says that it has checked it. `raw` is what
 * the source wrote, where that is not the value itself.
 */
export type FoundValue = {
  field: string;
  value: string;
  confidence: number;
  sourceUrl: string | null;
  raw?: string | null;
};

/** The record of a source that an answer is made of: `key` names it there; `email` is for comparing alone. */
export type FoundMatch = { key: string; record: MatchRecord; email: string | null };

/** A dated fact. `amountUsd` is exact; `externalKey` names the fact at its source. */
export type FoundSignal = {
  kind: string;
  title: string;
  date: string | null;
  amountUsd: string | null;
  url: string | null;
  externalKey: string;
};

/**
 * What a call goes on our bill with: `units` of the provider's own (Apollo and ContactOut credits, Exa US dollars,
 * Anthropic tokens), null where nobody can tell from here; the provider's name for the call; and what it said to the key.
 */
export type Bill = { units: number | null; requestId: string | null; key: 'ok' | 'refused' | 'exhausted' | null };

/**
 * How a source fared. `cost` is in credits and only ever above 0 for `found`: what brought nothing costs nothing.
 * `unsettled` says that the provider may have billed a call of which there is no usable answer.
 */
export type SourceOutcome = {
  status: 'found' | 'empty' | 'failed' | 'skipped';
  reason: string | null;
  cost: number;
  unsettled: boolean;
  values: FoundValue[];
  signals: FoundSignal[];
  /** Whose record it is all made of, where the source has records of people. */
  match?: FoundMatch;
  /** The answer as it came, for the record; cut where it is stored. */
  answer: unknown;
  /** What the provider takes from us for it; absent where it was not asked. */
  bill?: Bill;
  /** Why, for machines; absent where it found something. */
  code?: SourceCode;
  /** From when it may be asked again (ms), where the provider said so. */
  nextTryAt?: number;
  /** Answered from what is stored. */
  cached?: boolean;
};

/**
 * `until` is when the answer must be there, in milliseconds since the epoch; `requestId` is what a paid provider is told to
 * call the question.
 */
export type SourceInput = {
  prospect: Facts;
  settings: Settings;
  until: number;
  requestId: string;
  /** What every call to the provider passes. */
  gate: Gate | undefined;
  /** Answers that stand in for asking. */
  store?: AnswerStore | undefined;
};

/** A source that is asked about a person. It reads its key itself: without one it is skipped. */
export type AskSource = (input: SourceInput) => Promise<SourceOutcome>;

/** The sources that are asked about the person; the summary is made of what they say. */
export type PersonSource = Exclude<Source, 'claude'>;

export type Seniority = (typeof SENIORITIES)[number];
