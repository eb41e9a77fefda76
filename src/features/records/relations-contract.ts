import * as z from 'zod';
import { id, PAGE_LIMIT_MAX, pageOf, pageQuery } from '../../lib/page.ts';

/** Colleagues are counted up to here; of more it is said that there are more. */
export const COLLEAGUES_COUNTED = 1_000;
/** Companies whose filings name one person: more than anybody sits on the boards of. */
export const BOARDS_MAX = 25;
/** Others named by one company's filings, the last named first: as many as can be looked through. */
export const FELLOWS_MAX = 50;

/** What colleagues have in common: the domain of their company, or its name where one of them has no domain. */
export const COLLEAGUE_BY = ['domain', 'company'] as const;

const person = {
  id,
  name: z.string(),
  title: z.string().nullable(),
  company: z.string().nullable(),
  suppressed: z.boolean().describe('On the suppression list'),
};

export const colleague = z.object({
  ...person,
  by: z.enum(COLLEAGUE_BY),
  why: z.string().describe('“same company domain acme.com”'),
});
export type Colleague = z.infer<typeof colleague>;

/** What a filing says that an owner is to the issuer. */
const role = {
  role: z.string().nullable().describe('“CFO and director”; null where the filing names none'),
  director: z.boolean(),
  officer: z.boolean(),
  tenPercentOwner: z.boolean(),
  filedOn: z.iso.date().describe('Of the last filing that names them'),
  form: z.string(),
  url: z.string().describe('That filing at the SEC'),
  left: z.boolean().describe('That filing says that they no longer report for the company'),
};

/** Another person of the workspace whom filings of the same company name, and who is proven to be the filer. */
export const fellow = z.object({ ...person, ...role, why: z.string() });
export type Fellow = z.infer<typeof fellow>;

/** A company whose filings name the person. */
export const board = z.object({
  cik: z.string(),
  name: z.string(),
  symbol: z.string().nullable(),
  ...role,
  people: z.array(fellow),
  more: z.int().describe('People beyond those'),
});
export type Board = z.infer<typeof board>;

/** `GET /api/v1/prospects/{id}/relations`: pages of colleagues, those who came last first. */
export const relationsQuery = z.strictObject({
  ...pageQuery,
  limit: z.coerce.number().int().min(1).max(PAGE_LIMIT_MAX).default(25),
});
export type RelationsQuery = z.infer<typeof relationsQuery>;

/**
 * Whom a person is related to in this workspace. `identity` says of the boards whether the person is proven to be a filer: `none` is known,
 * `unproven` (one may be; nothing is shown until somebody confirms it), `counted`. Boards stand on the first page alone, as they do not
 * change from one to the next.
 */
export const relations = z.object({
  prospectId: id,
  company: z.string().nullable(),
  companyDomain: z.string().nullable().describe('Null where it is none, or a public one that anybody has mail at'),
  colleagues: pageOf(colleague).extend({
    total: z.object({ value: z.int(), exact: z.boolean().describe('False: at least so many') }),
  }),
  identity: z.enum(['none', 'unproven', 'counted']),
  boards: z.array(board),
});
export type Relations = z.infer<typeof relations>;
