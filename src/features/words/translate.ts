import { sql } from 'drizzle-orm';
import * as z from 'zod';
import type { Ctx } from '../../ctx.ts';
import { lists } from '../../db/schema/lists.ts';
import { customFields } from '../../db/schema/records.ts';
import { actorId } from '../../lib/actor.ts';
import { clip } from '../../lib/clip.ts';
import { keysFor } from '../credits/keys-for.ts';
import { askOnce, whyNotAsked } from '../enrichment/question.ts';
import { isSeen } from '../lists/sets.ts';
import type { FiltersFromWords } from './contract.ts';
import { ANSWER_TOKENS, filterShape, promptOf, readAnswer, type Understood } from './exchange.ts';
import { ownField, shownFields } from './fields.ts';

/** Of the words, what names their job to people. */
const TITLE_CHARS_MAX = 80;

/** Filters that match a whole value, as the workspace writes it. */
const WHOLE = ['industry', 'country', 'tag'] as const;

/** Values of one filter, as the search takes them. */
const OWNERS_MAX = 20;
/** Members of one name that are taken: more of them is no name. */
const NAMESAKES_MAX = 5;

const state = z.object({ training: z.boolean(), fields: z.array(ownField) });
const asWritten = z.array(
  z.object({ filter: z.enum([...WHOLE, 'list', 'owner']), value: z.string(), own: z.string().nullable() }),
);

/**
 * Values as the workspace writes them: the same whatever its case, else the most frequent one that holds it as a word. A list is
 * one that the asker sees, an owner a member, each by its name or words of it; namesakes are all meant. What is not there stays
 * as it was said, or is left out where only an id would do. One round trip; nothing of it was sent to anybody.
 */
const inOwnWords = async (
  ctx: Ctx,
  { filters, named }: Understood,
): Promise<Pick<FiltersFromWords, 'filters' | 'unknownHere'>> => {
  const said = Object.entries({
    ...Object.fromEntries(WHOLE.map((name) => [name, filters[name] ?? []])),
    ...named,
  }).flatMap(([filter, values]) => values.map((value) => ({ filter, value })));
  if (said.length === 0) return { filters, unknownHere: [] };
  const isOf = (text: 'f.key' | 'lower(l.name)' | 'lower(m.name)') =>
    sql.raw(`(${text} = lower(w.value) or strpos(' ' || ${text} || ' ', ' ' || lower(w.value) || ' ') > 0)`);
  const { rows } = await ctx.db.execute(sql`
    select w.filter, w.value, f.own
      from jsonb_to_recordset(${JSON.stringify(said)}::jsonb) w (filter text, value text)
        left join lateral (
          (select f.label as own from prospect_facets f
            where f.facet = w.filter and w.filter in ('industry', 'country', 'tag') and f.n > 0 and ${isOf('f.key')}
            order by f.key = lower(w.value) desc, f.n desc, f.key limit 1)
          union all
          (select l.id::text from ${lists} l
            where w.filter = 'list' and ${isSeen(ctx, sql`l`)} and ${isOf('lower(l.name)')}
            order by lower(l.name) = lower(w.value) desc, length(l.name), l.id limit 1)
          union all
          (select m.user_id from app.people() m
            where w.filter = 'owner' and ${isOf('lower(m.name)')}
              and (lower(m.name) = lower(w.value) or not exists (select from app.people() x where lower(x.name) = lower(w.value)))
            order by m.user_id limit ${NAMESAKES_MAX})) f on true`);
  const found = asWritten.parse(rows);
  const own = { ...filters };
  for (const facet of WHOLE) {
    const values = found.filter((one) => one.filter === facet).map((one) => one.own ?? one.value);
    if (values.length > 0) own[facet] = [...new Set(values)];
  }
  const known = (filter: 'list' | 'owner') => found.flatMap((one) => (one.filter === filter ? (one.own ?? []) : []));
  const [list] = known('list');
  if (list !== undefined) own.list = list;
  const owners = [...new Set([...(filters.owner ?? []), ...known('owner')])].slice(0, OWNERS_MAX);
  if (owners.length > 0) own.owner = owners;
  const unknownHere = found.flatMap(({ filter, value, own: there }) => (there === null ? [{ filter, value }] : []));
  return { filters: own, unknownHere };
};

/** What somebody looks for, as filters, by Claude. Where it cannot be asked, that is the answer. */
export const filtersOf = async (ctx: Ctx, words: string): Promise<FiltersFromWords> => {
  const [{ rows }, keys] = await Promise.all([
    ctx.db.execute(sql`
      select app.in_training() as training, coalesce((
        select jsonb_agg(jsonb_build_object('key', d.key, 'name', d.name, 'type', d.type, 'options', d.options) order by d.place, d.id)
          from ${customFields} d where d.archived_at is null), '[]') as fields`),
    keysFor(ctx),
  ]);
  const { training, fields: all } = state.parse(rows[0]);
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
  const whyNot = whyNotAsked(keys, training);
  if (whyNot !== null) return none(whyNot);
  const fields = shownFields(all);
  const said = await askOnce(ctx, keys, {
    kind: 'filter_words',
    title: clip(words, TITLE_CHARS_MAX),
    subject: { type: 'search', id: ctx.tenantId },
    verb: 'search.words_asked',
    prompt: promptOf(words, ctx.now(), fields),
    shape: filterShape(fields),
    outputTokens: ANSWER_TOKENS,
    read: (answer) => readAnswer(answer, words, actorId(ctx.actor), fields),
  });
  if (said.answer === null) return none(said.why);
  const { sort, notUnderstood } = said.answer;
  return {
    asked: true,
    why: null,
    ...(await inOwnWords(ctx, said.answer)),
    sort,
    notUnderstood,
    model: said.model,
    cost: said.cost,
  };
};
