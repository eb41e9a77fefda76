import { SOURCES } from '../../../../src/features/prospects/contract.ts';
import type { Route } from '../../../../src/http/route.ts';
import { newId } from '../../../../src/lib/ids.ts';
import { inputSchema, type JsonSchema, nameOf } from './objects.ts';

/** Makes an id for the property of that name. */
type MakeId = (property: string) => string;

const OF_FORMAT: Record<string, () => string> = {
  email: () => 'sample@example.com',
  uri: () => 'https://example.com/',
  date: () => '2026-01-02',
  'date-time': () => '2026-01-02T03:04:05Z',
};

const text = (s: JsonSchema, property: string, id: MakeId): string => {
  if (s.format === undefined) return 'x'.repeat(Math.max(1, s.minLength ?? 1));
  if (s.format === 'uuid') return id(property);
  const make = OF_FORMAT[s.format];
  if (!make) throw new Error(`Say in OF_FORMAT of kit/samples.ts how to write a text of the format ${s.format}.`);
  return make();
};

/** A value that a schema allows, with every property that it knows. */
export const sampleOf = (s: JsonSchema, id: MakeId, property = ''): unknown => {
  const first = s.anyOf?.[0] ?? s.oneOf?.[0];
  if (first) return sampleOf(first, id, property);
  if ('const' in s) return s.const;
  if (s.enum) return s.enum[0];
  switch (s.type) {
    case 'string':
      return text(s, property, id);
    case 'integer':
    case 'number':
      return Math.max(1, s.minimum ?? 1);
    case 'boolean':
      return true;
    case 'null':
      return null;
    case 'array':
      return s.items ? [sampleOf(s.items, id, property)] : [];
    case 'object': {
      const known = Object.entries(s.properties ?? {}).map(([name, v]) => [name, sampleOf(v, id, name)]);
      const any = s.additionalProperties;
      const key = s.propertyNames ? String(sampleOf(s.propertyNames, id)) : 'x';
      const free = typeof any === 'object' && known.length === 0 ? [[key, sampleOf(any, id)]] : [];
      return Object.fromEntries([...known, ...free]);
    }
    default:
      throw new Error(`kit/samples.ts cannot make a value for ${JSON.stringify(s)}. Teach it to.`);
  }
};

/** What a body is made of beside its own values: fields that nobody asked for. */
export type Extra = Readonly<Record<string, unknown>>;
export type Body = { type?: string; body: BodyInit };

const json = (value: object, extra: Extra): Body => ({
  type: 'application/json',
  body: JSON.stringify({ ...value, ...extra }),
});

const email = () => `${crypto.randomUUID()}@example.com`;

/** Bodies that a route reads by itself. A route with `bodyTypes` that is not here fails its test. */
const READ_BY_ROUTE: Record<string, (extra: Extra) => Body> = {
  'POST /auth/sign-up/email': (extra) =>
    json({ name: 'Sample', email: email(), password: 'a long enough password' }, extra),
  'POST /auth/sign-in/email': (extra) => json({ email: email(), password: 'a long enough password' }, extra),
  'PUT /v1/uploads/{id}/parts/{part}': () => ({ type: 'application/octet-stream', body: 'N' }),
  'POST /v1/imports': (extra) => {
    const form = new FormData();
    for (const [name, value] of Object.entries(extra)) form.set(name, String(value));
    form.set('file', new File([`Name,Email\nSample,${email()}\n`], 'sample.csv', { type: 'text/csv' }));
    return { body: form };
  },
};

/** Bodies of which a schema alone does not tell a good one. */
const SAID: Record<string, (id: MakeId) => object> = {
  // A stored value by its id alone: of one that is said too, only the stored text is right.
  'PUT /v1/prospects/{id}/fields/{field}': (id) => ({ evidenceId: id('evidenceId') }),
  'POST /v1/domains': () => ({ host: `www.z${crypto.randomUUID().slice(-12)}.example`, surface: 'app' }),
  // Whoever has a budget of their own has to be a member.
  'PUT /v1/credits/budgets': () => ({ run: 5, member: 5, members: [], day: 5, month: 5 }),
  // Whoever is in a team has to be a member, and a name is one team's.
  'POST /v1/teams': () => ({ name: crypto.randomUUID(), memberIds: [], budget: 5 }),
  'PUT /v1/teams/{id}': () => ({ name: crypto.randomUUID(), memberIds: [], budget: 5 }),
  // A name is one list's. Whom it is made of has a test of its own.
  'POST /v1/lists': () => ({ name: crypto.randomUUID(), description: 'x', shared: true }),
  // A name is one view's, and what is for all takes who manages the workspace.
  'POST /v1/views': () => ({
    name: crypto.randomUUID(),
    filters: { title: ['x'] },
    sort: 'name',
    columns: ['company'],
  }),
  'PATCH /v1/views/{id}': () => ({ name: crypto.randomUUID(), filters: { title: ['x'] }, shared: true }),
  'PUT /v1/views/default': (id) => ({ viewId: id('viewId'), forAll: false }),
  'POST /v1/segments': () => ({ name: crypto.randomUUID(), shared: true, filter: { title: ['x'] } }),
  'PATCH /v1/segments/{id}': () => ({ name: crypto.randomUUID(), shared: true, filter: { title: ['x'] } }),
  'POST /v1/personas': () => ({ name: crypto.randomUUID(), definition: { titles: ['x'] } }),
  'PUT /v1/personas/{id}': () => ({ name: crypto.randomUUID(), definition: { titles: ['x'] }, version: 1 }),
  'POST /v1/personas/matches': (id) => ({ definition: { titles: ['x'] }, leaveOut: id('leaveOut') }),
  'POST /v1/personas/discover': () => ({ definition: { titles: ['x'] }, page: 1 }),
  'POST /v1/suppressions': () => ({ entries: [{ email: email() }], reason: 'x' }),
  'POST /v1/suppressions/people': (id) => ({ ids: [id('ids')], reason: 'x' }),
  'POST /v1/suppressions/search': () => ({ value: { email: email() } }),
  'PATCH /v1/lists/{id}': () => ({ name: crypto.randomUUID(), description: 'x', shared: true }),
  'POST /v1/lists/{id}/members': (id) => ({ ids: [id('ids')] }),
  'POST /v1/lists/{id}/remove': (id) => ({ ids: [id('ids')] }),
  // A name is one field's, and only a choice has choices.
  'POST /v1/custom-fields': () => ({ name: crypto.randomUUID(), type: 'text', options: [] }),
  'POST /v1/custom-fields/fit': () => ({ key: 'x', type: 'text', options: [] }),
  'PATCH /v1/custom-fields/{id}': () => ({
    name: crypto.randomUUID(),
    kind: { type: 'choice', options: ['x'] },
    place: 0,
  }),
  // Two are merged by their ids; whose value a field takes has a test of its own.
  'POST /v1/prospects/{id}/merge': (id) => ({ with: [id('with')] }),
  // As the draft stands: a column that it names has to be there.
  'POST /v1/imports/{id}/validate': () => ({}),
  'POST /v1/imports/{id}/proposal': () => ({}),
  // An owner has to be a member, and a moment the one that was read.
  'PATCH /v1/prospects/{id}': () => ({ tags: ['x'], notes: 'x' }),
  // Ids or a filter, never both.
  'POST /v1/bulk-edits': (id) => ({ ids: [id('ids')], change: { kind: 'add_tags', tags: ['x'] } }),
  'POST /v1/exports/prospects': (id) => ({ ids: [id('ids')] }),
  'POST /v1/exports': (id) => ({ ids: [id('ids')] }),
  'POST /v1/enrichment/quote': (id) => ({ ids: [id('ids')] }),
  'POST /v1/enrichments': (id) => ({ ids: [id('ids')], onlyStale: false }),
  // The order names all sources.
  'PUT /v1/enrichment/settings': () => ({
    mode: 'side_by_side',
    order: [...SOURCES],
    fields: ['email'],
    off: [],
    nightly: { on: false, credits: 1, people: 1 },
    onSignal: false,
  }),
  // The name alone: by another slug the workspace would be elsewhere for the requests that follow.
  'PATCH /v1/workspace': () => ({ name: 'Sample' }),
};

/** Whether a route looks at the fields of a JSON body. */
export const readsJson = (r: Route): boolean => Boolean(r.body) || Object.hasOwn(r.bodyTypes ?? {}, 'application/json');

/** A body that the route takes; undefined where it takes none. */
export const bodyFor = (r: Route, id: MakeId, extra: Extra = {}): Body | undefined => {
  if (r.body) {
    const { body } = r;
    const make = (by: MakeId) => SAID[nameOf(r)]?.(by) ?? sampleOf(inputSchema(body), by);
    const value = make(id);
    // What is sent may hold an id that is none.
    const checked = body.safeParse(make(newId));
    if (!checked.success) {
      throw new Error(`The sample ${JSON.stringify(value)} is none for ${nameOf(r)}: ${checked.error.message}`);
    }
    return json(value as object, extra);
  }
  if (!r.bodyTypes) return r.method !== 'get' && Object.keys(extra).length > 0 ? json({}, extra) : undefined;
  const make = READ_BY_ROUTE[nameOf(r)];
  if (!make) throw new Error(`Say in READ_BY_ROUTE of kit/samples.ts what a body of ${nameOf(r)} is.`);
  return make(extra);
};
