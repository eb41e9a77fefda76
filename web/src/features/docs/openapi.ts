/** The part of OpenAPI 3.1 (spec.openapis.org/oas/v3.1) that the reference shows. */
export interface Schema {
  $ref?: string;
  type?: string | string[];
  format?: string;
  description?: string;
  enum?: unknown[];
  const?: unknown;
  default?: unknown;
  examples?: unknown[];
  properties?: Record<string, Schema>;
  required?: string[];
  items?: Schema;
  additionalProperties?: boolean | Schema;
  anyOf?: Schema[];
  oneOf?: Schema[];
  allOf?: Schema[];
  minLength?: number;
  maxLength?: number;
  minimum?: number;
  maximum?: number;
  minItems?: number;
  maxItems?: number;
}
export interface Parameter {
  $ref?: string;
  name: string;
  in: string;
  required?: boolean;
  description?: string;
  schema?: Schema;
}
export interface Body {
  $ref?: string;
  description?: string;
  required?: boolean;
  content?: Record<string, { schema?: Schema }>;
}
export interface Operation {
  operationId?: string;
  summary?: string;
  description?: string;
  tags?: string[];
  parameters?: Parameter[];
  requestBody?: Body;
  responses?: Record<string, Body>;
  security?: Array<Record<string, string[]>>;
  deprecated?: boolean;
}
export interface OpenApi {
  info: { title: string; version: string; description?: string };
  tags?: Array<{ name: string; description?: string }>;
  paths?: Record<string, Record<string, unknown> & { parameters?: Parameter[] }>;
  components?: Record<string, Record<string, unknown>>;
}

export const METHODS = ['get', 'post', 'put', 'patch', 'delete'] as const;
export type Method = (typeof METHODS)[number];

export interface Endpoint {
  /** An id for the address: `get-api-v1-prospects`. */
  id: string;
  method: Method;
  path: string;
  operation: Operation;
  parameters: Parameter[];
}
export interface Group {
  name: string;
  description?: string;
  endpoints: Endpoint[];
}

/** What a `#/…` reference points at; the thing itself where it is none. A broken reference gives an empty object. */
export function resolve<T extends { $ref?: string }>(document: OpenApi, thing: T): T {
  let found: T = thing;
  // A reference may lead to another one, but an endless chain leads nowhere.
  for (let hop = 0; found.$ref !== undefined && hop < 10; hop++) {
    let at: unknown = document;
    for (const part of found.$ref.replace(/^#\//, '').split('/')) {
      const name = part.replace(/~1/g, '/').replace(/~0/g, '~');
      at = typeof at === 'object' && at !== null ? (at as Record<string, unknown>)[name] : undefined;
    }
    found = (typeof at === 'object' && at !== null ? at : {}) as T;
  }
  return found;
}

const idOf = (method: string, path: string): string =>
  `${method}${path}`
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '');

const OTHER = 'Other';

/** All operations by their first tag, tags in the order of the document. */
export function groupsOf(document: OpenApi): Group[] {
  const groups = new Map<string, Group>((document.tags ?? []).map((tag) => [tag.name, { ...tag, endpoints: [] }]));
  for (const [path, item] of Object.entries(document.paths ?? {})) {
    for (const method of METHODS) {
      const operation = item[method] as Operation | undefined;
      if (operation === undefined) continue;
      const name = operation.tags?.[0] ?? OTHER;
      const group = groups.get(name) ?? { name, endpoints: [] };
      groups.set(name, group);
      const parameters = [...(item.parameters ?? []), ...(operation.parameters ?? [])].map((one) =>
        resolve(document, one),
      );
      group.endpoints.push({ id: idOf(method, path), method, path, operation, parameters });
    }
  }
  return [...groups.values()].filter((group) => group.endpoints.length > 0);
}
