import { sql } from 'drizzle-orm';
import * as z from 'zod';
import type { Ctx } from '../../ctx.ts';
import { actorId } from '../../lib/actor.ts';
import { clip } from '../../lib/clip.ts';
import { keysFor } from '../credits/keys-for.ts';
import { askOnce, whyNotAsked } from '../enrichment/question.ts';
import type { ProspectFilters } from '../prospects/contract.ts';
import type { FiltersFromWords } from './contract.ts';
import { ANSWER_TOKENS, FILTER_SHAPE, promptOf, readAnswer } from './exchange.ts';

/** Of the words, what names their job to people. */
const TITLE_CHARS_MAX = 80;

/** Filters that match a whole value, as the workspace writes it. */
const WHOLE = ['industry', 'country', 'tag'] as const;

const training = z.object({ training: z.boolean() });
const asWritten = z.array(z.object({ facet: z.enum(WHOLE), value: z.string(), own: z.string().nullable() }));

/**
 * Values as the workspace writes them: the same whatever its case, else the most frequent one that holds it as a word. What
 * nobody has stays as it was said. One round trip, of what is kept of the facets; nothing of it was sent to anybody.
 */
const inOwnWords = async (
  ctx: Ctx,
  filters: ProspectFilters,
): Promise<Pick<FiltersFromWords, 'filters' | 'unknownHere'>> => {
  const said = WHOLE.flatMap((facet) => (filters[facet] ?? []).map((value) => ({ facet, value })));
  if (said.length === 0) return { filters, unknownHere: [] };
  const { rows } = await ctx.db.execute(sql`
    select w.facet, w.value, f.label as own
      from jsonb_to_recordset(${JSON.stringify(said)}::jsonb) w (facet text, value text)
        left join lateral (
          select f.label from prospect_facets f
           where f.facet = w.facet and f.n > 0
             and (f.key = lower(w.value) or strpos(' ' || f.key || ' ', ' ' || lower(w.value) || ' ') > 0)
           order by f.key = lower(w.value) desc, f.n desc, f.key limit 1) f on true`);
  const found = asWritten.parse(rows);
  const own = { ...filters };
  for (const facet of WHOLE) {
    const values = found.filter((one) => one.facet === facet).map((one) => one.own ?? one.value);
    if (values.length > 0) own[facet] = [...new Set(values)];
  }
  const unknownHere = found.flatMap(({ facet, value, own: known }) =>
    known === null ? [{ filter: facet, value }] : [],
  );
  return { filters: own, unknownHere };
};

/** What somebody looks for, as filters, by Claude. Where it cannot be asked, that is the answer. */
export const filtersOf = async (ctx: Ctx, words: string): Promise<FiltersFromWords> => {
  const [state, keys] = await Promise.all([ctx.db.execute(sql`select app.in_training() as training`), keysFor(ctx)]);
  const none = (why: string): FiltersFromWords => ({
    asked: false,
    why,
    filters: {},
    sort: null,
    notUnderstood: [],
    unknownHere: [],
    model: null,
    cost: 0,
  });
  const whyNot = whyNotAsked(keys, training.parse(state.rows[0]).training);
  if (whyNot !== null) return none(whyNot);
  const said = await askOnce(ctx, keys, {
    kind: 'filter_words',
    title: clip(words, TITLE_CHARS_MAX),
    subject: { type: 'search', id: ctx.tenantId },
    verb: 'search.words_asked',
    prompt: promptOf(words, ctx.now()),
    shape: FILTER_SHAPE,
    outputTokens: ANSWER_TOKENS,
    read: (answer) => readAnswer(answer, words, actorId(ctx.actor)),
  });
  if (said.answer === null) return none(said.why);
  const { filters, sort, notUnderstood } = said.answer;
  return {
    asked: true,
    why: null,
    ...(await inOwnWords(ctx, filters)),
    sort,
    notUnderstood,
    model: said.model,
    cost: said.cost,
  };
};
