import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { parseCsv } from './parse.ts';

const dir = mkdtempSync(join(tmpdir(), 'edgewise-csv-'));
after(() => rmSync(dir, { recursive: true, force: true }));

const parse = async (content: string | Uint8Array) => {
  const path = join(dir, 'people.csv');
  writeFileSync(path, content);
  const lines: Record<string, unknown>[] = [];
  const whole = await parseCsv(path, (line) => lines.push(JSON.parse(line)));
  return { whole, lines, of: (type: string) => lines.filter((line) => line.type === type) };
};

test('a file is told line by line: how it is read, its rows, what is refused, and the sums', async () => {
  const { whole, of } = await parse('Name;E-mail\r\nAna;ana@acme.example\r\nBo;b@acme.example;c;d\r\n"Cy;Jr";\r\n');
  assert.equal(whole, true);
  const [file] = of('file');
  assert.deepEqual(
    [file?.encoding, file?.delimiter, file?.newline, file?.header],
    ['utf-8', ';', '\r\n', ['Name', 'E-mail']],
  );
  assert.deepEqual(of('row'), [
    { type: 'row', row: 2, cells: ['Ana', 'ana@acme.example'] },
    { type: 'row', row: 4, cells: ['Cy;Jr', ''] },
  ]);
  assert.deepEqual(
    of('problem').map(({ kind, row, message }) => [kind, row, message]),
    [['refused', 3, '2 cells more than the header has columns']],
  );
  assert.deepEqual(of('end'), [{ type: 'end', rows: 2, refused: 1, nuls: 0, replaced: 0 }]);
});

test('other encodings are named and read', async () => {
  const { of } = await parse(Buffer.from('Name,City\nJos\xe9,M\xe1laga\n', 'latin1'));
  assert.equal(of('file')[0]?.encoding, 'windows-1252');
  assert.deepEqual(of('row')[0]?.cells, ['José', 'Málaga']);
});

test('a file that is refused says why, in a line of its own', async () => {
  for (const [content, code] of [
    ['', 'invalid_file'],
    [Buffer.from('PK\u0003\u0004workbook', 'latin1'), 'invalid_file'],
  ] as const) {
    const { whole, lines } = await parse(content);
    assert.equal(whole, false);
    assert.deepEqual(
      lines.map(({ type, code: said }) => [type, said]),
      [['error', code]],
    );
  }
  let line = '';
  assert.equal(await parseCsv(join(dir, 'missing.csv'), (text) => (line = text)), false);
  assert.match(line, /unreadable_file.*ENOENT/);
});
