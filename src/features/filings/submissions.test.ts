import { existsSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import {
  outsideBytes,
  outsideData,
  outsideFiles,
  outsideJson,
  outsidePath,
} from '../../../test/support/outside-data.ts';
import { readFeed } from './atom.ts';
import { edgarClient } from './edgar-client.ts';
import { readPage, readSubmissions } from './submissions.ts';

describe('a list of filings', () => {
  const rows = [
    ['0000000007-26-000001', '2026-01-02', '4', 'xslF345X05/a.xml'],
    ['0000000007-26-000002', '2026-01-02', '4/A', 'xslF345X05/b.xml'],
    ['0000000007-26-000003', '2026-01-02', '144', 'xsl144X01/c.xml'],
    ['0000000007-26-000004', '2026-01-02', '4', '../../secret.xml'],
    ['nonsense', '2026-01-02', '4', 'd.xml'],
    ['0000000007-26-000005', '2026-01-02', '3', 'e.xml'],
    ['0000000007-26-000006', '2001-01-02', '4', ''],
    ['0000000007-26-000007', 'today', '4', 'f.xml'],
  ];
  const column = (at: number) => rows.map((row) => row[at] ?? '');
  const columns = { accessionNumber: column(0), filingDate: column(1), form: column(2), primaryDocument: column(3) };
  const paths = ['a', 'b'].map((name, at) => `/Archives/edgar/data/7/00000000072600000${at + 1}/${name}.xml`);
  const expected = [...paths, '/Archives/edgar/data/7/000000000726000005/e.xml'];

  it('drops the folder that serves a page, forms that are none, and paths that lead elsewhere', () => {
    const listed = readSubmissions('0000000007', { name: 'x', filings: { recent: columns } });
    expect(listed?.refs.map(({ path }) => path)).toEqual(expected);
    expect(readPage('0000000007', columns)?.map(({ path }) => path)).toEqual(expected);
  });
  it('names further pages of its own alone', () => {
    const files = [
      'CIK0000000007-submissions-001.json',
      'CIK0000000008-submissions-001.json',
      '../CIK0000000007-submissions-x.json',
    ];
    const listed = readSubmissions('0000000007', {
      name: 'x',
      filings: { recent: columns, files: files.map((name) => ({ name })) },
    });
    expect(listed?.pages).toEqual(files.slice(0, 1));
  });
  it.each([null, {}, { name: 'x' }, { name: 'x', filings: {} }])('is not %j', (value) =>
    expect([readSubmissions('0000000007', value), readPage('0000000007', value)]).toEqual([undefined, undefined]),
  );
});

describe('the feed of new filings', () => {
  const entry = (title: string, folder: string) => `<entry><title>${title}</title>
<link rel="alternate" type="text/html" href="https://www.sec.gov/Archives/edgar/data/${folder}/000000000726000001/0000000007-26-000001-index.htm"/>
<summary type="html"> &lt;b&gt;Filed:&lt;/b&gt; 2026-05-12 &lt;b&gt;AccNo:&lt;/b&gt; x</summary></entry>`;
  it('gives a filing once, with all who filed it', () => {
    const feed = `<feed>${entry('4/A - Vale Maren (0000000007) (Reporting)', '7')}${entry('4/A - Vale (Trust) (0000000008) (Reporting)', '8')}${entry('4/A - LARCH (0000000071) (Issuer)', '71')}${entry('424B2 - BANK (0000000009) (Filer)', '9')}</feed>\n`;
    expect(readFeed(feed)).toEqual([
      {
        accession: '0000000007-26-000001',
        form: '4/A',
        filedOn: '2026-05-12',
        owners: ['0000000007', '0000000008'],
        folder: '/Archives/edgar/data/7/000000000726000001',
      },
    ]);
    expect(readFeed(feed.slice(0, -9))).toBeUndefined();
    expect(readFeed('<html>File Unavailable</html>')).toBeUndefined();
  });
});

describe.runIf(outsideData('what EDGAR was recorded to say'))('what EDGAR was recorded to say', () => {
  const text = (name: string) => new TextDecoder().decode(outsideBytes(`edgar/${name}`));
  it('is a feed whose every ownership filing has an owner', () => {
    const found = readFeed(text('atom/getcurrent-type4-start0.atom.xml'));
    expect(found?.length).toBeGreaterThan(10);
    for (const one of found ?? []) expect(one.owners.length, one.accession).toBeGreaterThan(0);
    expect(readFeed(text('atom/getcurrent-type4-start5100.unavailable.html'))).toBeUndefined();
  });
  it('are lists whose ownership filings all have a place', () => {
    for (const name of outsideFiles('edgar/submissions').filter((one) =>
      /^CIK\d{10}(-submissions-\d{3})?\.json$/.test(one),
    )) {
      const cik = name.slice(3, 13);
      const value = outsideJson(`edgar/submissions/${name}`);
      const refs = name.includes('-submissions-') ? readPage(cik, value) : readSubmissions(cik, value)?.refs;
      expect([name, refs]).toEqual([name, expect.any(Array)]);
    }
  });
  it('is answered to our client, with every further page that the list names', async () => {
    const recorded = z
      .array(
        z.object({
          url: z.string(),
          status: z.object({ code: z.number() }),
          headers: z.record(z.string(), z.array(z.string())),
          file: z.string(),
        }),
      )
      .parse(outsideJson('edgar/http/sec-submissions-responses.json'))
      .map((one) => ({ ...one, file: `edgar/${one.file.replace('public/', '')}` }))
      // Some bodies were kept apart from their headers.
      .filter(({ file }) => existsSync(outsidePath(file)));
    const byUrl = new Map(recorded.map((one) => [one.url, one]));
    const asked: string[] = [];
    const settings = { EDGAR_USER_AGENT: 'a b@c.example', EDGAR_DATA_URL: 'https://data.sec.gov', EDGAR_WWW_URL: '' };
    const client = edgarClient(settings, Date.now() + 60_000, async (url) => {
      asked.push(url);
      const { status, headers, file } = byUrl.get(url) ?? { status: { code: 404 }, headers: {}, file: undefined };
      const text = file ? new TextDecoder().decode(outsideBytes(file)) : '';
      const flat = Object.entries(headers).map(([name, [value = '']]): [string, string] => [name, value]);
      return { kind: 'answer', answer: { status: status.code, headers: new Headers(flat), text } };
    });
    let [lists, pages] = [0, 0];
    for (const { url, status } of recorded) {
      const cik = /CIK(\d{10})\.json$/.exec(url)?.[1];
      if (cik === undefined) continue;
      const listed = await client.submissions(cik);
      expect([url, listed === undefined]).toEqual([url, status.code === 404]);
      lists += 1;
      for (const page of listed?.pages ?? []) {
        const older = await client.page(cik, page);
        if (!byUrl.has(asked.at(-1) ?? '')) continue;
        pages += 1;
        const known = new Set(listed?.refs.map(({ accession }) => accession));
        expect(older).toEqual(expect.any(Array));
        for (const { accession, path } of older ?? []) {
          expect(known.has(accession), `${accession} stands on two pages`).toBe(false);
          expect(path).toContain(`/${Number(cik)}/${accession.replaceAll('-', '')}/`);
        }
      }
    }
    expect(lists).toBeGreaterThan(15);
    expect(pages).toBeGreaterThan(2);
    // A number that nobody has is answered by 404 and XML.
    const missing = recorded.find(({ status }) => status.code === 404);
    expect(missing?.headers['content-type']).toEqual(['application/xml']);
  });
});
