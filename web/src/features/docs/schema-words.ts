import { type OpenApi, resolve, type Schema } from './openapi.ts';

/** Values of an enum that are spelled out; more would bury the rest. */
const ENUM_SHOWN = 12;

const union = (schema: Schema): Schema[] | undefined => schema.anyOf ?? schema.oneOf;

/** The type of a value in a few words: `string`, `integer or null`, `array of objects`, `"a" | "b"`. */
export function typeWords(document: OpenApi, given: Schema): string {
  const schema = resolve(document, given);
  if (schema.const !== undefined) return JSON.stringify(schema.const);
  if (schema.enum !== undefined) {
    const shown = schema.enum
      .slice(0, ENUM_SHOWN)
      .map((value) => JSON.stringify(value))
      .join(' | ');
    return schema.enum.length > ENUM_SHOWN ? `${shown} | …` : shown;
  }
  const parts = union(schema);
  if (parts !== undefined) return [...new Set(parts.map((part) => typeWords(document, part)))].join(' or ');
  const types = Array.isArray(schema.type) ? schema.type : schema.type === undefined ? [] : [schema.type];
  const named = types.map((type) => {
    if (type === 'array') return schema.items === undefined ? 'array' : `array of ${typeWords(document, schema.items)}`;
    return schema.format === undefined || type === 'null' ? type : `${type} (${schema.format})`;
  });
  return named.length === 0 ? 'any' : named.join(' or ');
}

/** Whether a schema tells no more than words do: any value, with a description at best. */
export const isShapeless = (document: OpenApi, given: Schema): boolean => {
  const { description: _description, examples: _examples, ...shape } = resolve(document, given);
  return Object.keys(shape).length === 0;
};

/** The object below a schema, through arrays, unions with null and references; null where it holds none. */
export function objectWithin(document: OpenApi, given: Schema, depth = 0): Schema | null {
  if (depth > 5) return null;
  const schema = resolve(document, given);
  if (schema.properties !== undefined) return schema;
  for (const part of [
    ...(schema.items === undefined ? [] : [schema.items]),
    ...(union(schema) ?? []),
    ...(schema.allOf ?? []),
  ]) {
    const found = objectWithin(document, part, depth + 1);
    if (found !== null) return found;
  }
  return null;
}

/** Bounds in words: `1 to 200`, `at most 120 characters`. */
export function boundsWords({ minLength, maxLength, minimum, maximum, minItems, maxItems }: Schema): string | null {
  const span = (low: number | undefined, high: number | undefined, unit: string): string | null => {
    // JavaScript's own safe range is what a plain integer has anyway.
    const max = high === undefined || Math.abs(high) >= Number.MAX_SAFE_INTEGER ? undefined : high;
    const min = low === undefined || Math.abs(low) >= Number.MAX_SAFE_INTEGER ? undefined : low;
    if (min !== undefined && max !== undefined) return `${min} to ${max}${unit}`;
    if (max !== undefined) return `at most ${max}${unit}`;
    return min === undefined ? null : `at least ${min}${unit}`;
  };
  return span(minLength, maxLength, ' characters') ?? span(minimum, maximum, '') ?? span(minItems, maxItems, ' values');
}

/** A value that fits the schema, for an example. */
export function exampleOf(document: OpenApi, given: Schema, depth = 0): unknown {
  const schema = resolve(document, given);
  const own = schema.examples?.[0] ?? schema.default ?? schema.const ?? schema.enum?.[0];
  if (own !== undefined) return own;
  if (depth > 4) return null;
  const part = (union(schema) ?? schema.allOf)?.[0];
  if (part !== undefined) return exampleOf(document, part, depth + 1);
  if (schema.properties !== undefined) {
    return Object.fromEntries(
      Object.entries(schema.properties)
        .filter(([name]) => depth === 0 || schema.required?.includes(name))
        .map(([name, property]) => [name, exampleOf(document, property, depth + 1)]),
    );
  }
  const type = Array.isArray(schema.type) ? schema.type[0] : schema.type;
  if (type === 'array') return schema.items === undefined ? [] : [exampleOf(document, schema.items, depth + 1)];
  if (type === 'integer' || type === 'number') return schema.minimum ?? 1;
  if (type === 'boolean') return true;
  if (type === 'object') return {};
  if (schema.format === 'email') return 'ada@example.com';
  if (schema.format === 'uuid') return '01936c5e-7d2a-7c3b-9f4e-2b8a1c0d9e8f';
  return 'text';
}
