import { sql } from 'drizzle-orm';
import * as z from 'zod';
import type { Ctx } from '../../ctx.ts';
import { prospects } from '../../db/schema/prospects.ts';
import { callProvider, jsonOf } from '../../platform/fetch-guard.ts';
import { keysFor } from '../credits/keys-for.ts';
import { heldBack } from '../enrichment/engine/waiting.ts';
import { lost, refusedAs } from '../enrichment/sources/outcome.ts';
import { entranceTo } from '../providers/entrance.ts';
import { laneOf } from '../providers/policies.ts';
import { suppressionOf } from '../suppression/check.ts';
import type { Plan } from '../tenants/contract.ts';
import type { Discovered, discoverBody, PersonaDefinition, PersonaPart } from './contract.ts';

/** People of one page. */
const PAGE_SIZE = 25;
const ASK_MAX_MS = 20_000;

/** Parts that Apollo's people search takes (docs.apollo.io, People API Search). */
const APOLLO_PARTS: readonly PersonaPart[] = ['titles', 'seniorities', 'companySizes', 'places', 'keywords'];

const sizeRange = (size: PersonaDefinition['companySizes'][number]): string =>
  size === '10001+' ? '10001,10000000' : size.replace('-', ',');

/** The question, or null where the persona asks for nothing that Apollo can be asked for. */
export const apolloSearch = (d: PersonaDefinition, page: number): URLSearchParams | null => {
  if (APOLLO_PARTS.every((part) => d[part].length === 0)) return null;
  const query = new URLSearchParams({ page: String(page), per_page: String(PAGE_SIZE) });
  for (const title of d.titles) query.append('person_titles[]', title);
  for (const rank of d.seniorities) query.append('person_seniorities[]', rank);
  for (const place of d.places) query.append('person_locations[]', place);
  for (const size of d.companySizes) query.append('organization_num_employees_ranges[]', sizeRange(size));
  if (d.keywords.length > 0) query.set('q_keywords', d.keywords.join(' '));
  return query;
};

const text = z.string().nullish();
const person = z.object({
  id: z.string(),
  first_name: text,
  last_name_obfuscated: text,
  title: text,
  organization: z.object({ name: text }).nullish(),
});
type Found = z.output<typeof person>;
const answer = z.object({ total_entries: z.number().nullish(), people: z.array(person) });

/** What Apollo shows of a last name: `Lo***k` begins with Lo and ends with k. */
export const lettersOf = (obfuscated: string | null | undefined): { begin: string; end: string } => {
  const [begin = '', end = ''] = (obfuscated ?? '').split(/\*+/);
  return { begin: begin.toLowerCase(), end: end.toLowerCase() };
};

/**
 * Of some people of Apollo the ids of those whom the workspace knows, has deleted, or leaves alone: by first name, letters of
 * the last, and employer.
 */
const knownOf = async (ctx: Ctx, people: readonly Found[]): Promise<Set<string>> => {
  const asked = people.flatMap((one) =>
    one.first_name && one.organization?.name
      ? [{ id: one.id, first: one.first_name, company: one.organization.name, ...lettersOf(one.last_name_obfuscated) }]
      : [],
  );
  if (asked.length === 0) return new Set();
  const suppression = await suppressionOf(ctx);
  const glimpse = { first: sql`a.first`, beginning: sql`a."begin"`, ending: sql`a."end"`, company: sql`a.company` };
  const { rows } = await ctx.db.execute(sql`
    with a as (select * from jsonb_to_recordset(${JSON.stringify(asked)}::jsonb)
      a (id text, first text, company text, "begin" text, "end" text))
    select a.id from a where ${suppression.hasGlimpse(glimpse)}
    union
    select a.id from a
      join ${prospects} p on (p.company is null) = false and coalesce(lower(p.company), '') = lower(a.company)
       and lower(p.name) like lower(replace(replace(a.first, '%', ''), '_', '')) || ' %'
       and starts_with(lower(coalesce(p.last_name, regexp_replace(p.name, '^.* ', ''))), a."begin")
       and right(lower(p.name), length(a."end")) = a."end"`);
  return new Set(
    z
      .array(z.object({ id: z.string() }))
      .parse(rows)
      .map(({ id }) => id),
  );
};

const becauseOf = (d: PersonaDefinition, one: Found): { part: string; words: string }[] => {
  const title = one.title?.toLowerCase() ?? '';
  const said = d.titles.filter((wanted) =>
    wanted
      .toLowerCase()
      .split(/\s+/)
      .every((word) => title.includes(word)),
  );
  const asked = APOLLO_PARTS.filter((part) => part !== 'titles' && d[part].length > 0);
  return [
    ...(said.length > 0 ? [{ part: 'titles', words: one.title ?? '' }] : []),
    ...asked.map((part) => ({ part, words: d[part].join(' or ') })),
  ];
};

const nothing = (why: string): Discovered => ({ asked: false, why, total: 0, leftOut: 0, nextPage: null, items: [] });

/**
 * People whom Apollo knows and the workspace does not. Apollo takes no credits for a search (docs.apollo.io, People API Search), so
 * that none are put aside; it passes the gate as every question does. Never throws for what Apollo does: it says so.
 */
export const discoverPeople = async (
  ctx: Ctx,
  { definition, page }: z.output<typeof discoverBody>,
): Promise<Discovered> => {
  const query = apolloSearch(definition, page);
  if (!query) return nothing('Apollo cannot be asked for industries and wealth alone. Add a title, a rank or a place.');
  const keys = await keysFor(ctx);
  const key = keys.settings.APOLLO_KEY;
  if (!key) return nothing('No key for Apollo is set.');
  const use = keys.of('apollo');
  const account = use.owner === 'tenant' ? (use.print ?? 'tenant') : 'platform';
  const asker = { tenantId: ctx.tenantId, plan: (ctx.tenant?.plan ?? 'free') as Plan, account };
  const gate = entranceTo(ctx.env, 'apollo', asker, (url) => laneOf('apollo', url), ctx.later);
  const called = await callProvider(
    `${keys.settings.APOLLO_URL}/mixed_people/api_search?${query}`,
    { method: 'POST', headers: { 'x-api-key': key, accept: 'application/json', 'cache-control': 'no-cache' } },
    { paid: false, until: ctx.now().getTime() + ASK_MAX_MS, gate },
  );
  if (called.kind === 'fault') {
    return nothing(gate.held ? heldBack('apollo', gate.held).reason : (lost('apollo', called.fault).reason ?? ''));
  }
  if (called.answer.status !== 200) return nothing(refusedAs('apollo', called.answer, Date.now()).reason ?? '');
  const parsed = answer.safeParse(jsonOf(called.answer));
  if (!parsed.success) return nothing('Apollo gave an answer that cannot be read. Try again later.');
  const { people, total_entries: total } = parsed.data;
  const known = await knownOf(ctx, people);
  const unknown = people.filter(({ id }) => !known.has(id));
  return {
    asked: true,
    why: people.length === 0 ? 'Apollo knows nobody like that.' : null,
    total: total ?? people.length,
    leftOut: known.size,
    nextPage: people.length === PAGE_SIZE && page < 100 ? page + 1 : null,
    items: unknown.map((one) => ({
      id: one.id,
      name: [one.first_name, one.last_name_obfuscated].filter(Boolean).join(' '),
      title: one.title ?? null,
      company: one.organization?.name ?? null,
      because: becauseOf(definition, one),
    })),
  };
};
