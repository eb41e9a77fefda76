import * as z from 'zod';
import type { Route } from '../../../../src/http/route.ts';

/**
 * What each id in a route names, as the table that holds it: `segment/{name}` in a path, `?name` in a query, `.name` in
 * a body. A route with an id that is not here fails its test.
 */
const OBJECTS: Record<string, string> = {
  'prospects/{id}': 'prospects',
  'imports/{id}': 'imports',
  'uploads/{id}': 'uploads',
  'jobs/{id}': 'jobs',
  'exports/{id}': 'export_files',
  // No row: the link is the right itself, for members of its workspace.
  'files/{token}': 'export_links',
  'domains/{id}': 'domains',
  // No row: the link is the right itself, and says by its signature of which domain.
  'handoffs/{token}': 'handoffs',
  'enrichment-runs/{id}': 'enrichment_runs',
  'enrichments/{id}': 'enrichment_batches',
  '?run': 'enrichment_runs',
  '.ids': 'prospects',
  // By whom they are everywhere else, which is not the row's own id.
  'members/{id}': 'members',
  'teams/{id}': 'teams',
  'notes/{id}': 'notes',
  'custom-fields/{id}': 'custom_fields',
  'bulk-edits/{id}': 'bulk_edits',
  'merges/{id}': 'merges',
  'duplicates/{id}': 'duplicates',
  '.with': 'prospects',
  '?prospect': 'prospects',
  'matches/{matchId}': 'identity_matches',
  '.evidenceId': 'field_values',
  '?list': 'lists',
  'lists/{id}': 'lists',
  'segments/{id}': 'segments',
  'personas/{id}': 'personas',
  'suppressions/{id}': 'suppressions',
  '.leaveOut': 'prospects',
  'changes/{changeId}': 'list_changes',
  'views/{id}': 'views',
  '.viewId': 'views',
  '?import': 'imports',
  '?ids': 'prospects',
};

/** One id that a route takes. */
export type Ref = { place: 'path' | 'query' | 'body'; name: string; table: string };

export const nameOf = (r: Pick<Route, 'method' | 'path'>): string => `${r.method.toUpperCase()} ${r.path}`;

const tableOf = (key: string, r: Route): string => {
  const table = OBJECTS[key];
  if (table === undefined) {
    throw new Error(`Say in OBJECTS of kit/objects.ts which table the id '${key}' of ${nameOf(r)} is from.`);
  }
  return table;
};

export type JsonSchema = {
  type?: string;
  format?: string;
  properties?: Record<string, JsonSchema>;
  required?: string[];
  items?: JsonSchema;
  anyOf?: JsonSchema[];
  oneOf?: JsonSchema[];
  enum?: unknown[];
  const?: unknown;
  minItems?: number;
  minLength?: number;
  minimum?: number;
  additionalProperties?: JsonSchema | boolean;
  propertyNames?: JsonSchema;
  default?: unknown;
};

/** What may be sent, as JSON schema. */
export const inputSchema = (schema: z.ZodType): JsonSchema =>
  z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' }) as JsonSchema;

const isId = (s: JsonSchema): boolean =>
  s.format === 'uuid' ||
  (s.items !== undefined && isId(s.items)) ||
  [...(s.anyOf ?? []), ...(s.oneOf ?? [])].some((option) => isId(option));

/** The ids among the properties of a schema. */
const idsOf = (schema: z.ZodType | undefined): string[] =>
  Object.entries((schema && inputSchema(schema).properties) ?? {})
    .filter(([, s]) => isId(s))
    .map(([name]) => name);

/** Words that name no object, of sets that a schema does not list. */
const WORDS: Readonly<Record<string, string>> = { field: 'title', part: '1' };

/** A word that a route takes in that place of its path, where it takes one of a set and no id. */
export const wordOf = (r: Route, name: string): string | undefined => {
  const words = r.params && inputSchema(r.params).properties?.[name]?.enum;
  return words ? String(words[0]) : WORDS[name];
};

/** Every id that a route takes, and what it names. */
export const refsOf = (r: Route): Ref[] => [
  ...[...r.path.matchAll(/([^/]+)\/\{(\w+)\}/g)]
    .filter(([, , name = '']) => wordOf(r, name) === undefined)
    .map(([key, , name = '']) => ({ place: 'path' as const, name, table: tableOf(key, r) })),
  ...idsOf(r.query).map((name) => ({ place: 'query' as const, name, table: tableOf(`?${name}`, r) })),
  ...idsOf(r.body).map((name) => ({ place: 'body' as const, name, table: tableOf(`.${name}`, r) })),
];
