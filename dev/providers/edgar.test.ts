import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { test } from 'node:test';
import * as z from 'zod';
import type { Providers } from './server.ts';
import { at, call, hasShared, type Json, KEYS, listAt, type Reply, SHARED, textAt, withProviders } from './support.ts';

const get = (url: string, path: string, headers: Record<string, string> = KEYS.edgar): Promise<Reply> =>
  call(`${url}${path}`, { headers });
const hints = async (url: string, typed: string): Promise<Json[]> =>
  listAt((await get(url, `/edgar-efts/LATEST/search-index?keysTyped=${encodeURIComponent(typed)}`)).body, 'hits.hits');
const company = (url: string, name: string): Promise<Reply> =>
  get(
    url,
    `/edgar-www/cgi-bin/browse-edgar?action=getcompany&company=${encodeURIComponent(name)}&type=4&owner=include&output=atom`,
  );
const dataDir = resolve(SHARED, 'edgar');
const withReal = (use: (providers: Providers) => Promise<void>): Promise<void> =>
  withProviders(
    async (providers) => {
      providers.setLimit({ provider: 'edgar', off: true });
      await use(providers);
    },
    { dataDir },
  );

test('a User-Agent without a contact is 403 with a page, on every host', () =>
  withProviders(async ({ url }) => {
    for (const path of [
      '/edgar-data/submissions/CIK0009900001.json',
      '/edgar-www/files/company_tickers.json',
      '/edgar-efts/LATEST/search-index?keysTyped=a',
    ]) {
      const reply = await get(url, path, { 'user-agent': 'node' });
      assert.equal(reply.status, 403);
      assert.match(reply.headers.get('content-type') ?? '', /^text\/html/);
      assert.match(reply.text, /Undeclared Automated Tool/);
      assert.equal((await get(url, path)).status, 200);
    }
  }));

test('what is not there is 404 with the XML of the store', () =>
  withProviders(async (providers) => {
    const paths = [
      '/edgar-data/submissions/CIK0000000001.json',
      '/edgar-data/submissions/CIK-000000001.json',
      '/edgar-data/submissions/..%2F..%2Fserver.ts',
      '/edgar-data/submissions/CIK0009900001-submissions-001.json',
      '/edgar-www/Archives/edgar/data/9900001/000990000126000003/other.xml',
      '/edgar-www/Archives/edgar/data/9900002/000990000126000003/form4.xml',
    ];
    for (const path of paths) {
      const reply = await get(providers.url, path);
      assert.equal(reply.status, 404, path);
      assert.match(reply.headers.get('content-type') ?? '', /^application\/xml/);
      assert.match(reply.text, /<Error><Code>NoSuchKey<\/Code>/);
    }
    assert.deepEqual(new Set(providers.calls().map(({ billed }) => billed.kind)), new Set(['free']));
  }));

test('own fixtures: from a name to the figures in the document', () =>
  withProviders(async ({ url }) => {
    const [hit] = await hints(url, 'adrienne marlowe');
    assert.equal(textAt(hit ?? null, '_source.entity'), 'Marlowe Adrienne K');
    const cik = textAt(hit ?? null, '_id');
    const { body } = await get(url, `/edgar-data/submissions/CIK${cik.padStart(10, '0')}.json`);
    const recent = at(body, 'filings.recent');
    assert.deepEqual(at(recent, 'form'), ['4', '4', '3']);
    const accession = textAt(recent, 'accessionNumber.1');
    const rendered = textAt(recent, 'primaryDocument.1');
    const folder = `/edgar-www/Archives/edgar/data/${cik}/${accession.replaceAll('-', '')}`;
    const page = await get(url, `${folder}/${rendered}`);
    assert.match(page.headers.get('content-type') ?? '', /^text\/html/);
    assert.equal(page.text.includes('ownershipDocument'), false);
    const xml = await get(url, `${folder}/${rendered.replace(/^xsl[^/]*\//, '')}`);
    assert.match(
      xml.text,
      /^<\?xml[\s\S]*<rptOwnerName>Marlowe Adrienne K<\/rptOwnerName>[\s\S]*<value>41\.27<\/value>/,
    );
    assert.match(
      (await get(url, `${folder}/${accession}.txt`)).text,
      /^<SEC-DOCUMENT>[\s\S]*<XML>[\s\S]*<ownershipDocument>/,
    );
    assert.match((await get(url, `/edgar-www/Archives/edgar/data/${cik}/${accession}.txt`)).text, /^<SEC-DOCUMENT>/);
    assert.match((await get(url, `${folder}/${accession}-index.htm`)).text, /form4\.xml/);
    assert.equal(textAt((await get(url, `${folder}/index.json`)).body, 'directory.item.1.name'), 'form4.xml');
    const byIssuer = await get(
      url,
      `/edgar-www/Archives/edgar/data/9900101/${accession.replaceAll('-', '')}/form4.xml`,
    );
    assert.equal(byIssuer.text, xml.text);
  }));

test('a filer without a stored list gets one made of its documents, joint owners each', () =>
  withProviders(async ({ url }) => {
    for (const [cik, name] of [
      ['0009900003', 'Brightwater Helena J'],
      ['0009900004', 'Brightwater Family Trust'],
    ]) {
      const { body } = await get(url, `/edgar-data/submissions/CIK${cik}.json`);
      assert.equal(textAt(body, 'name'), name);
      assert.deepEqual(at(body, 'filings.recent.reportDate'), ['2026-07-21']);
      assert.match(textAt(body, 'filings.recent.primaryDocument.0'), /^xslF345X06\/ownership\.xml$/);
    }
    const issuer = await get(url, '/edgar-data/submissions/CIK0009900102.json');
    assert.deepEqual(at(issuer.body, 'tickers'), ['PGHC']);
    assert.equal(at(issuer.body, 'insiderTransactionForIssuerExists'), 1);
  }));

test('company search as a feed: one hit with name, several with numbers only, none empty', () =>
  withProviders(async ({ url }) => {
    const one = await company(url, 'marlowe');
    assert.match(one.text, /<conformed-name>Marlowe Adrienne K<\/conformed-name>/);
    assert.equal(one.text.match(/<accession-number>/g)?.length, 2);
    const several = await company(url, 'brightwater');
    assert.deepEqual(several.text.match(/<cik>\d{10}<\/cik>/g)?.sort(), [
      '<cik>0009900003</cik>',
      '<cik>0009900004</cik>',
    ]);
    assert.match(several.text, /company-info name="ARRAY\(0x/);
    assert.equal(several.text.includes('Brightwater'), false);
    const none = await company(url, 'nobody at all');
    assert.equal(none.status, 200);
    assert.equal(none.text.includes('<cik>'), false);
    assert.equal((await company(url, 'Adrienne')).text.includes('<cik>'), false, 'names begin with the family name');
    const page = await get(url, '/edgar-www/cgi-bin/browse-edgar?action=getcompany&company=brightwater');
    assert.match(page.text, /Brightwater Helena J/);
    const byTicker = await get(url, '/edgar-www/cgi-bin/browse-edgar?action=getcompany&CIK=nqrb&output=atom');
    assert.match(byTicker.text, /<cik>0009900101<\/cik>/);
  }));

test('unknown names and empty typing give no hints; filing search finds by owner and form', () =>
  withProviders(async ({ url }) => {
    assert.deepEqual(await hints(url, 'Nobody Atall'), []);
    assert.deepEqual(await hints(url, '   '), []);
    const posted = await call(`${url}/edgar-efts/LATEST/search-index`, {
      headers: KEYS.edgar,
      body: { keysTyped: 'osei' },
    });
    assert.equal(textAt(posted.body, 'hits.hits.0._source.entity'), 'Osei-Tandoh Kwabena');
    const filings = await get(url, '/edgar-efts/LATEST/search-index?q=%22Marlowe%20Adrienne%22&forms=4');
    assert.equal(at(filings.body, 'hits.total.value'), 2);
    assert.match(
      textAt(filings.body, 'hits.hits.0._source.display_names.0'),
      /^Marlowe Adrienne K {2}\(CIK 0009900001\)$/,
    );
    assert.equal(
      at((await get(url, '/edgar-efts/LATEST/search-index?ciks=9900001&forms=3')).body, 'hits.total.value'),
      1,
    );
  }));

test('the feed of new filings: newest first, an entry per party, pages, and an error page far out', () =>
  withProviders(async ({ url }) => {
    const feed = (query: string): Promise<Reply> =>
      get(url, `/edgar-www/cgi-bin/browse-edgar?action=getcurrent&output=atom&${query}`);
    const all = (await feed('type=4')).text;
    assert.equal(all.match(/<entry>/g)?.length, 9);
    assert.match(all, /<title>4 - Marlowe Adrienne K \(0009900001\) \(Reporting\)<\/title>/);
    assert.ok(all.indexOf('0009900001-26-000007') < all.indexOf('0009900003-26-000004'));
    assert.equal((await feed('type=4&start=8&count=5')).text.match(/<entry>/g)?.length, 1);
    assert.equal((await feed('type=3')).text.match(/<entry>/g)?.length, 2);
    assert.match((await feed('type=4&start=5100')).text, /File Unavailable/);
  }));

test('what is filed stands in the feed, the archive and the list of its owner, whose older rows are a page of their own', () =>
  withProviders(async ({ url }) => {
    const xml = (day: number) =>
      `<ownershipDocument><schemaVersion>X0508</schemaVersion><documentType>4</documentType><periodOfReport>2026-01-${day}</periodOfReport><issuer><issuerCik>0009900001</issuerCik><issuerName>New Quarry</issuerName><issuerTradingSymbol>NQRB</issuerTradingSymbol></issuer><reportingOwner><reportingOwnerId><rptOwnerCik>0009977777</rptOwnerCik><rptOwnerName>Stone Ada</rptOwnerName></reportingOwnerId></reportingOwner></ownershipDocument>`;
    const put = (day: number) =>
      call(`${url}/_control/edgar/filings`, {
        body: { xml: xml(day), accession: `0009977777-26-0000${day}`, filed: `2026-01-${day}` },
      });
    for (let day = 10; day < 24; day += 1) assert.equal((await put(day)).status, 200);
    assert.equal((await put(23)).status, 400);
    const feed = (await get(url, '/edgar-www/cgi-bin/browse-edgar?action=getcurrent&owner=only&output=atom')).text;
    assert.match(feed, /<entry>\n<title>4 - Stone Ada \(0009977777\) \(Reporting\)/);
    const folder = '/edgar-www/Archives/edgar/data/9977777/000997777726000023';
    assert.match((await get(url, `${folder}/0009977777-26-000023.txt`)).text, /<rptOwnerName>Stone Ada/);
    const { body } = await get(url, '/edgar-data/submissions/CIK0009977777.json');
    assert.equal(listAt(body, 'filings.recent.form').length, 12);
    const older = await get(url, `/edgar-data/submissions/${textAt(body, 'filings.files.0.name')}`);
    assert.deepEqual(listAt(older.body, 'filingDate'), ['2026-01-11', '2026-01-10']);
  }));

if (hasShared('edgar/ownership')) {
  test('real insiders are found by name, and every document of their list can be read', () =>
    withReal(async ({ url }) => {
      for (const [typed, name, cik] of [
        ['Reid Hoffman', 'Hoffman Reid', '0001519339'],
        ['Peter Thiel', 'THIEL PETER', '0001211060'],
        ['Max Levchin', 'Levchin Max R', '0001539853'],
      ] as const) {
        const [hit] = await hints(url, typed);
        assert.equal(textAt(hit ?? null, '_source.entity'), name);
        assert.equal(textAt(hit ?? null, '_id').padStart(10, '0'), cik);
        const { body } = await get(url, `/edgar-data/submissions/CIK${cik}.json`);
        const recent = at(body, 'filings.recent');
        const documents = listAt(recent, 'primaryDocument');
        assert.ok(documents.length > 5, `${name}: ${documents.length}`);
        for (const [row, document] of documents.entries()) {
          const folder = textAt(recent, `accessionNumber.${row}`).replaceAll('-', '');
          const file = String(document).split('/').at(-1);
          const xml = await get(url, `/edgar-www/Archives/edgar/data/${Number(cik)}/${folder}/${file}`);
          assert.equal(xml.status, 200, `${name} ${folder} ${file}`);
          assert.ok(xml.text.includes(cik), `${folder} does not name ${cik}`);
        }
      }
    }));

  test('real lists are served as they are, and documents they name lie where they say', () =>
    withReal(async ({ url }) => {
      const file = readFileSync(join(dataDir, 'submissions/CIK0001771340.json'), 'utf8');
      const reply = await get(url, '/edgar-data/submissions/CIK0001771340.json');
      assert.equal(reply.text, file);
      assert.equal((await get(url, '/edgar-data/submissions/CIK0000320193-submissions-001.json')).status, 200);
      const recent = at(reply.body, 'filings.recent');
      const row = listAt(recent, 'reportDate').findIndex(
        (date, index) => date === '2025-09-05' && listAt(recent, 'form')[index] === '4',
      );
      assert.notEqual(row, -1);
      const folder = textAt(recent, `accessionNumber.${row}`).replaceAll('-', '');
      const document = textAt(recent, `primaryDocument.${row}`).split('/').at(-1);
      const xml = await get(url, `/edgar-www/Archives/edgar/data/1771340/${folder}/${document}`);
      assert.match(xml.text, /<rptOwnerName>Taneja Vaibhav<\/rptOwnerName>/);
    }));

  test('the ticker map is the real one and the own issuers', () =>
    withReal(async ({ url }) => {
      const { body } = await get(url, '/edgar-www/files/company_tickers.json');
      const tickers = Object.values(body ?? {}).map((row) => textAt(row, 'ticker'));
      for (const ticker of ['MSFT', 'AAPL', 'NQRB']) assert.ok(tickers.includes(ticker), ticker);
    }));
}

if (hasShared('edgar/http')) {
  /** What follows from the machine that answers and from the moment, and not from the question. */
  const ITS_OWN =
    /^(date|connection|vary|content-length|strict-transport-security|x-amz(n)?-.*|cache-control|expires|pragma)$/;
  test('lists are answered with the status, the headers and the body that were recorded of EDGAR', () =>
    withReal(async ({ url }) => {
      const recorded = z
        .array(
          z.object({
            url: z.string(),
            status: z.object({ code: z.number() }),
            headers: z.record(z.string(), z.array(z.string())),
            file: z.string(),
          }),
        )
        .parse(JSON.parse(readFileSync(resolve(dataDir, 'http/sec-submissions-responses.json'), 'utf8')));
      let compared = 0;
      for (const { url: asked, status, headers, file } of recorded) {
        const stored = resolve(dataDir, file.replace('public/', ''));
        // The emulator serves what lies under the plain name of a list.
        if (!existsSync(stored) || (status.code === 200 && !stored.endsWith(new URL(asked).pathname))) continue;
        const answer = await get(url, `/edgar-data${new URL(asked).pathname}`);
        assert.equal(answer.status, status.code, asked);
        for (const [name, [value]] of Object.entries(headers))
          if (!ITS_OWN.test(name.toLowerCase())) assert.equal(answer.headers.get(name), value, `${asked}: ${name}`);
        assert.ok(answer.headers.has('x-amzn-requestid') || status.code !== 200, asked);
        if (status.code === 200) assert.equal(answer.text, readFileSync(stored, 'utf8'), asked);
        else assert.match(answer.text, /<Error><Code>NoSuchKey<\/Code>/);
        compared += 1;
      }
      assert.ok(compared > 15, `${compared}`);
    }));
}
