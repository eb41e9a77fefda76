import * as z from 'zod';
import { id, instant, pageOf, pageQuery } from '../../lib/page.ts';
import { isOneSelection, ONE_SELECTION, selectionOf } from '../prospects/contract.ts';

/** Addresses that are put on the list at once at most: what is pasted from a sheet. */
export const ENTRIES_MAX = 1_000;
/** People that are put on the list at once at most. */
export const SUPPRESS_MAX = 10_000;
/** People who are held against the list at once at most: a page of a search. */
const CHECK_MAX = 200;
const CHARS_MAX = 320;
const REASON_CHARS_MAX = 200;

export const SUPPRESSION_KINDS = ['person', 'email', 'phone', 'name'] as const;
export const SUPPRESSION_SOURCES = ['member', 'api', 'unsubscribe', 'bounce', 'erasure'] as const;

/** Somebody on the list. `hint` is all that is kept of what they are known by, beside hashes. */
export const suppression = z.object({
  id,
  kind: z.enum(SUPPRESSION_KINDS),
  hint: z.string(),
  reason: z.string().nullable(),
  source: z.enum(SUPPRESSION_SOURCES),
  createdBy: z.string(),
  createdByName: z.string().nullable(),
  createdAt: instant,
  liftedByName: z.string().nullable(),
  liftedAt: instant.nullable(),
});
export type SuppressionEntry = z.infer<typeof suppression>;

/** `GET /api/v1/suppressions`: newest first; those that were lifted with `lifted=true`. */
export const suppressionsQuery = z.strictObject({ ...pageQuery, lifted: z.stringbool().optional() });
export const suppressionPage = pageOf(suppression);
export type SuppressionPage = z.infer<typeof suppressionPage>;

const text = z.string().trim().min(1).max(CHARS_MAX);
const phone = text.refine((value) => value.replace(/\D/g, '').length >= 7, 'A phone number has seven digits or more');
const email = text.regex(/^[^\s@]+@[^\s@]+$/, 'This is not an e-mail address');

/** One address: an e-mail, a phone number with its country, or a name with a company or its domain. */
export const suppressionValue = z.union([
  z.strictObject({ email }),
  z.strictObject({ phone }),
  z
    .strictObject({ name: text, company: text.optional(), companyDomain: text.optional() })
    .refine(
      ({ company, companyDomain }) => company !== undefined || companyDomain !== undefined,
      'A name alone is many people’s. Give a company or its domain too.',
    ),
]);
export type SuppressionValue = z.output<typeof suppressionValue>;

/** Why somebody is left alone, in words. */
export const suppressionReason = z.string().trim().min(1).max(REASON_CHARS_MAX).optional();

/** `POST /api/v1/suppressions` */
export const suppressionsBody = z.strictObject({
  entries: z.array(suppressionValue).min(1).max(ENTRIES_MAX),
  reason: suppressionReason,
});
/** `POST /api/v1/suppressions/people` */
export const suppressPeopleBody = z
  .strictObject({ ...selectionOf, reason: suppressionReason })
  .refine(isOneSelection, ONE_SELECTION);
/** `already` were on the list by all that they are known by. */
export const suppressedAnswer = z.object({ added: z.int(), already: z.int() });
export type SuppressedAnswer = z.infer<typeof suppressedAnswer>;

/** `POST /api/v1/suppressions/search`: by an exact value, because nothing else of it is kept. */
export const suppressionSearchBody = z.strictObject({ value: suppressionValue });
export const suppressionsFound = z.object({ items: z.array(suppression) });
export type SuppressionsFound = z.infer<typeof suppressionsFound>;

/** `POST /api/v1/suppressions/check`: of some people those who are on the list, and by which entries of it. */
export const checkBody = z.strictObject({ ids: z.array(id).min(1).max(CHECK_MAX) });
export const checkAnswer = z.object({
  people: z.array(z.object({ id, by: z.array(suppression) })),
});
export type SuppressionCheck = z.infer<typeof checkAnswer>;
