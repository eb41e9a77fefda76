import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { parserOf } from './parse.ts';

const item = z.object({
  id: z.uuid(),
  at: z.iso.datetime({ offset: true }),
  day: z.iso.date().nullable(),
  name: z.string().describe('in words'),
  n: z.int().nullable(),
  share: z.number(),
  yes: z.boolean().optional(),
  kind: z.enum(['a', 'b']),
  one: z.literal(1),
  any: z.unknown(),
});
/** Kinds that are read here, and kinds that are zod's, one inside the other. */
const schema = z.object({
  items: z.array(item),
  custom: z.record(z.string(), z.string()),
  partly: z.partialRecord(z.enum(['x', 'y']), z.number().min(0)),
  either: z.union([z.string(), z.int()]),
  strict: z.strictObject({ a: z.string() }).optional(),
  made: z.string().default('made'),
  twice: z.string().optional().nullable().optional(),
  upper: z.string().transform((text) => text.toUpperCase()),
  refined: z.object({ a: z.int(), b: z.int() }).refine(({ a, b }) => a <= b),
});

const either = <T>(right: fc.Arbitrary<T>) =>
  fc.oneof({ arbitrary: right, weight: 30 }, { arbitrary: fc.anything(), weight: 1 });
const record = (parts: Record<string, fc.Arbitrary<unknown>>, all = false) =>
  either(
    fc
      .tuple(
        fc.record(parts, all ? {} : { requiredKeys: Object.keys(parts).slice(0, -2) }),
        fc.dictionary(fc.string(), fc.anything(), { maxKeys: 2 }),
      )
      .map(([known, more]) => ({ ...more, ...known })),
  );
const anItem = record({
  id: either(fc.uuid()),
  at: either(fc.date({ noInvalidDate: true, min: new Date(0), max: new Date(4e12) }).map((d) => d.toISOString())),
  day: either(fc.constantFrom(null, '2026-02-28', '2026-02-30')),
  name: either(fc.string()),
  n: either(fc.option(fc.integer())),
  share: either(fc.double()),
  kind: either(fc.constantFrom('a', 'b')),
  one: either(fc.constant(1)),
  any: fc.anything(),
  yes: either(fc.option(fc.boolean(), { nil: undefined })),
});
const value = record({
  items: either(fc.array(anItem, { maxLength: 3 })),
  custom: either(fc.dictionary(fc.string(), either(fc.string()))),
  partly: either(fc.dictionary(fc.constantFrom('x', 'y'), either(fc.double({ min: 0, noNaN: true })))),
  either: either(fc.oneof(fc.string(), fc.integer())),
  upper: either(fc.string()),
  refined: either(fc.constantFrom({ a: 1, b: 2 }, { a: 2, b: 1 }, { a: 1, b: 2, c: 3 })),
  made: either(fc.option(fc.string(), { nil: undefined })),
  strict: either(fc.constantFrom({ a: 'x' }, { a: 'x', b: 1 }, undefined)),
  twice: either(fc.constantFrom(undefined, null, 'x')),
});

const outcome = (parse: (value: unknown) => unknown, given: unknown) => {
  try {
    return { data: parse(given) };
  } catch (error) {
    return { refused: error instanceof z.ZodError ? error.issues : error };
  }
};

describe('a parser made of a schema', () => {
  const parse = parserOf(schema);

  it('gives what the schema gives, and refuses what it refuses in the same words', () => {
    let accepted = 0;
    fc.assert(
      fc.property(value, (given) => {
        const expected = outcome((v) => schema.parse(v), given);
        if ('data' in expected) accepted += 1;
        expect(outcome(parse, given)).toStrictEqual(expected);
      }),
      { numRuns: 1_000 },
    );
    // Else only refusals would have been compared.
    expect(accepted).toBeGreaterThan(50);
  });

  it('lets out nothing that the schema does not name', () => {
    const person = parserOf(z.object({ people: z.array(z.object({ name: z.string() })) }));
    expect(person({ people: [{ name: 'Ada', tenant_id: 'secret' }], more: 1 })).toStrictEqual({
      people: [{ name: 'Ada' }],
    });
  });

  it.each([
    ['a date of no calendar', z.iso.date(), '2026-02-30'],
    ['a number that is none', z.number(), Number.NaN],
    ['a number without an end', z.number(), Number.POSITIVE_INFINITY],
    ['a number too large to be exact', z.int(), 2 ** 53],
    ['an id that is none', z.uuid(), 'x'],
    ['a list for an object', z.object({}), []],
    ['a Date for a text', z.object({ at: z.iso.datetime() }), { at: new Date(0) }],
    ['nothing for a text', z.object({ a: z.string() }), {}],
    ['a text that is cut', z.string().max(2), 'abc'],
  ])('refuses %s', (_, one, given) => {
    expect(() => parserOf(one)(given)).toThrow(z.ZodError);
  });

  it('leaves a name that would change an object alone', () => {
    const read = parserOf(z.record(z.string(), z.string()));
    const given = JSON.parse('{"__proto__":"x","a":"b"}');
    expect(read(given)).toStrictEqual(z.record(z.string(), z.string()).parse(given));
  });
});
