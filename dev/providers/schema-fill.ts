/** Deeper schemas are cut off: a recursive one has no end. */
const MAX_DEPTH = 12;

type Schema = Record<string, unknown>;
const isSchema = (value: unknown): value is Schema =>
  value !== null && typeof value === 'object' && !Array.isArray(value);
const schemas = (value: unknown): Schema[] => (Array.isArray(value) ? value.filter(isSchema) : []);

/** The part of `root` that a local `$ref` such as `#/$defs/item` points at. */
export function resolveRef(schema: Schema, root: Schema): Schema {
  const ref = schema.$ref;
  if (typeof ref !== 'string' || !ref.startsWith('#')) return schema;
  let at: unknown = root;
  for (const part of ref.split('/').slice(1)) {
    at = isSchema(at) ? at[part.replaceAll('~1', '/').replaceAll('~0', '~')] : undefined;
  }
  return isSchema(at) ? at : {};
}

const BY_FORMAT: Record<string, string> = {
  date: '2026-01-15',
  'date-time': '2026-01-15T09:00:00Z',
  time: '09:00:00Z',
  duration: 'P1D',
  email: 'someone@company.example',
  hostname: 'company.example',
  uri: 'https://company.example/',
  ipv4: '192.0.2.1',
  ipv6: '2001:db8::1',
  uuid: '00000000-0000-4000-8000-000000000000',
};

function fillText(schema: Schema, name: string): string {
  const known = typeof schema.format === 'string' ? BY_FORMAT[schema.format] : undefined;
  const least = typeof schema.minLength === 'number' ? schema.minLength : 0;
  const most = typeof schema.maxLength === 'number' ? schema.maxLength : Number.POSITIVE_INFINITY;
  return (known ?? `${name} of the answer`).padEnd(least, '.').slice(0, most);
}

function fillNumber(schema: Schema): number {
  const least = typeof schema.minimum === 'number' ? schema.minimum : undefined;
  const above = typeof schema.exclusiveMinimum === 'number' ? schema.exclusiveMinimum + 1 : undefined;
  const most = typeof schema.maximum === 'number' ? schema.maximum : Number.POSITIVE_INFINITY;
  return Math.min(least ?? above ?? 1, most);
}

/** Lets a caller decide single properties; `undefined` leaves them to the generic filling. */
export type FillProperty = (name: string, schema: Schema) => unknown;

/**
 * A value that satisfies `schema` (JSON Schema as far as structured outputs allow it: types, enum, const, objects,
 * arrays, anyOf/oneOf/allOf, local $ref, formats). All stated properties are filled, also optional ones.
 */
export function fillSchema(schema: Schema, own: FillProperty = () => undefined): unknown {
  const fill = (given: Schema, name: string, depth: number): unknown => {
    const node = resolveRef(given, schema);
    if (depth > MAX_DEPTH) return null;
    if ('const' in node) return node.const;
    if (Array.isArray(node.enum)) return node.enum[0];
    const choice = schemas(node.anyOf)[0] ?? schemas(node.oneOf)[0];
    if (choice !== undefined) return fill(choice, name, depth + 1);
    const all = schemas(node.allOf);
    if (all.length > 0) return Object.assign({}, ...all.map((part) => fill(part, name, depth + 1)));
    const type = Array.isArray(node.type) ? node.type[0] : node.type;
    switch (type ?? ('properties' in node ? 'object' : 'string')) {
      case 'object': {
        const properties = isSchema(node.properties) ? node.properties : {};
        const entries = Object.entries(properties).map(([key, value]) => {
          const property = isSchema(value) ? resolveRef(value, schema) : {};
          return [key, own(key, property) ?? fill(property, key, depth + 1)];
        });
        return Object.fromEntries(entries);
      }
      case 'array': {
        const items = isSchema(node.items) ? node.items : {};
        const count = typeof node.minItems === 'number' ? Math.max(1, node.minItems) : 1;
        return Array.from({ length: count }, () => fill(items, name, depth + 1));
      }
      case 'integer':
      case 'number':
        return fillNumber(node);
      case 'boolean':
        return true;
      case 'null':
        return null;
      default:
        return fillText(node, name);
    }
  };
  return fill(schema, 'value', 0);
}
