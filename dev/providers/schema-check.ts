/** A JSON Schema (or OpenAPI 3.1 schema) as parsed JSON. */
export type Schema = Record<string, unknown>;

export const isObject = (value: unknown): value is Record<string, unknown> =>
  value !== null && typeof value === 'object' && !Array.isArray(value);

/** The part of `root` under a local reference, or under a path of keys. */
export function lookup(root: unknown, path: readonly string[]): Schema {
  let here = root;
  for (const step of path) {
    if (!isObject(here) || !(step in here)) throw new Error(`the contract has no ${path.join('/')}`);
    here = here[step];
  }
  if (!isObject(here)) throw new Error(`the contract has no schema at ${path.join('/')}`);
  return here;
}

const typeOf = (value: unknown): string => {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'array';
  return Number.isInteger(value) ? 'integer' : typeof value;
};

/**
 * What is wrong with `value` by `schema`, as `path: reason`; empty when it fits. Knows $ref, allOf, anyOf, oneOf, type,
 * nullable, enum, const, required, properties, additionalProperties: false, items. With `nulls`, null fits everywhere:
 * Apollo's specification is made from one example answer and marks nothing as nullable.
 */
export function problems(schema: Schema, value: unknown, root: unknown, options: { nulls?: boolean } = {}): string[] {
  const check = (given: Schema, here: unknown, path: string): string[] => {
    const ref = given.$ref;
    if (typeof ref === 'string') return check(lookup(root, ref.split('/').slice(1)), here, path);
    if (here === null && (options.nulls === true || given.nullable === true)) return [];
    const found: string[] = [];
    for (const part of list(given.allOf)) found.push(...check(part, here, path));
    for (const choices of [list(given.anyOf), list(given.oneOf)]) {
      if (choices.length === 0) continue;
      const all = choices.map((choice) => check(choice, here, path));
      if (all.every((wrong) => wrong.length > 0))
        found.push(`${path}: fits none of ${choices.length} choices (${all[0]?.[0] ?? ''})`);
    }
    const types = [given.type].flat().filter((type) => typeof type === 'string');
    const actual = typeOf(here);
    const fits = types.includes(actual) || (actual === 'integer' && types.includes('number'));
    if (types.length > 0 && !fits) return [...found, `${path}: ${actual} instead of ${types.join(' or ')}`];
    if (Array.isArray(given.enum) && !given.enum.includes(here))
      found.push(`${path}: ${JSON.stringify(here)} is not in the list`);
    if ('const' in given && given.const !== here) found.push(`${path}: not ${JSON.stringify(given.const)}`);
    if (Array.isArray(here) && isObject(given.items)) {
      const items = given.items;
      found.push(...here.flatMap((item, at) => check(items, item, `${path}.${at}`)));
    }
    if (!isObject(here)) return found;
    const properties = isObject(given.properties) ? given.properties : {};
    for (const name of Array.isArray(given.required) ? given.required : []) {
      if (!(String(name) in here)) found.push(`${path}: ${String(name)} is missing`);
    }
    for (const [name, inner] of Object.entries(here)) {
      const property = properties[name];
      if (isObject(property)) found.push(...check(property, inner, `${path}.${name}`));
      else if (given.additionalProperties === false) found.push(`${path}: ${name} is not allowed`);
    }
    return found;
  };
  return check(schema, value, '$');
}

const list = (value: unknown): Schema[] => (Array.isArray(value) ? value.filter(isObject) : []);

/** Keys that `example` has and `value` has not, down to `depth` levels; the first item stands for a list. */
export function missingKeys(example: unknown, value: unknown, depth: number, path = '$'): string[] {
  if (depth === 0) return [];
  if (Array.isArray(example) && Array.isArray(value)) {
    return example.length === 0 || value.length === 0 ? [] : missingKeys(example[0], value[0], depth, `${path}.0`);
  }
  if (!isObject(example) || !isObject(value)) return [];
  return Object.entries(example).flatMap(([name, inner]) =>
    name in value ? missingKeys(inner, value[name], depth - 1, `${path}.${name}`) : [`${path}.${name}`],
  );
}
