/** Real exports and lists of people, as others publish them, go in through the running product. */
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { after, before, describe, test } from 'node:test';
import { gunzipSync } from 'node:zlib';
import type { ImportState } from '../../src/features/imports/contract.ts';
import { outsideData, outsidePath } from '../support/outside-data.ts';
import { eventually, signIn, startProduct } from './support.ts';

const present = outsideData('the running product');
/** Files that are made to be refused in part, and how many rows of them are. */
const REFUSED: Record<string, number> = { 'edge-ragged.csv': 2, 'edge-long-field.csv': 1, 'hurun-2025.csv.gz': 3 };

describe('files of others', { skip: present ? false : 'there are none beside the project' }, () => {
  let stack: Awaited<ReturnType<typeof startProduct>>;
  before(async () => {
    stack = await startProduct();
  });
  after(async () => {
    assert.deepEqual(await stack?.stop(), []);
  });

  const files = present
    ? ['csv/exports', 'people'].flatMap((folder) =>
        readdirSync(outsidePath(folder))
          .filter((name) => /\.csv(\.gz)?$/.test(name))
          .map((name) => ({ name, path: outsidePath(`${folder}/${name}`) })),
      )
    : [];

  test('all go in, and every row of them is counted', async () => {
    const api = await signIn(stack.port, 'globex.localhost', 'oscar@globex.example');
    assert.ok(files.length >= 15);
    for (const { name, path } of files) {
      const raw = readFileSync(path);
      const { id } = await api<{ id: string }>(`/api/v1/imports?name=${encodeURIComponent(name)}`, {
        method: 'POST',
        headers: { 'content-type': 'text/csv' },
        body: name.endsWith('.gz') ? gunzipSync(raw) : raw,
      });
      const state = await eventually(
        () => api<ImportState>(`/api/v1/imports/${id}`),
        (s) => s.finishedAt !== null,
        60_000,
      );
      const { read, created, updated, unchanged, refused } = state.rows;
      assert.equal(state.status, 'done', `${name}: ${state.error?.message}`);
      assert.equal(read, created + updated + unchanged + refused, name);
      assert.ok(read > 0, name);
      assert.ok(refused <= (REFUSED[name] ?? 0), `${name}: ${refused} refused`);
    }
  });
});
