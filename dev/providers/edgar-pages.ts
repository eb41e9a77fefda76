import { type Filing, folderOf, partiesOf, tag } from './edgar-filing.ts';
import type { Columns, EdgarStore, Entity } from './edgar-store.ts';

const escaped = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
const bare = (cik: string): string => String(Number(cik));
const folderUrl = (cik: string, accession: string): string =>
  `https://www.sec.gov/Archives/edgar/data/${bare(cik)}/${accession.replaceAll('-', '')}`;

/** A page of www.sec.gov. */
export function htmlPage(title: string, body: string): string {
  return `<!DOCTYPE html>\n<html lang="en">\n<head><title>${escaped(title)}</title></head>\n<body>\n<h1>${escaped(title)}</h1>\n${body}\n</body>\n</html>\n`;
}

/** S3's answer for a key that is not there. */
export function noSuchKey(key: string): string {
  return `<?xml version="1.0" encoding="UTF-8"?>\n<Error><Code>NoSuchKey</Code><Message>The specified key does not exist.</Message><Key>${escaped(key)}</Key><RequestId>0000000000000000</RequestId><HostId>local</HostId></Error>`;
}

/** What the filing of a document looks like on the page of its renderer: no XML, and no place to read figures from. */
export function renderedPage(filing: Filing): string {
  const owners = filing.owners
    .map((owner) => `<p>Reporting Person: ${escaped(owner.name)}, ${escaped(owner.city)}</p>`)
    .join('\n');
  const rows = [
    ...filing.xml.matchAll(/<(?:non)?[dD]erivativeTransaction>([\s\S]*?)<\/(?:non)?[dD]erivativeTransaction>/g),
  ]
    .map(([, row = '']) => {
      const cells = [
        'securityTitle',
        'transactionDate',
        'transactionCode',
        'transactionShares',
        'transactionPricePerShare',
      ];
      return `<tr>${cells
        .map(
          (name) =>
            `<td>${escaped(
              tag(row, name)
                .replace(/<[^>]*>/g, '')
                .trim(),
            )}</td>`,
        )
        .join('')}</tr>`;
    })
    .join('\n');
  return htmlPage(
    `SEC FORM ${filing.form}`,
    `<p>Issuer: ${escaped(filing.issuer.name)} [${escaped(filing.ticker)}]</p>\n${owners}\n<table>\n${rows}\n</table>`,
  );
}

/** The complete submission text file, with the document in its `<XML>` part. */
export function submissionText(filing: Filing): string {
  const compact = filing.filed.replaceAll('-', '');
  const owners = filing.owners
    .map(
      (owner) =>
        `\nREPORTING-OWNER:\n\n\tOWNER DATA:\n\t\tCOMPANY CONFORMED NAME:\t\t\t${owner.name}\n\t\tCENTRAL INDEX KEY:\t\t\t${owner.cik}\n`,
    )
    .join('');
  return `<SEC-DOCUMENT>${filing.accession}.txt : ${compact}
<SEC-HEADER>${filing.accession}.hdr.sgml : ${compact}
ACCESSION NUMBER:\t\t${filing.accession}
CONFORMED SUBMISSION TYPE:\t${filing.form}
PUBLIC DOCUMENT COUNT:\t\t1
CONFORMED PERIOD OF REPORT:\t${filing.period.replaceAll('-', '')}
FILED AS OF DATE:\t\t${compact}
${owners}
ISSUER:

\tCOMPANY DATA:
\t\tCOMPANY CONFORMED NAME:\t\t\t${filing.issuer.name}
\t\tCENTRAL INDEX KEY:\t\t\t${filing.issuer.cik}
</SEC-HEADER>
<DOCUMENT>
<TYPE>${filing.form}
<SEQUENCE>1
<FILENAME>${filing.file}
<TEXT>
<XML>
${filing.xml.trim()}
</XML>
</TEXT>
</DOCUMENT>
</SEC-DOCUMENT>
`;
}

const FEED_HEAD = '<?xml version="1.0" encoding="ISO-8859-1" ?>\n<feed xmlns="http://www.w3.org/2005/Atom">';

/** The feed of new filings (`action=getcurrent`): one entry per filing and party, the owners first. */
export function currentFeed(filings: readonly Filing[], start: number, count: number): string {
  const entries = filings.flatMap((filing) => partiesOf(filing).map((party) => ({ filing, party })));
  const updated = `${filings[0]?.filed ?? '2026-01-01'}T18:00:00-05:00`;
  const body = entries.slice(start, start + count).map(({ filing, party }) => {
    const href = `${folderUrl(party.cik, filing.accession)}/${filing.accession}-index.htm`;
    return `<entry>
<title>${filing.form} - ${escaped(party.name)} (${party.cik}) (${party.role})</title>
<link rel="alternate" type="text/html" href="${href}"/>
<summary type="html">
 &lt;b&gt;Filed:&lt;/b&gt; ${filing.filed} &lt;b&gt;AccNo:&lt;/b&gt; ${filing.accession} &lt;b&gt;Size:&lt;/b&gt; ${Math.max(1, Math.round(filing.xml.length / 1024))} KB
</summary>
<updated>${filing.filed}T18:00:00-05:00</updated>
<category scheme="https://www.sec.gov/" label="form type" term="${filing.form}"/>
<id>urn:tag:sec.gov,2008:accession-number=${filing.accession}</id>
</entry>`;
  });
  return `${FEED_HEAD}
<title>Latest Filings</title>
<link rel="alternate" href="/cgi-bin/browse-edgar?action=getcurrent"/>
<link rel="self" href="/cgi-bin/browse-edgar?action=getcurrent"/>
<id>https://www.sec.gov/cgi-bin/browse-edgar?action=getcurrent</id>
<author><name>Webmaster</name><email>webmaster@sec.gov</email></author>
<updated>${updated}</updated>
${body.join('\n')}
</feed>
`;
}

/**
 * The company search as a feed. No hit: an empty feed. One: its name and number once, then its filings. Several: one
 * entry each, where EDGAR prints a Perl reference in place of every name, so that only the numbers can be used.
 */
export function companyFeed(
  hits: readonly Entity[],
  rows: Columns | null,
  type: string,
  start: number,
  count: number,
): string {
  const [only] = hits;
  const head = `${FEED_HEAD}\n<author><email>webmaster@sec.gov</email><name>Webmaster</name></author>`;
  if (only === undefined) return `${head}\n<title>EDGAR Company Search Results</title>\n</feed>\n`;
  const href = (cik: string): string =>
    `https://www.sec.gov/cgi-bin/browse-edgar?action=getcompany&amp;CIK=${cik}&amp;owner=include&amp;count=${count}`;
  if (hits.length > 1) {
    const entries = hits.slice(start, start + count).map(
      ({ cik, state }, at) => `<entry title="ARRAY(0x55abb3cf8d${String(at).padStart(2, '0')})">
<content type="text/xml">
<company-info name="ARRAY(0x55abb3dbdb${String(at).padStart(2, '0')})">
<cik>${cik}</cik>
<cik-href>${href(cik)}</cik-href>
<state>${escaped(state)}</state>
</company-info>
</content>
<id>urn:tag:www.sec.gov:cik=${cik}</id>
</entry>`,
    );
    return `${head}\n<title>EDGAR Company Search Results</title>\n${entries.join('\n')}\n</feed>\n`;
  }
  const forms = rows?.form ?? [];
  const wanted = forms.flatMap((form, at) => (form.startsWith(type) ? [at] : [])).slice(start, start + count);
  const entries = wanted.map((at) => {
    const accession = rows?.accessionNumber[at] ?? '';
    const filed = rows?.filingDate[at] ?? '';
    const page = `${folderUrl(only.cik, accession)}/${accession}-index.htm`;
    return `<entry>
<category label="form type" scheme="https://www.sec.gov/" term="${escaped(forms[at] ?? '')}" />
<content type="text/xml">
<accession-number>${accession}</accession-number>
<filing-date>${filed}</filing-date>
<filing-href>${page}</filing-href>
<filing-type>${escaped(forms[at] ?? '')}</filing-type>
</content>
<id>urn:tag:sec.gov,2008:accession-number=${accession}</id>
<link href="${page}" rel="alternate" type="text/html" />
<title>${escaped(forms[at] ?? '')}</title>
<updated>${filed}T18:00:00-05:00</updated>
</entry>`;
  });
  return `${head}
<company-info>
<cik>${only.cik}</cik>
<cik-href>${href(only.cik)}</cik-href>
<conformed-name>${escaped(only.name)}</conformed-name>
<state-location>${escaped(only.state)}</state-location>
</company-info>
<title>${escaped(only.name)}  (${only.cik})</title>
${entries.join('\n')}
</feed>
`;
}

/** The company search as a page: unlike the feed it carries the names. */
export function companyPage(hits: readonly Entity[]): string {
  if (hits.length === 0) return htmlPage('EDGAR Company Search', '<p>No matching companies.</p>');
  const rows = hits.map(
    ({ cik, name, state }) =>
      `<tr><td><a href="/cgi-bin/browse-edgar?action=getcompany&amp;CIK=${cik}">${cik}</a></td><td>${escaped(name)}</td><td>${escaped(state)}</td></tr>`,
  );
  return htmlPage('EDGAR Company Search', `<table class="tableFile2">\n${rows.join('\n')}\n</table>`);
}

/** The columns of a submissions page for these filings, newest first as they come. */
export function columnsOf(filings: readonly Filing[]): Columns {
  const each = <T>(pick: (filing: Filing) => T): T[] => filings.map(pick);
  return {
    accessionNumber: each(({ accession }) => accession),
    filingDate: each(({ filed }) => filed),
    reportDate: each(({ period }) => period),
    acceptanceDateTime: each(({ filed }) => `${filed}T22:00:00.000Z`),
    act: each(() => '34'),
    form: each(({ form }) => form),
    fileNumber: each(() => ''),
    filmNumber: each(() => ''),
    items: each(() => ''),
    core_type: each(({ form }) => form),
    size: each(({ xml }) => xml.length),
    isXBRL: each(() => 0),
    isInlineXBRL: each(() => 0),
    isXBRLNumeric: each(() => 0),
    primaryDocument: each(({ renderer, file }) => `${renderer}/${file}`),
    primaryDocDescription: each(({ form }) => `FORM ${form}`),
  };
}

/** Rows of `recent`: a thousand at the SEC, few enough here that small histories have a second page too. */
const RECENT_ROWS = 12;
const olderName = (cik: string): string => `CIK${cik}-submissions-001.json`;

/** An older page, by its name: its columns stand at the top. Null where there is none. */
export function olderPage(store: EdgarStore, name: string): Columns | null {
  const cik = /^CIK(\d{10})-submissions-001\.json$/.exec(name)?.[1];
  const older = cik === undefined ? [] : store.filingsOf(cik).slice(RECENT_ROWS);
  return older.length > 0 ? columnsOf(older) : null;
}

/** `/submissions/CIK##########.json` for somebody of whom only documents are known. */
export function submissionsOf(store: EdgarStore, entity: Entity): Record<string, unknown> {
  const filings = store.filingsOf(entity.cik);
  const owns = filings.some(({ owners }) => owners.some(({ cik }) => cik === entity.cik));
  const issues = filings.some(({ issuer }) => issuer.cik === entity.cik);
  const address = {
    street1: null,
    street2: null,
    city: entity.city || null,
    stateOrCountry: entity.state || null,
    zipCode: null,
    stateOrCountryDescription: entity.state || null,
    isForeignLocation: 0,
    foreignStateTerritory: null,
    country: null,
    countryCode: null,
  };
  return {
    cik: entity.cik,
    entityType: issues ? 'operating' : 'other',
    sic: '',
    sicDescription: '',
    ownerOrg: '',
    insiderTransactionForOwnerExists: owns ? 1 : 0,
    insiderTransactionForIssuerExists: issues ? 1 : 0,
    name: entity.name,
    tickers: issues ? entity.tickers : [],
    exchanges: issues ? entity.tickers.map(() => 'NYSE') : [],
    ein: null,
    lei: null,
    description: '',
    website: '',
    investorWebsite: '',
    category: '',
    fiscalYearEnd: issues ? '1231' : null,
    stateOfIncorporation: '',
    stateOfIncorporationDescription: '',
    addresses: { mailing: address, business: address },
    phone: null,
    flags: '',
    formerNames: [],
    filings: {
      recent: columnsOf(filings.slice(0, RECENT_ROWS)),
      files:
        filings.length > RECENT_ROWS
          ? [
              {
                name: olderName(entity.cik),
                filingCount: filings.length - RECENT_ROWS,
                filingFrom: filings.at(-1)?.filed,
                filingTo: filings[RECENT_ROWS]?.filed,
              },
            ]
          : [],
    },
  };
}

/** `index.json` of a filing's folder. */
export function folderIndex(cik: string, filing: Filing): Record<string, unknown> {
  const item = (name: string, size: number): Record<string, string> => ({
    'last-modified': `${filing.filed} 18:00:00`,
    name,
    type: 'text.gif',
    size: String(size),
  });
  return {
    directory: {
      item: [item(`${filing.accession}.txt`, 0), item(filing.file, filing.xml.length)],
      name: `/Archives/edgar/data/${bare(cik)}/${folderOf(filing)}`,
      'parent-dir': `/Archives/edgar/data/${bare(cik)}`,
    },
  };
}

/** `<accession>-index.htm`: the documents of a filing with links. */
export function filingIndex(cik: string, filing: Filing): string {
  const base = `/Archives/edgar/data/${bare(cik)}/${folderOf(filing)}`;
  const links = [`${filing.renderer}/${filing.file}`, filing.file, `${filing.accession}.txt`];
  const rows = links.map(
    (name) =>
      `<tr><td><a href="${base}/${name}">${escaped(name.split('/').at(-1) ?? name)}</a></td><td>${filing.form}</td></tr>`,
  );
  return htmlPage(
    `EDGAR Filing Documents for ${filing.accession}`,
    `<table class="tableFile">\n${rows.join('\n')}\n</table>`,
  );
}
