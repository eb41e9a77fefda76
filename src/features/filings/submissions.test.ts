import { describe, expect, it } from 'vitest';
import { outsideBytes, outsideData, outsideFiles, outsideJson } from '../../../test/support/outside-data.ts';
import { readFeed } from './atom.ts';
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
});
