import { describe, expect, it } from 'vitest';
import type { InsiderAnswer } from '../../src/features/filings/contract.ts';
import { documentXml, lineXml } from '../support/ownership-document.ts';
import { makeMember, makeTenant } from '../support/tenants.ts';
import { admin, testEnv, tripsOf } from '../support/worker.ts';
import { file, newCik, take, watched } from './filings-kit.ts';

const owner = async () => makeMember(await makeTenant());
const at = (day: number): string => `2026-05-${String(day).padStart(2, '0')}`;

describe('the insider page', () => {
  it('shows trades apart from the rest, holdings over time, and what they are worth, in one round trip', async () => {
    const member = await owner();
    const cik = newCik();
    const issuer = { cik: newCik(), name: 'Larch Corp', symbol: 'LRCH' };
    const owners = [
      { cik, name: 'Vale Maren' },
      { cik: newCik(), name: 'Vale Trust' },
    ];
    const id = await watched(member, cik);
    const first = await file(
      documentXml({ form: '3', period: at(1), issuer, owners, lines: lineXml({ holding: true, after: '1000' }) }),
      at(2),
    );
    await take(first, '3', at(2), cik);
    const lines =
      lineXml({ code: 'P', acquired: 'A', date: at(5), shares: '100.5', price: '0.1', after: '1100.5' }) +
      lineXml({ code: 'S', date: at(5), shares: '100', price: '10', after: '1000.5' }) +
      lineXml({ code: 'F', date: at(5), shares: '50', price: '10', after: '950.5' }) +
      lineXml({ code: 'S', date: at(5), shares: '7', price: null, priceNotes: ['F1'], after: '943.5' }) +
      lineXml({ holding: true, ownership: 'I', nature: 'By Trust', after: '5000' });
    const second = await file(
      documentXml({
        period: at(5),
        issuer,
        owners,
        lines,
        derivatives: lineXml({ table: 'derivative', code: 'M', security: 'Option', date: at(5) }),
      }),
      at(6),
    );
    await take(second, '4', at(6), cik);
    // Again: nothing is stored twice.
    await take(second, '4', at(6), cik);
    // The first request of a session asks whose it is.
    await member.json(`/api/v1/prospects/${id}/insider`);
    const response = await member.fetch(`/api/v1/prospects/${id}/insider`);
    expect(response.status).toBe(200);
    expect(await tripsOf(response)).toBe(1);
    const page = (await response.json()) as InsiderAnswer;
    expect(page).toMatchObject({
      identity: 'counted',
      filings: { known: 2, read: 2, unreadable: 0, complete: false },
      totals: {
        buys: { count: 1, amountUsd: '10.05', unpriced: 0 },
        sells: { count: 2, amountUsd: '1000', unpriced: 1, first: at(5), last: at(5) },
        planSells: { count: 0 },
      },
    });
    expect(page.transactions.items.map(({ kind, shares, value }) => [kind, shares, value])).toEqual([
      ['buy', '100.5', '10.05'],
      ['sell', '100', '1000'],
      ['withholding', '50', '500'],
      ['sell', '7', null],
      ['exercise', '100', '1000'],
    ]);
    expect(page.transactions.items[3]?.footnotes).toEqual([
      { id: 'F1', text: 'In four parts.', of: 'transactionPricePerShare' },
    ]);
    const common = page.holdings.find(({ ownership, derivative }) => ownership === 'direct' && !derivative);
    expect(common?.points.map(({ date, shares }) => [date, shares])).toEqual([
      [at(1), '1000'],
      [at(5), '943.5'],
    ]);
    expect(page.wealth).toMatchObject({ valueUsd: '9435', band: 'under_1m', formula: '943.5 × $10 = $9,435' });
    expect(page.wealth.inputs.map(({ ownership, counted, reason }) => [ownership, counted, reason])).toEqual([
      ['direct', true, null],
      ['indirect', false, 'indirect'],
    ]);
    const keys = page.wealth.inputs.map(({ key }) => encodeURIComponent(key));
    const turned = await member.json<InsiderAnswer>(
      `/api/v1/prospects/${id}/insider?without=${keys[0]}&with=${keys[1]}&kind=sell&kind=buy`,
    );
    expect(turned.wealth).toMatchObject({ valueUsd: '50000', inputs: [{ counted: true }, { reason: 'switched_off' }] });
    expect(turned.transactions.items.map(({ kind }) => kind)).toEqual(['buy', 'sell', 'sell']);
  });

  it('counts an amended line once, whichever filing comes first', async () => {
    const member = await owner();
    for (const order of [
      [0, 1],
      [1, 0],
    ]) {
      const cik = newCik();
      const issuer = { cik: newCik(), name: 'Larch Corp', symbol: 'LRCH' };
      const parts = { period: at(5), issuer, owners: [{ cik, name: 'Vale Maren' }] };
      const id = await watched(member, cik);
      const rest = lineXml({ code: 'S', date: at(5), shares: '3', price: '20' });
      const original = await file(
        documentXml({ ...parts, lines: lineXml({ date: at(5), shares: '100', price: '10' }) + rest }),
        at(6),
      );
      const amendment = await file(
        documentXml({
          ...parts,
          form: '4/A',
          original: at(6),
          lines: lineXml({ date: at(5), shares: '110', price: '10' }),
        }),
        at(7),
      );
      const both = [() => take(original, '4', at(6), cik), () => take(amendment, '4/A', at(7), cik)];
      for (const one of order) await both[one]?.();
      const page = await member.json<InsiderAnswer>(`/api/v1/prospects/${id}/insider`);
      expect(page.transactions.items.map(({ form, shares }) => `${form} ${shares}`).sort()).toEqual(['4 3', '4/A 110']);
      expect(page.totals.sells).toMatchObject({ count: 2, amountUsd: '1160' });
    }
  });

  it('pages what is more than a page, each line once', async () => {
    const member = await owner();
    const cik = newCik();
    const id = await watched(member, cik);
    const lines = Array.from({ length: 45 }, (_, n) =>
      lineXml({ date: at(1 + (n % 9)), shares: String(n + 1), price: '2' }),
    ).join('');
    const accession = await file(documentXml({ owners: [{ cik, name: 'Vale Maren' }], lines }), at(12));
    await take(accession, '4', at(12), cik);
    const seen: string[] = [];
    let cursor = '';
    do {
      const page: InsiderAnswer = await member.json(
        `/api/v1/prospects/${id}/insider?limit=7${cursor && `&cursor=${cursor}`}`,
      );
      seen.push(...page.transactions.items.map(({ shares }) => shares ?? ''));
      cursor = page.transactions.nextCursor ?? '';
    } while (cursor);
    expect(seen.map(Number).sort((a, b) => a - b)).toEqual(Array.from({ length: 45 }, (_, n) => n + 1));
  });

  it('shows nothing of a filer that is not proven to be the person', async () => {
    const member = await owner();
    const cik = newCik();
    const accession = await file(documentXml({ owners: [{ cik, name: 'Vale Maren' }], lines: lineXml() }), at(12));
    await take(accession, '4', at(12), cik);
    for (const [how, identity, count] of [
      [{ grade: 'near' }, 'unproven', 0],
      [{ state: 'rejected' }, 'none', 0],
      [{ grade: 'possible', state: 'confirmed' }, 'counted', 1],
    ] as const) {
      const id = await watched(member, cik, how);
      const page = await member.json<InsiderAnswer>(`/api/v1/prospects/${id}/insider`);
      expect([page.identity, page.transactions.items.length, page.wealth.inputs.length]).toEqual([
        identity,
        count,
        count,
      ]);
    }
  });

  it('takes no filing from a folder of somebody whom it does not name, and writes none anew', async () => {
    const cik = newCik();
    const other = newCik();
    const accession = await file(documentXml({ owners: [{ cik, name: 'Vale Maren' }], lines: lineXml() }), at(12));
    await take(accession, '4', at(12), other);
    const state = () => admin`select state from filings.documents where accession = ${accession}`;
    expect(await state()).toEqual([{ state: 'unreadable' }]);
    await take(accession, '4', at(12), cik);
    expect(await state()).toEqual([{ state: 'read' }]);
    await expect(admin`update filings.documents set reason = 'x' where accession = ${accession}`).rejects.toThrow(
      /not written again/,
    );
    expect(testEnv.CONTROL_DATABASE_URL).not.toBe(testEnv.DATABASE_URL);
  });
});
