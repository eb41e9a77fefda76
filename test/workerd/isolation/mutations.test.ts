import { beforeAll, describe, expect, it } from 'vitest';
import { makeTenant } from '../../support/tenants.ts';
import { admin } from '../../support/worker.ts';
import { catalogSql, checkSql, type Violation, violations } from './kit/checks.ts';
import { fill } from './kit/fill.ts';
import { type Mutation, otherMutations, policyMutations } from './kit/mutations.ts';
import { MAKE_ATTEMPT, makeProbes, type Probe, probesParam, TRY_PROBES } from './kit/probes.ts';
import { readTables, type Table } from './kit/tables.ts';

/** The sweep of tables is worth what it notices: here everything it guards is broken once, and each time it must say so. */

/**
 * Some three hundred breakages are too many for one test: a busy machine takes long for them. Each test takes those whose turn
 * it is, so that every one is taken once, however many there are.
 */
const PARTS = Array.from({ length: 20 }, (_, part) => part);

let tables: Table[];
let probes: Probe[];
beforeAll(async () => {
  tables = await readTables();
  const [a, b] = [await fill(tables, await makeTenant()), await fill(tables, await makeTenant())];
  probes = await makeProbes(tables, a, b);
});

/** What a check of the catalog and some probes find after the statements. All of it happens in one transaction, and is undone there. */
const found = async (
  statements: readonly string[],
  check: string,
  tried: readonly Probe[],
): Promise<Record<'catalog' | 'behaviour', Violation[]>> => {
  const results = await admin.transaction([
    admin`savepoint sound`,
    ...statements.map((s) => admin.query(s)),
    admin.query(check),
    admin.query(MAKE_ATTEMPT),
    admin.query(TRY_PROBES, [probesParam(tried)]),
    admin`rollback to savepoint sound`,
  ]);
  const at = statements.length + 1;
  return { catalog: violations.parse(results[at]), behaviour: violations.parse(results[at + 2]) };
};

const everything = (...statements: string[]) => found(statements, catalogSql, probes);

const checksOf = (all: readonly Violation[]) => [...new Set(all.map((v) => v.check))];

const NO_CHECK = 'select null as check, null as what where false';

/** The checks that must notice do, each by itself: what the others say of a breakage nobody asks. */
const expectNoticed = async ({ name, statements, catalog, behaviour }: Mutation): Promise<void> => {
  const tried = probes.filter((p) => p.check === behaviour);
  const said = await found(statements, catalog ? checkSql(catalog) : NO_CHECK, tried);
  expect({ catalog: checksOf(said.catalog), behaviour: checksOf(said.behaviour) }, name).toEqual({
    catalog: catalog ? [catalog] : [],
    behaviour: behaviour ? [behaviour] : [],
  });
};

describe('the sweep of tables', () => {
  it('finds nothing where nothing is broken, and leaves nothing broken', async () => {
    expect(await everything()).toEqual({ catalog: [], behaviour: [] });
    await everything('drop policy tenant on prospects');
    expect(await everything()).toEqual({ catalog: [], behaviour: [] });
  });

  it.for(PARTS)(
    'notices each policy that is dropped or opened, and each table whose protection is taken off: part %i',
    async (part, { signal }) => {
      const mutations = await policyMutations(tables);
      expect(mutations.length).toBeGreaterThan(tables.length * 6);
      for (const m of mutations.filter((_, i) => i % PARTS.length === part)) {
        // What goes on after its time is up would stand in the way of the tests that follow.
        signal.throwIfAborted();
        await expectNoticed(m);
      }
    },
  );

  it.each(otherMutations().map((m) => [m.name, m] as const))('notices: %s', (_, m) => expectNoticed(m));
});
