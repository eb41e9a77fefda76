import { beforeAll, describe, expect, it } from 'vitest';
import { makeTenant } from '../../support/tenants.ts';
import { admin } from '../../support/worker.ts';
import { catalogSql, violations } from './kit/checks.ts';
import { fill } from './kit/fill.ts';
import { MAKE_ATTEMPT, makeProbes, type Probe, probesParam, TRY_PROBES } from './kit/probes.ts';
import { readTables } from './kit/tables.ts';

let probes: Probe[];
beforeAll(async () => {
  const tables = await readTables();
  probes = await makeProbes(tables, await fill(tables, await makeTenant()), await fill(tables, await makeTenant()));
});
it('the catalog keeps tenants apart', async () => {
  const v = violations.parse(await admin.query(catalogSql)); for (const x of v) console.warn(JSON.stringify(x)); expect(v).toEqual([]);
});
it('behaviour', async () => {
  const [, rows] = await admin.transaction([admin.query(MAKE_ATTEMPT), admin.query(TRY_PROBES, [probesParam(probes)])]);
  const v = violations.parse(rows);
  console.warn(probes.length);
  for (const x of v) console.warn(JSON.stringify(x)); expect(v).toEqual([]);
});
