import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  COMPANY_SIZES,
  type Fits,
  type Matches,
  type Persona,
  type PersonaDefinition,
  personaDefinition,
  WEALTH_BANDS,
} from '../../src/features/personas/contract.ts';
import { partsOf } from '../../src/features/personas/definition.ts';
import { SENIORITIES, type SearchAnswer } from '../../src/features/prospects/contract.ts';
import { newId } from '../../src/lib/ids.ts';
import { type Member, makeMember, makeTenant } from '../support/tenants.ts';
import { admin } from '../support/worker.ts';

const owner = async () => makeMember(await makeTenant());
type Row = Partial<
  Record<'title' | 'seniority' | 'industry' | 'city' | 'country' | 'location' | 'notes', string | null>
> & {
  netWorth?: number | null;
};
const person = async (a: Member, name: string, r: Row = {}): Promise<string> => {
  const id = newId();
  await admin`insert into prospects (tenant_id, id, name, title, seniority, industry, city, country, location, notes, net_worth)
    values (${a.tenant.id}, ${id}, ${name}, ${r.title ?? null}, ${r.seniority ?? null}, ${r.industry ?? null}, ${r.city ?? null},
            ${r.country ?? null}, ${r.location ?? null}, ${r.notes ?? null}, ${r.netWorth ?? null})`;
  return id;
};
const made = (a: Member, name: string, definition: object) =>
  a.json<Persona>('/api/v1/personas', { method: 'POST', body: { name, definition } });
const fitOf = async (a: Member, id: string) => (await a.json<Fits>(`/api/v1/prospects/${id}/fit`)).items;

describe('how far somebody meets a persona', () => {
  it('is said of each persona, the best first, each condition met, not, or not known', async () => {
    const a = await owner();
    const fern = await person(a, 'Fern Fittipaldi', {
      title: 'Head of Vineyards',
      industry: 'Winemaking',
      netWorth: 7_000_000,
    });
    const near = await made(a, 'Nearly', {
      titles: ['vineyards'],
      industries: ['Winemaking', 'Software'],
      places: ['Italy'],
      wealth: ['5m'],
      keywords: ['fittipaldi', 'harvest'],
      companySizes: ['11-50'],
    });
    const all = await made(a, 'Wholly', { titles: ['"head of vineyards"'] });
    const gone = await made(a, 'Gone', { titles: ['vineyards'] });
    await a.json(`/api/v1/personas/${gone.id}`, { method: 'DELETE' });
    const items = await fitOf(a, fern);
    expect(items.map(({ personaId, name, version, fits, of }) => [personaId, name, version, fits, of])).toEqual([
      [all.id, 'Wholly', 1, 1, 1],
      [near.id, 'Nearly', 1, 3, 5],
    ]);
    expect(items[1]?.conditions).toEqual([
      { part: 'titles', state: 'met', counted: true, wanted: ['vineyards'], has: 'Head of Vineyards' },
      { part: 'industries', state: 'met', counted: true, wanted: ['Winemaking', 'Software'], has: 'Winemaking' },
      { part: 'companySizes', state: 'unknown', counted: false, wanted: ['11-50'], has: null },
      { part: 'places', state: 'unknown', counted: true, wanted: ['Italy'], has: null },
      { part: 'wealth', state: 'met', counted: true, wanted: ['5m'], has: '$7,000,000' },
      { part: 'keywords', state: 'not', counted: true, wanted: ['fittipaldi', 'harvest'], has: null },
    ]);
    // The newest version counts.
    await a.json(`/api/v1/personas/${all.id}`, {
      method: 'PUT',
      body: { name: 'Wholly', definition: { titles: ['gardener'] }, version: 1 },
    });
    expect((await fitOf(a, fern)).at(-1)).toMatchObject({ name: 'Wholly', version: 2, fits: 0, of: 1 });
    const definition = { titles: ['vineyards'], industries: ['Winemaking'], places: ['Italy'] };
    const like = await a.json<Matches>('/api/v1/personas/matches', { method: 'POST', body: { definition } });
    expect([like.of, like.items[0]?.because.length]).toEqual([3, 2]);
  });

  it('is nobody’s business but the workspace’s, and of nobody who is deleted', async () => {
    const [a, b] = [await owner(), await owner()];
    const id = await person(a, 'Fitz Foreign', { title: 'Keeper' });
    await made(b, 'Theirs', { titles: ['keeper'] });
    expect(await fitOf(a, id)).toEqual([]);
    expect((await b.fetch(`/api/v1/prospects/${id}/fit`)).status).toBe(404);
    const viewer = await makeMember(a.tenant, 'viewer');
    expect(await fitOf(viewer, id)).toEqual([]);
    await admin`update prospects set deleted_at = now() where id = ${id}`;
    expect((await a.fetch(`/api/v1/prospects/${id}/fit`)).status).toBe(404);
  });

  it('is what a search for some of it finds and is ordered by, page after page, there and in a file', async () => {
    const a = await owner();
    const rows: [string, Row][] = [
      ['Fit Filbert', { title: 'Cellar Master', industry: 'Winemaking', country: 'Italy', seniority: 'head' }],
      ['Fit Florian', { title: 'Cellar Hand', industry: 'Winemaking' }],
      ['Fit Fulvio', { title: 'Cellar Master', country: 'Italy', seniority: 'head' }],
      ['Fit Frieda', { industry: 'Winemaking', title: 'Accountant' }],
      ['Fit Fergus', { title: 'Gardener' }],
    ];
    for (const [name, one] of rows) await person(a, name, one);
    const asked = 'title=cellar&industry=Winemaking&location=Italy&seniority=head';
    const search = (more: string) => a.json<SearchAnswer>(`/api/v1/prospects?${asked}&${more}`);
    const all = await search('fits=1&sort=fit');
    expect(all.items.map(({ name, fits }) => [name, fits])).toEqual([
      ['Fit Filbert', 4],
      ['Fit Fulvio', 3],
      ['Fit Florian', 2],
      ['Fit Frieda', 1],
    ]);
    expect((await search('fits=3')).total).toEqual({ value: 2, exact: true });
    expect((await search('fits=6')).items.map(({ name }) => name)).toEqual(['Fit Filbert']);
    expect((await search('limit=50')).items.map(({ name, fits }) => [name, fits])).toEqual([
      ['Fit Filbert', undefined],
    ]);
    const paged: string[] = [];
    for (let cursor: string | null = ''; cursor !== null; ) {
      const page: SearchAnswer = await search(`fits=1&sort=fit&limit=1${cursor && `&cursor=${cursor}`}`);
      paged.push(...page.items.map(({ name }) => name));
      cursor = page.nextCursor;
    }
    expect(paged).toEqual(all.items.map(({ name }) => name));
    const file = await a.fetch(`/api/v1/exports/prospects.jsonl?${asked}&fits=2&sort=fit&columns=name`);
    expect(
      (await file.text())
        .trimEnd()
        .split('\n')
        .map((line) => JSON.parse(line).name),
    ).toEqual(paged.slice(0, 3));
    for (const bad of ['fits=0', 'fits=7', 'fits=x']) {
      expect((await a.fetch(`/api/v1/prospects?${asked}&${bad}`)).status).toBe(422);
    }
  });

  it('is full for exactly those whom the persona’s search finds, and each condition by its own', async () => {
    const texts = fc.constantFrom(
      ...[
        'VP',
        'vp of Wine',
        'Wine',
        'CFO',
        'İstanbul',
        'ISTANBUL',
        'ΣΟΦΟΣ',
        'σοφος',
        'Straße',
        'STRASSE',
        '100%',
        'a_b',
        'axb',
      ],
      ...['C:\\', '"Wine"', '"vp of wine"', '"VP"', 'É', 'é', '東京', 'New  York', 'o’Hara', '"', '""'],
    );
    const maybe = fc.option(texts, { nil: null });
    const row = fc.record({
      title: maybe,
      seniority: fc.option(fc.constantFrom(...SENIORITIES, 'VP', 'Owner'), { nil: null }),
      industry: maybe,
      city: maybe,
      country: maybe,
      location: maybe,
      notes: maybe,
      netWorth: fc.option(fc.constantFrom(-5, 0, 99_999, 100_000, 5_000_000, 2_000_000_000), { nil: null }),
    });
    const some = fc.array(texts, { maxLength: 3 });
    const asked = fc
      .record({
        titles: some,
        seniorities: fc.subarray([...SENIORITIES], { maxLength: 3 }),
        industries: some,
        companySizes: fc.subarray([...COMPANY_SIZES], { maxLength: 1 }),
        places: some,
        wealth: fc.subarray([...WEALTH_BANDS], { maxLength: 3 }),
        keywords: some,
      })
      .filter((one) => partsOf(one as PersonaDefinition).length > 0);
    const people = fc.array(row, { minLength: 6, maxLength: 8 });
    const personas = fc.array(asked, { minLength: 4, maxLength: 5 });
    await fc.assert(
      fc.asyncProperty(people, personas, async (rows, definitions) => {
        const a = await owner();
        const ids = await Promise.all(rows.map((one, n) => person(a, `Fitted Person ${n}`, one)));
        const all = await Promise.all(definitions.map((one, n) => made(a, `Persona ${n}`, one)));
        const found = async (filter: Record<string, unknown>) => {
          const query = new URLSearchParams({ limit: '100' });
          for (const [name, values] of Object.entries(filter))
            for (const one of [values].flat()) query.append(name, String(one));
          const { items } = await a.json<SearchAnswer>(`/api/v1/prospects?${query}`);
          return new Map(items.map(({ id, fits }) => [id, fits]));
        };
        const fits = new Map(await Promise.all(ids.map(async (id) => [id, await fitOf(a, id)] as const)));
        for (const { id: personaId, definition, filters } of all) {
          const whole = await found(filters);
          const some = await found({ ...filters, fits: 1, sort: 'fit' });
          const scores = [...some.values()].map(Number);
          expect(scores).toEqual(scores.toSorted((one, other) => other - one));
          for (const { part, filter } of partsOf(personaDefinition.parse(definition))) {
            const own = await found(filter);
            for (const id of ids) {
              const fit = fits.get(id)?.find((one) => one.personaId === personaId);
              expect([part, fit?.conditions.find((one) => one.part === part)?.state === 'met', filter]).toEqual([
                part,
                own.has(id),
                filter,
              ]);
              expect(fit?.fits === fit?.of).toBe(whole.has(id));
              expect([some.get(id) ?? 0, filters]).toEqual([fit?.fits, filters]);
            }
          }
        }
      }),
      { numRuns: 4 },
    );
  }, 120_000);
});
