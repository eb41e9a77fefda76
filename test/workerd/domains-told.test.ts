import { describe, expect, it } from 'vitest';
import { makeMember, makeTenant } from '../support/tenants.ts';
import { testEnv } from '../support/worker.ts';
import { check, cname, kinds, newZone, publish, ready, rightRecords } from './domains-kit.ts';

type Mail = { subject: string; text: string };
const mailsTo = async (userId: string): Promise<Mail[]> => {
  const r = await fetch(`${testEnv.MAIL_URL}/_mails?to=${encodeURIComponent(`${userId}@example.com`)}`);
  return ((await r.json()) as { mails: Mail[] }).mails;
};

describe('a name that goes wrong', () => {
  it('is told to the owners and admins by mail, once for each thing that happens, with the page that says more', async () => {
    const tenant = await makeTenant();
    const [owner, admin, member] = [
      await makeMember(tenant),
      await makeMember(tenant, 'admin'),
      await makeMember(tenant, 'member'),
    ];
    const zone = newZone();
    const host = `gifts.${zone}`;
    const { id } = await ready(owner, host, zone);
    expect(await mailsTo(owner.userId)).toEqual([]);

    await publish(zone, [cname(host)]);
    expect(await check(owner, id)).toMatchObject({ state: 'drifting' });
    for (const who of [owner, admin]) {
      expect(await mailsTo(who.userId)).toMatchObject([
        { subject: `${host} needs a look: it still works`, text: expect.stringContaining(`/settings/domains/${id}`) },
      ]);
    }
    expect(await mailsTo(member.userId)).toEqual([]);

    const stopped = await check(owner, id);
    expect([stopped.state, kinds(stopped)]).toEqual([
      'stopped',
      ['added', 'proven', 'ready', 'drifting', 'told', 'stopped', 'told'],
    ]);
    await check(owner, id);
    expect((await mailsTo(owner.userId)).map(({ subject }) => subject)).toEqual([
      `${host} needs a look: it still works`,
      `${host} has stopped working`,
    ]);

    await publish(zone, await rightRecords(owner, host));
    expect(kinds(await check(owner, id)).at(-1)).toBe('ready');
  });

  it('is told of by the next look where the mail service did not take it', async () => {
    const owner = await makeMember(await makeTenant());
    const zone = newZone();
    const host = `gifts.${zone}`;
    const { id } = await ready(owner, host, zone);
    await publish(zone, [cname(host)]);
    const down = { to: `${owner.userId}@example.com`, times: 1 };
    expect((await fetch(`${testEnv.MAIL_URL}/_faults`, { method: 'POST', body: JSON.stringify(down) })).ok).toBe(true);
    expect(kinds(await check(owner, id)).at(-1)).toBe('drifting');
    expect(await mailsTo(owner.userId)).toEqual([]);
    expect(kinds(await check(owner, id)).slice(-2)).toEqual(['stopped', 'told']);
    expect(await mailsTo(owner.userId)).toHaveLength(1);
  });
});
