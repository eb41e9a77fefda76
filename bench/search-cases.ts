/** What is searched for. Each case has several questions of its kind, so that its figures are not those of one word. */
import type pg from 'pg';

export interface SearchCase {
  readonly name: string;
  /** Query strings of GET /api/v1/prospects. */
  readonly queries: readonly string[];
}

const q = (words: readonly string[]): string[] => words.map((word) => `q=${encodeURIComponent(word)}`);

const daysAgo = (days: number): string => new Date(Date.now() - days * 86_400_000).toISOString().slice(0, 10);

const CASES: readonly SearchCase[] = [
  { name: 'nothing asked', queries: ['', 'sort=name', 'sort=updated'] },
  { name: 'rare word', queries: q(['einert', 'bultmann', 'soboll', 'swillims', 'rockmeier', 'wachenbrunner']) },
  { name: 'common word', queries: q(['chicago', 'boston', 'venture', 'finance']) },
  { name: 'very common word', queries: q(['director', 'united states']) },
  { name: 'two words', queries: q(['boston director', 'chicago finance', 'schmidt berlin', 'weber investment']) },
  { name: 'two common words', queries: q(['director example', 'united vice']) },
  { name: 'nothing found', queries: q(['qqzzxx', 'xvqzzk', 'jjqqyy']) },
  { name: 'two letters', queries: q(['jo', 'mc', 'zu']) },
  { name: 'one letter', queries: q(['a', 'x']) },
  { name: 'country', queries: ['country=United%20States', 'country=Germany'] },
  { name: 'industry', queries: ['industry=Software', 'industry=Real%20Estate'] },
  { name: 'seniority', queries: ['seniority=director', 'seniority=founder'] },
  { name: 'tag', queries: ['tag=newsletter', 'tag=gala%202025'] },
  { name: 'whole company', queries: ['company=%22Hills%20Private%20Bank%22', 'company=%22Westmark%20Systems%22'] },
  { name: 'part of a company', queries: ['company=equity%20partners', 'company=hills'] },
  { name: 'part of a title', queries: ['title=chief', 'title=treasury'] },
  { name: 'part of a place', queries: ['location=berlin', 'location=california'] },
  {
    name: 'word and filters',
    queries: ['q=chicago&seniority=vp&industry=Software', 'q=partner&country=Germany&tag=newsletter'],
  },
  {
    name: 'filters only',
    queries: ['seniority=founder&seniority=c_suite&country=Germany', 'industry=Biotechnology&tag=alumni&seniority=vp'],
  },
  { name: 'common word by name', queries: ['q=chicago&sort=name', 'q=finance&sort=name'] },
  { name: 'common word by change', queries: ['q=chicago&sort=updated', 'q=finance&sort=updated'] },
  {
    name: 'common word by worth, company, enrichment',
    queries: ['q=boston&sort=netWorth', 'q=finance&sort=company', 'q=chicago&sort=enriched'],
  },
  { name: 'words of notes', queries: q(['brochure', 'lisbon panel', 'charity auction']) },
  { name: 'net worth', queries: ['netWorthMin=5000000', 'netWorthMin=1000000&netWorthMax=1200000', 'wealth=100m'] },
  {
    name: 'worth, by worth',
    queries: ['netWorthMin=20000000&sort=netWorth', 'wealth=30m&country=Germany&sort=netWorth'],
  },
  { name: 'ways to reach', queries: ['has=email&has=phone', 'lacks=email', 'has=linkedin&lacks=phone&country=France'] },
  { name: 'owner and enrichment', queries: ['owner=nobody', 'enrichment=never', 'enrichment=failed'] },
  { name: 'days', queries: [`createdFrom=${daysAgo(30)}`, `updatedFrom=${daysAgo(7)}&seniority=vp`] },
  { name: 'spelt alike', queries: q(['einret', 'bultmnan', 'wachenbruner', 'rokmeier', 'chicgao', 'invetsment']) },
  {
    name: 'hostile',
    queries: [...q(['a b c d e f g h', 'aaaaaaaa '.repeat(20).trim(), 'a%'.repeat(90)])],
  },
];

/** The row that pages in the middle begin at, at most: finding it takes reading up to it, by each order. */
const MIDDLE_MAX = 500_000;

/** A place as the product writes it, to begin there without turning ten thousand pages. */
const cursorOf = (place: object): string => Buffer.from(JSON.stringify(place)).toString('base64url');

/** All cases, with pages from the middle of the large tenant's list. */
export async function searchCases(client: pg.Client, tenantId: string, rows: number): Promise<SearchCase[]> {
  const middle = Math.min(Math.floor(rows / 2), MIDDLE_MAX);
  const place = async (sort: string, key: string, order: string, back = false) => {
    const found = await client.query<{ id: string; key: string }>(
      `select id, ${key} as key from prospects where tenant_id = $1 and deleted_at is null
        order by ${order} offset $2 limit 1`,
      [tenantId, middle],
    );
    const [row] = found.rows;
    if (!row) throw new Error('There is no row in the middle.');
    return `sort=${sort}&cursor=${cursorOf({ s: sort, k: row.key, i: row.id, n: rows, x: true, ...(back && { b: 1 }) })}`;
  };
  const time = (column: string) => `to_char(${column} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;
  const worth = `coalesce(net_worth, '-9223372036854775808'::bigint)`;
  const company = `case when company is null then '?' else '-' || lower(company) end`;
  const pages = async (back: boolean) => [
    await place('newest', time('created_at'), 'created_at desc, id desc', back),
    await place('updated', time('updated_at'), 'updated_at desc, id desc', back),
    await place('name', 'lower(name)', 'lower(name), id', back),
    await place('netWorth', `${worth}::text`, `${worth} desc, id desc`, back),
    await place('company', company, `(company is null), coalesce(lower(company), ''), id`, back),
  ];
  return [
    ...CASES,
    { name: `page after row ${middle}`, queries: await pages(false) },
    { name: `page before row ${middle}`, queries: await pages(true) },
  ];
}
