import type * as z from 'zod';

/**
 * The same as a schema's own `parse`, several times faster where all is well: zod compiles its schemas, and cannot where code must not be
 * made of text, as in a Worker. A value is read by a chain of functions that are made of the schema once. They know the plain kinds alone; a part of any
 * other kind, or with a check of its own, is zod's, and so is every value that they do not accept: what is refused, and in
 * which words, is zod's to say. See docs/decisions/0032.
 */
export const parserOf = <T extends z.ZodType>(schema: T): ((value: unknown) => z.output<T>) => {
  let read: Read | undefined;
  return (value) => {
    read ??= readerOf(schema);
    const result = read(value);
    return result === REFUSED ? schema.parse(value) : (result as z.output<T>);
  };
};

const REFUSED = Symbol('refused');
type Read = (value: unknown) => unknown;

/** What is looked at of a schema, of any kind. */
type Definition = {
  type: string;
  checks?: readonly unknown[];
  coerce?: boolean;
  format?: string;
  pattern?: RegExp;
  shape?: Readonly<Record<string, z.ZodType>>;
  catchall?: unknown;
  element?: z.ZodType;
  innerType?: z.ZodType;
  keyType?: z.ZodType;
  valueType?: z.ZodType;
};

/** Formats of text that are a pattern and nothing else. */
const PATTERNS: ReadonlySet<string | undefined> = new Set(['uuid', 'datetime', 'date']);

const byZod =
  (schema: z.ZodType): Read =>
  (value) => {
    const result = schema.safeParse(value);
    return result.success ? result.data : REFUSED;
  };

// zod types a definition by its kind, of which nothing is known before its `type` was read.
const defOf = (schema: z.ZodType): Definition => schema.def as unknown as Definition;

const readerOf = (schema: z.ZodType): Read => {
  const def = defOf(schema);
  if (def.coerce || (def.checks?.length ?? 0) > 0) return byZod(schema);
  switch (def.type) {
    case 'string':
      return readText(def) ?? byZod(schema);
    case 'number':
      return readNumber(def) ?? byZod(schema);
    case 'boolean':
      return (value) => (typeof value === 'boolean' ? value : REFUSED);
    case 'unknown':
      return (value) => value;
    case 'enum':
    case 'literal': {
      const known = schema._zod.values;
      // A set is asked whether it has a value of any type; its own type says that it is asked of its own alone.
      return known ? (value) => (known.has(value as never) ? value : REFUSED) : byZod(schema);
    }
    case 'nullable': {
      const inner = def.innerType && readerOf(def.innerType);
      return inner ? (value) => (value === null ? null : inner(value)) : byZod(schema);
    }
    case 'optional': {
      // What is optional in itself may have a value of its own for nothing.
      if (!def.innerType || def.innerType._zod.optin === 'optional') return byZod(schema);
      const inner = readerOf(def.innerType);
      return (value) => (value === undefined ? undefined : inner(value));
    }
    case 'array':
      return def.element ? readArray(readerOf(def.element)) : byZod(schema);
    case 'record':
      return (def.keyType && def.valueType && readRecord(def.keyType, def.valueType)) ?? byZod(schema);
    case 'object':
      return def.shape && !def.catchall ? readObject(def.shape) : byZod(schema);
    default:
      return byZod(schema);
  }
};

const readText = ({ format, pattern }: Definition): Read | undefined => {
  if (format === undefined) return (value) => (typeof value === 'string' ? value : REFUSED);
  if (!PATTERNS.has(format) || !pattern || pattern.global || pattern.sticky) return undefined;
  return (value) => (typeof value === 'string' && pattern.test(value) ? value : REFUSED);
};

const readNumber = ({ format }: Definition): Read | undefined => {
  if (format === undefined) return (value) => (Number.isFinite(value) ? value : REFUSED);
  return format === 'safeint' ? (value) => (Number.isSafeInteger(value) ? value : REFUSED) : undefined;
};

const readArray =
  (item: Read): Read =>
  (value) => {
    if (!Array.isArray(value)) return REFUSED;
    const out: unknown[] = [];
    for (const one of value) {
      const read = item(one);
      if (read === REFUSED) return REFUSED;
      out.push(read);
    }
    return out;
  };

const isObject = (value: unknown): value is Record<string, unknown> => {
  if (typeof value !== 'object' || value === null) return false;
  const prototype = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
};

/** Of any names: a set of names that all must be there is zod's. */
const readRecord = (keys: z.ZodType, values: z.ZodType): Read | undefined => {
  const { type, format, checks } = defOf(keys);
  if (type !== 'string' || format !== undefined || (checks?.length ?? 0) > 0) return undefined;
  const item = readerOf(values);
  return (value) => {
    if (!isObject(value)) return REFUSED;
    const out: Record<string, unknown> = {};
    for (const key of Object.keys(value)) {
      // A name that would change the object itself is judged by zod.
      if (key === '__proto__') return REFUSED;
      const read = item(value[key]);
      if (read === REFUSED) return REFUSED;
      out[key] = read;
    }
    return out;
  };
};

/** The names that the schema has, and no other. */
const readObject = (shape: Readonly<Record<string, z.ZodType>>): Read => {
  const parts = Object.entries(shape).map(([key, schema]) => ({
    key,
    read: readerOf(schema),
    optional: schema._zod.optout === 'optional',
  }));
  return (value) => {
    if (!isObject(value)) return REFUSED;
    const out: Record<string, unknown> = {};
    for (const { key, read, optional } of parts) {
      const result = read(value[key]);
      if (result === REFUSED) return REFUSED;
      if (result !== undefined || key in value) out[key] = result;
      else if (!optional) return REFUSED;
    }
    return out;
  };
};
