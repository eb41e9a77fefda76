import { sql } from 'drizzle-orm';
import * as z from 'zod';
import type { Ctx } from '../../ctx.ts';
import { prospects } from '../../db/schema/prospects.ts';
import { ProblemError } from '../../lib/problem.ts';
import { keysFor } from '../credits/keys-for.ts';
import { askOnce, whyNotAsked } from '../enrichment/question.ts';
import type { Lookalike } from './contract.ts';
import { draftOf } from './draft.ts';
import { ANSWER_TOKENS, LOOKALIKE_SHAPE, promptOf, readAnswer } from './exchange.ts';

const likeness = z.object({
  name: z.string(),
  title: z.string().nullable(),
  seniority: z.string().nullable(),
  department: z.string().nullable(),
  company: z.string().nullable(),
  industry: z.string().nullable(),
  city: z.string().nullable(),
  region: z.string().nullable(),
  country: z.string().nullable(),
  training: z.boolean(),
});

const readLikeness = async (ctx: Ctx, id: string): Promise<z.infer<typeof likeness>> => {
  const { rows } = await ctx.db.execute(sql`
    select p.name, p.title, p.seniority, p.department, p.company, p.industry, p.city, p.region, p.country,
           app.in_training() as training
      from ${prospects} p where p.id = ${id} and p.deleted_at is null`);
  if (!rows[0]) throw new ProblemError('not_found');
  return likeness.parse(rows[0]);
};

/**
 * Whom to look for to find people like one: by Claude where it can be asked, else by the profile's own fields, which says why.
 * Throws `not_found`.
 */
export const findLookalike = async (ctx: Ctx, prospectId: string): Promise<Lookalike> => {
  const [{ training, ...like }, keys] = await Promise.all([readLikeness(ctx, prospectId), keysFor(ctx)]);
  const own = (why: string): Lookalike => ({
    by: 'profile',
    why,
    definition: draftOf(like),
    reasoning: null,
    model: null,
    cost: 0,
  });
  const whyNot = whyNotAsked(keys, training);
  if (whyNot !== null) return own(whyNot);
  const said = await askOnce(ctx, keys, {
    kind: 'lookalike',
    title: like.name,
    subject: { type: 'prospect', id: prospectId },
    verb: 'persona.lookalike_asked',
    prompt: promptOf(like),
    shape: LOOKALIKE_SHAPE,
    outputTokens: ANSWER_TOKENS,
    read: (answer) => readAnswer(answer, like),
  });
  if (said.answer === null) return own(said.why);
  return { by: 'claude', why: null, ...said.answer, model: said.model, cost: said.cost };
};
