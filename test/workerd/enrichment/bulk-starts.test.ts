import { describe, expect, it } from 'vitest';
import { startNights } from '../../../src/features/enrichment/bulk/nightly.ts';
import { startSignalled } from '../../../src/features/enrichment/engine/on-signal.ts';
import { DEFAULT_SETTINGS } from '../../../src/features/enrichment/settings.ts';
import { newId } from '../../../src/lib/ids.ts';
import { documentXml, lineXml } from '../../support/ownership-document.ts';
import { type Member, makeMember, makeTenant } from '../../support/tenants.ts';
import { admin, testEnv } from '../../support/worker.ts';
import { file, newCik, watched } from '../filings-kit.ts';
import { crowd } from './bulk-kit.ts';
import { quietEnv } from './support.ts';

const owner = async (options: Parameters<typeof makeTenant>[0] = {}) => makeMember(await makeTenant(options));
const later = (work: Promise<unknown>) => void work.catch(() => {});
const set = (member: Member, more: object) =>
  member.json('/api/v1/enrichment/settings', { method: 'PUT', body: { ...DEFAULT_SETTINGS, ...more } });
const night = (day: number, hour = 2) => new Date(Date.UTC(2031, 0, day, hour));
const bulksOf = (member: Member) =>
  admin`select trigger, people, credit_cap, created_by from enrichment_batches where tenant_id = ${member.tenant.id}`;

describe('the night', () => {
  it('is begun once, of two crons at the same moment, with who is in lists and who is oldest first', async () => {
    const people = await crowd(await owner(), 'Naq', 6);
    const { member } = people;
    const [fresh, old, listed] = people.ids;
    await admin`update prospects set enriched_at = now() - interval '30 days' where tenant_id = ${member.tenant.id}`;
    await admin`update prospects set enriched_at = now() where id = ${fresh}`;
    await admin`update prospects set enriched_at = null where id = ${old}`;
    const list = newId();
    await admin`insert into lists (tenant_id, id, name, created_by) values (${member.tenant.id}, ${list}, 'Gala', 'test')`;
    await admin`insert into list_members (tenant_id, list_id, prospect_id) values (${member.tenant.id}, ${list}, ${listed})`;
    await set(member, { nightly: { on: true, credits: 40, people: 3 } });
    await Promise.all(Array.from({ length: 4 }, () => startNights(quietEnv(), later, night(1))));
    expect(await bulksOf(member)).toEqual([{ trigger: 'nightly', people: 3, credit_cap: '40', created_by: 'nightly' }]);
    const order = await admin`
      select prospect_id from enrichment_batch_people where tenant_id = ${member.tenant.id} order by place`;
    expect(order.slice(0, 2).map(({ prospect_id }) => prospect_id)).toEqual([listed, old]);
    expect(order.map(({ prospect_id }) => prospect_id)).not.toContain(fresh);

    await startNights(quietEnv(), later, night(1, 3));
    expect(await bulksOf(member)).toHaveLength(1);
    await startNights(quietEnv(), later, night(2, 12));
    expect(await bulksOf(member), 'not by day').toHaveLength(1);
    await startNights(quietEnv(), later, night(2));
    expect(await bulksOf(member)).toHaveLength(2);
  });

  it('is not begun for who did not ask, is locked, late with paying, or has nobody stale', async () => {
    const [off, late, none] = [
      await crowd(await owner(), 'Nbq', 2),
      await crowd(await owner(), 'Ncq', 2),
      await owner(),
    ];
    for (const member of [late.member, none]) await set(member, { nightly: { on: true, credits: 40, people: 3 } });
    await admin`update tenants set billing = 'unpaid' where id = ${late.member.tenant.id}`;
    await startNights(quietEnv(), later, night(3));
    expect([await bulksOf(off.member), await bulksOf(late.member), await bulksOf(none)]).toEqual([[], [], []]);
  });
});

describe('a new signal', () => {
  const runsOf = (id: string) => admin`select id, trigger, status from enrichment_runs where prospect_id = ${id}`;
  const trade = async (cik: string) => {
    const day = new Date().toISOString().slice(0, 10);
    await file(
      documentXml({
        owners: [{ cik, name: 'Vale Maren' }],
        lines: lineXml({ shares: String(Math.random()).slice(2, 8) }),
      }),
      day,
    );
    await testEnv.FILINGS_FEED.getByName(newId()).look();
  };

  it('starts one enrichment of whom it is about, where the workspace wants it; one that an enrichment brings starts none', async () => {
    const [wants, not] = [await owner(), await owner()];
    await set(wants, { onSignal: true });
    const cik = newCik();
    const [id, other] = [await watched(wants, cik), await watched(not, cik)];
    await trade(cik);
    await trade(cik);
    await Promise.all([startSignalled(quietEnv(), later), startSignalled(quietEnv(), later)]);
    await startSignalled(quietEnv(), later);
    expect(await runsOf(id)).toEqual([{ id: expect.any(String), trigger: 'signal', status: 'queued' }]);
    expect(await runsOf(other)).toEqual([]);

    // It ends; what it brought, and what is filed while the profile is fresh, starts nothing.
    await admin`update enrichment_runs set status = 'done' where prospect_id = ${id}`;
    await admin`update prospects set enriched_at = now() where id = ${id}`;
    await admin`insert into signals (tenant_id, prospect_id, kind, title, source, external_key)
      values (${wants.tenant.id}, ${id}, 'news', 'Brought', 'exa', ${newId()})`;
    expect(await admin`select 1 from outbox where topic = 'signal' and ref = ${id}`).toEqual([]);
    await trade(cik);
    await startSignalled(quietEnv(), later);
    expect(await runsOf(id)).toHaveLength(1);
    expect(await admin`select 1 from outbox where topic = 'signal' and ref = ${id}`).toEqual([]);
  });
});
