/** Claude is asked through its gate, like every provider: what it says by 429, 529 and failures holds for all who come after. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Profile } from '../../../src/features/prospects/profile-contract.ts';
import type { ProvidersHealth } from '../../../src/features/providers/contract.ts';
import { type Member, makeMember, makeTenant } from '../../support/tenants.ts';
import { addProspect, callsAbout, enriched, money, noLimits, openProfile, setFaults, sourceOf } from './support.ts';

const LARKSPUR = 'Larkspur Instruments';
/** More failures than a breaker waits for. */
const MANY = 10;
let n = 0;
const someone = () => `Tomas ${String.fromCharCode(65 + n++)}ugate Ostrander`;
const owner = async () => makeMember(await makeTenant());
beforeAll(noLimits);
afterAll(() => setFaults([]));

const summarised = async (member: Member, name: string): Promise<Profile> => {
  const id = await addProspect(member, { name, company: LARKSPUR });
  await openProfile(member, id);
  return enriched(member, id);
};
const asks = async (name: string) => (await callsAbout(name, 'anthropic')).length;
const healthOf = async (member: Member) => {
  const { items } = await member.json<ProvidersHealth>('/api/v1/providers/health');
  return items.find(({ provider }) => provider === 'claude');
};
const stateOf = ({ enrichment }: Profile) => enrichment.summaryState;
const waitOf = (profile: Profile) => Date.parse(stateOf(profile).retryAt ?? '') - Date.now();

describe('the gate before Claude', () => {
  it('counts its calls', async () => {
    const member = await owner();
    expect(stateOf(await summarised(member, someone())).state).toBe('fresh');
    const health = await healthOf(member);
    expect(health).toMatchObject({ state: 'closed', failed: 0 });
    expect(health?.calls).toBeGreaterThanOrEqual(1);
  });

  it('leaves the key alone that was turned away, for as long as was asked, and no other', async () => {
    const member = await owner();
    await member.json('/api/v1/provider-keys/claude', { method: 'PUT', body: { key: 'anthropic-key-of-their-own' } });
    const [one, two, three] = [someone(), someone(), someone()];
    await setFaults([{ provider: 'anthropic', match: one, fault: '429', retryAfter: 3_600 }]);
    const turnedAway = await summarised(member, one);
    expect(stateOf(turnedAway).state).toBe('waiting');
    const held = await summarised(member, two);
    expect(sourceOf(held, 'claude')).toMatchObject({ status: 'failed', code: 'rate_limited', cost: 0 });
    expect(stateOf(held)).toMatchObject({ state: 'waiting', reason: expect.stringMatching(/asked for a pause/) });
    expect(waitOf(held)).toBeGreaterThan(3_400_000);
    expect([await asks(one), await asks(two)]).toEqual([1, 0]);
    expect(stateOf(await summarised(await owner(), three)).state).toBe('fresh');
  });

  it('opens when it fails too often: nobody is asked, nothing is paid, and the profile says so', async () => {
    const names = Array.from({ length: MANY }, someone);
    await setFaults(names.map((match) => ({ provider: 'anthropic', match, fault: '500' })));
    await Promise.all(names.map(async (name) => summarised(await owner(), name)));
    const made = (await Promise.all(names.map(asks))).reduce((sum, one) => sum + one, 0);
    expect(made).toBeLessThanOrEqual(MANY);
    const member = await owner();
    // One may be the call that tries whether it is well again; it is not, and then the next is held back for longer.
    let [name, profile] = ['', undefined as Profile | undefined];
    for (let tries = 0; profile === undefined || ((await asks(name)) > 0 && tries < 3); tries += 1) {
      name = someone();
      await setFaults([{ provider: 'anthropic', match: name, fault: '500' }]);
      profile = await summarised(member, name);
    }
    expect((await healthOf(member))?.state).not.toBe('closed');
    expect(await asks(name)).toBe(0);
    expect(sourceOf(profile, 'claude')).toMatchObject({ status: 'failed', code: 'provider_down', cost: 0 });
    expect(stateOf(profile)).toMatchObject({ state: 'waiting', reason: expect.stringMatching(/left alone/) });
    expect((await money(member, profile.enrichment.jobId)).entries).toContain('claude refunded 0/1');
  });

  it('leaves an overloaded one alone for everybody', async () => {
    const [member, other] = [await owner(), await owner()];
    const [one, two] = [someone(), someone()];
    await setFaults([{ provider: 'anthropic', match: one, fault: '529', retryAfter: 900 }]);
    // With a breaker that may still be open, the first call that is let out is the one that says it.
    while ((await healthOf(member))?.blockedUntil === null) await summarised(member, `${one}`);
    const held = await summarised(other, two);
    expect(stateOf(held)).toMatchObject({ state: 'waiting', reason: expect.stringMatching(/asked for a pause/) });
    expect(await asks(two)).toBe(0);
  });
});
