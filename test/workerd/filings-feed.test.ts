import { describe, expect, it } from 'vitest';
import { controlDb } from '../../src/db/client.ts';
import type { InsiderAnswer } from '../../src/features/filings/contract.ts';
import { listFilings } from '../../src/features/filings/store.ts';
import { newId } from '../../src/lib/ids.ts';
import { documentXml, lineXml } from '../support/ownership-document.ts';
import { type Member, makeMember, makeTenant } from '../support/tenants.ts';
import { admin, testEnv } from '../support/worker.ts';
import { file, newCik, watched } from './filings-kit.ts';

const owner = async () => makeMember(await makeTenant());
const today = (): string => new Date().toISOString().slice(0, 10);
const look = (name: string) => testEnv.FILINGS_FEED.getByName(name).look();
const signalsOf = (member: Member) =>
  admin`select kind, title, amount_usd, url, prospect_id, match_id is not null as matched from signals where tenant_id = ${member.tenant.id} order by kind`;

/** The next message of a type that comes over the member's live socket. */
const listen = async (member: Member, type: string): Promise<{ heard: Promise<Record<string, unknown>> }> => {
  const response = await member.fetch('/api/v1/live', { headers: { upgrade: 'websocket' } });
  const socket = response.webSocket;
  if (!socket) throw new Error(`no socket: ${response.status}`);
  const heard = new Promise<Record<string, unknown>>((done) => {
    socket.addEventListener('message', ({ data }) => {
      const message = JSON.parse(String(data));
      if (message.type === type) done(message);
    });
  });
  socket.accept();
  return { heard };
};

describe('a new filing', () => {
  it('is a signal for each workspace that watches its owner, once, and for no other', async () => {
    const [one, two, unproven, other] = [await owner(), await owner(), await owner(), await owner()];
    const cik = newCik();
    const id = await watched(one, cik);
    await watched(two, cik.replace(/^0+/, ''), { grade: 'near', state: 'confirmed' });
    await watched(unproven, cik, { grade: 'near' });
    await watched(other, newCik());
    const { heard } = await listen(one, 'filing');
    const issuer = { cik: newCik(), name: 'Larch Corp', symbol: 'LRCH' };
    const lines =
      lineXml({ code: 'P', acquired: 'A', shares: '100', price: '1.5' }) +
      lineXml({ code: 'G', shares: '9', price: '0' });
    const owners = [
      { cik, name: 'Vale Maren' },
      { cik: newCik(), name: 'Vale Trust' },
    ];
    const accession = await file(documentXml({ issuer, owners, lines }), today());
    const name = newId();
    expect(await look(name)).toMatchObject({ stored: 1, signals: 2 });
    expect(await heard).toMatchObject({ type: 'filing', prospectId: id, accession, signals: 1 });
    expect(await signalsOf(one)).toEqual([
      {
        kind: 'insider_buy',
        title: 'Bought 100 Common Stock of Larch Corp (LRCH)',
        amount_usd: '150.0000',
        url: expect.stringContaining(accession),
        prospect_id: id,
        matched: true,
      },
    ]);
    expect(await signalsOf(two)).toHaveLength(1);
    expect([await signalsOf(unproven), await signalsOf(other)]).toEqual([[], []]);
    const page = await one.json<InsiderAnswer>(`/api/v1/prospects/${id}/insider`);
    expect(page.transactions.items.map(({ kind }) => kind)).toEqual(['buy', 'gift']);
    // A joint filing names all of them for all of its lines.
    for (const { owners: named } of page.transactions.items)
      expect(named.map(({ name }) => name)).toEqual(['Vale Maren', 'Vale Trust']);

    // The next look knows it; one that has lost its memory finds it told.
    expect(await look(name)).toMatchObject({ announced: 0, stored: 0, signals: 0 });
    expect(await look(newId())).toMatchObject({ stored: 0, signals: 0 });
    expect(await signalsOf(one)).toHaveLength(1);
  });

  it('is told at the next look where EDGAR does not give it at first', async () => {
    const member = await owner();
    const cik = newCik();
    await watched(member, cik);
    const accession = await file(documentXml({ owners: [{ cik, name: 'Vale Maren' }], lines: lineXml() }), today());
    const name = newId();
    const faults = (rules: unknown[]) =>
      fetch(`${testEnv.PROVIDERS_CONTROL_URL}/faults`, {
        method: 'PUT',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(rules),
      });
    await faults([
      {
        provider: 'edgar',
        fault: 'truncated',
        path: `/edgar-www/Archives/edgar/data/${Number(cik)}/${accession.replaceAll('-', '')}/`,
      },
    ]);
    expect(await look(name)).toBeNull();
    expect(await signalsOf(member)).toEqual([]);
    await faults([]);
    expect(await look(name)).toMatchObject({ signals: 1 });
    expect(await signalsOf(member)).toHaveLength(1);
  });
});

describe('a long history', () => {
  it('goes on being read beside the feed, and says how far it is', async () => {
    const member = await owner();
    const cik = newCik();
    const id = await watched(member, cik);
    const refs = [];
    for (let n = 1; n <= 3; n += 1) {
      const filedOn = `2026-03-0${n}`;
      const lines = lineXml({ date: filedOn, shares: String(n) });
      const accession = await file(
        documentXml({ period: filedOn, owners: [{ cik, name: 'Vale Maren' }], lines }),
        filedOn,
      );
      const path = `/Archives/edgar/data/${Number(cik)}/${accession.replaceAll('-', '')}/ownership.xml`;
      refs.push({ accession, path, form: '4', filedOn, cik });
    }
    await listFilings(controlDb(testEnv.CONTROL_DATABASE_URL), { cik, name: 'Vale Maren', whole: true }, refs);
    const page = () => member.json<InsiderAnswer>(`/api/v1/prospects/${id}/insider`);
    expect((await page()).filings).toMatchObject({ known: 3, read: 0, complete: false });
    await look(newId());
    const after = await page();
    expect(after.filings).toMatchObject({ known: 3, read: 3, complete: true });
    expect(after.transactions.items.map(({ shares }) => shares)).toEqual(['3', '2', '1']);
  });
});
