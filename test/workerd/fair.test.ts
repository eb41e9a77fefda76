import { expect, it } from 'vitest';
import type { ImportState } from '../../src/features/imports/contract.ts';
import { csvForm, eventually, importCsv } from '../support/imports.ts';
import { makeMember, makeTenant } from '../support/tenants.ts';

/** More rows than a quick machine writes within one worker's turn. */
const LARGE = 32_000;

const people = (n: number, domain: string) =>
  `Name,Email\n${Array.from({ length: n }, (_, i) => `Person ${i},p${i}@${domain}`).join('\n')}\n`;

it('a workspace’s large import does not keep another’s small one until it has ended', async () => {
  const [large, small] = [await makeMember(await makeTenant()), await makeMember(await makeTenant())];
  const { id } = await large.json<{ id: string }>('/api/v1/imports', {
    method: 'POST',
    body: csvForm(people(LARGE, 'large.example')),
  });
  const done = await importCsv(small, people(20, 'small.example'));
  expect(done.rows.created).toBe(20);
  const meanwhile = await large.json<ImportState>(`/api/v1/imports/${id}`);
  expect(meanwhile.finishedAt, 'the large one still runs').toBeNull();
  const end = await eventually(
    () => large.json<ImportState>(`/api/v1/imports/${id}`),
    (s) => s.finishedAt !== null,
    90_000,
  );
  expect(end.rows).toMatchObject({ read: LARGE, created: LARGE });
}, 120_000);
