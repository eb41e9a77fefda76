import { expect, it } from 'vitest';
import { controlDb } from '../../src/db/client.ts';
import type { InsiderAnswer } from '../../src/features/filings/contract.ts';
import { listFilings } from '../../src/features/filings/store.ts';
import { newId } from '../../src/lib/ids.ts';
import { documentXml, lineXml } from '../support/ownership-document.ts';
import { makeMember, makeTenant } from '../support/tenants.ts';
import { testEnv } from '../support/worker.ts';
import { addProspect, control, enriched, sourceOf } from './enrichment/support.ts';
import { file, newCik, watched } from './filings-kit.ts';

/** The SEC's limit for all machines of one user (sec.gov, Accessing EDGAR Data). */
const PER_SECOND = 10;

type Call = { at: string; path: string; query: Record<string, string> };
const callsOf = async (mine: (call: Call) => boolean): Promise<Call[]> =>
  ((await control('GET', 'calls?provider=edgar')) as Call[]).filter(mine);

const owner = async () => makeMember(await makeTenant());
const folder = (cik: string) => `/Archives/edgar/data/${Number(cik)}/`;

/** Files documents of one filer. Gives their list, newest last. */
const history = async (cik: string, n: number, month: string) => {
  const refs = [];
  for (let day = 1; day <= n; day += 1) {
    const filedOn = `${month}-${String(day).padStart(2, '0')}`;
    const owners = [{ cik, name: 'Vale Maren' }];
    const accession = await file(documentXml({ period: filedOn, owners, lines: lineXml({ date: filedOn }) }), filedOn);
    const path = `${folder(cik)}${accession.replaceAll('-', '')}/ownership.xml`;
    refs.push({ accession, path, form: '4', filedOn, cik });
  }
  return refs;
};

it('enrichments and the feed at once ask EDGAR no more than ten times in any second', async () => {
  const [member, other] = [await owner(), await owner()];
  const [old, fresh] = [newCik(), newCik()];
  const refs = await history(old, 20, '2026-11');
  await listFilings(controlDb(testEnv.CONTROL_DATABASE_URL), { cik: old, name: 'Vale Maren', whole: true }, refs);
  await watched(member, fresh);
  await history(fresh, 4, '2026-12');
  const family = `Quor${newId().slice(-12).replaceAll('-', '')}`;
  const people = await Promise.all(
    Array.from({ length: 24 }, (_, n) =>
      addProspect(n % 2 ? member : other, { name: `Robin ${family}${n}`, company: 'Larch Vale Corp' }),
    ),
  );
  const ask = (id: string, n: number) =>
    (n % 2 ? member : other).fetch(`/api/v1/prospects/${id}/enrichments`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ sources: ['edgar'] }),
    });
  const looking = testEnv.FILINGS_FEED.getByName(newId()).look();
  const asked = await Promise.all(people.map(ask));
  expect(new Set(asked.map(({ status }) => status))).toEqual(new Set([202]));
  const ends = await Promise.all(people.map((id, n) => enriched(n % 2 ? member : other, id)));
  expect(new Set(ends.map(({ enrichment }) => enrichment.status))).toEqual(new Set(['done']));
  expect(await looking).not.toBeNull();

  const mine = ({ path, query }: Call) =>
    path.includes(folder(old)) || path.includes(folder(fresh)) || JSON.stringify(query).includes(family);
  const calls = await callsOf(mine);
  expect(calls.filter(({ path }) => path.includes(folder(old))).length).toBeGreaterThan(0);
  expect(calls.filter(({ query }) => JSON.stringify(query).includes(family)).length).toBeGreaterThanOrEqual(24);
  const at = calls.map((call) => Date.parse(call.at));
  const busiest = Math.max(...at.map((from) => at.filter((one) => one >= from && one < from + 1_000).length));
  expect(busiest).toBeLessThanOrEqual(PER_SECOND);
});

it('what an enrichment has read of a filer is kept, and not fetched again beside the feed', async () => {
  const member = await owner();
  const cik = newCik();
  const family = `Quorva${newId().slice(-8).replaceAll(/\d/g, 'x')}`;
  for (const filedOn of ['2026-06-01', '2026-06-02', '2026-06-03']) {
    const owners = [{ cik, name: `${family} Jane` }];
    const issuer = { cik: newCik(), name: 'Larch Vale Corp', symbol: 'LRCH' };
    await file(documentXml({ period: filedOn, issuer, owners, lines: lineXml({ date: filedOn }) }), filedOn);
  }
  const id = await addProspect(member, { name: `Jane ${family}`, company: 'Larch Vale Corp' });
  await member.json(`/api/v1/prospects/${id}/enrichments`, { method: 'POST', body: { sources: ['edgar'] } });
  expect(sourceOf(await enriched(member, id), 'edgar')).toMatchObject({ status: 'found', reason: null });
  const page = await member.json<InsiderAnswer>(`/api/v1/prospects/${id}/insider`);
  expect(page.filings).toMatchObject({ known: 3, read: 3, complete: true });
  await testEnv.FILINGS_FEED.getByName(newId()).look();
  const fetched = await callsOf(({ path }) => path.includes(folder(cik)) && path.endsWith('/ownership.xml'));
  expect(fetched).toHaveLength(3);
  expect(new Set(fetched.map(({ path }) => path)).size).toBe(3);
});
