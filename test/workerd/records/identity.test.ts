import fc from 'fast-check';
import { expect, it } from 'vitest';
import { addPerson, giveRecord, mergeInto, owner, type Person, undo, wholeLedger } from './kit.ts';

/** Workspaces tried: each is a dozen requests to the whole of it. */
const RUNS = 8;

const word = fc.constantFrom('Alder', 'Birch', 'Cedar');
const maybe = fc.option(word, { nil: null });
const someone = fc.record({
  title: maybe,
  company: maybe,
  city: maybe,
  phone: fc.option(fc.constantFrom('+15550100', '+15550101'), { nil: null }),
  netWorth: fc.option(fc.constantFrom(1_000_000, 5_000_000), { nil: null }),
  tags: fc.uniqueArray(word, { maxLength: 2 }),
  notes: maybe,
  custom: fc.dictionary(fc.constantFrom('Club', 'Yacht'), word, { maxKeys: 2 }),
  hasEmail: fc.boolean(),
  typed: fc.option(fc.record({ field: fc.constantFrom('title', 'city', 'company'), value: word }), { nil: null }),
  source: fc.option(
    fc.record({
      source: fc.constantFrom('apollo', 'contactout'),
      key: fc.constantFrom('k1', 'k2'),
      state: fc.constantFrom('proposed', 'confirmed', 'rejected'),
      values: fc.record({ title: word, bio: word }),
      verified: fc.boolean(),
    }),
    { nil: null },
  ),
});

it('a merge and its undoing leave a workspace as it was, and no value is lost in between', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(someone, { minLength: 2, maxLength: 3 }), async (people) => {
      const a = await owner();
      const ids: string[] = [];
      for (const [n, { hasEmail, typed, source, ...rest }] of people.entries()) {
        const person: Person = { name: `Random Person ${n}`, ...rest, email: hasEmail ? `p${n}@random.example` : null };
        const id = await addPerson(a, person);
        ids.push(id);
        if (source) await giveRecord(a, id, source, source.values, { verified: source.verified });
        if (typed) {
          await a.json(`/api/v1/prospects/${id}/fields/${typed.field}`, {
            method: 'PUT',
            body: { value: typed.value },
          });
        }
      }
      const before = await wholeLedger(a);
      const [survivor = '', ...others] = ids;
      const { mergeId, profile } = await mergeInto(a, survivor, others);
      const said = new Set(profile.fields.map(({ field, value }) => `${field} ${value}`));
      for (const row of before.values as { field: string; value: string }[]) {
        expect(said).toContain(`${row.field} ${row.value}`);
      }
      for (const row of before.prospects as Record<string, unknown>[]) {
        for (const [field, column] of Object.entries({
          title: 'title',
          company: 'company',
          city: 'city',
          phone: 'phone',
          email: 'email',
          netWorth: 'net_worth',
        })) {
          if (row[column] !== null) expect(said).toContain(`${field} ${row[column]}`);
        }
      }
      await undo(a, mergeId);
      expect(await wholeLedger(a)).toEqual(before);
    }),
    { numRuns: RUNS },
  );
});
