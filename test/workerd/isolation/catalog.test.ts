import { expect, it } from 'vitest';
import { admin } from '../../support/worker.ts';
import { catalogSql, violations } from './kit/checks.ts';

it('the catalog keeps tenants apart', async () => {
  const v = violations.parse(await admin.query(catalogSql)); for (const x of v) console.warn(JSON.stringify(x)); expect(v).toEqual([]);
});
