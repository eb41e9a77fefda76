import * as z from 'zod';
import { COLUMN_TARGETS, mapping } from '../imports/contract.ts';

/** Columns asked about at once: what a member still looks through, and what keeps a call to the price of one. */
export const ASKED_MAX = 40;

/**
 * `POST /api/v1/imports/{id}/proposal`: the columns of a draft to ask Claude about (else those whose proposal is not sure), and
 * the mapping as it stands (else the draft's own), so that no field is proposed that another column gives already.
 */
export const proposalBody = z.strictObject({
  columns: z
    .array(z.string())
    .min(1)
    .max(ASKED_MAX)
    .refine((names) => new Set(names).size === names.length, 'Name each column once')
    .optional(),
  mapping: mapping.optional(),
});
export type ProposalBody = z.output<typeof proposalBody>;

/**
 * What Claude makes of those columns, for a member to accept; nothing is changed by asking. A column of which it says nothing
 * that can be stays away. `asked` is false where Claude was not asked, or gave nothing: then `why` says why. `cost` is in credits.
 */
export const mappingProposal = z.object({
  asked: z.boolean(),
  why: z.string().nullable(),
  columns: z.array(
    z.object({
      name: z.string(),
      target: z.enum(COLUMN_TARGETS),
      because: z.string().describe('In the model’s own words'),
    }),
  ),
  model: z.string().nullable(),
  cost: z.number(),
});
export type MappingProposal = z.infer<typeof mappingProposal>;
