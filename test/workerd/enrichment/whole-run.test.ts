import { beforeAll, describe, expect, it } from 'vitest';
import { makeMember, makeTenant } from '../../support/tenants.ts';
import { addProspect, callsAbout, chosenOf, enriched, money, noEdgarLimit, openProfile, sourceOf } from './support.ts';

beforeAll(noEdgarLimit);
const owner = async () => makeMember(await makeTenant());

describe('opening a profile that was never enriched', () => {
  it('answers at once with what is known, and all five sources fill it', async () => {
    const a = await owner();
    const id = await addProspect(a, { name: 'Tomas Ostrander', company: 'Larkspur Instruments', title: 'Chairman' });
    const first = await openProfile(a, id);
    expect(first.enrichment).toMatchObject({ status: 'queued', stale: true, enrichedAt: null, summary: null });
    expect(first.enrichment.sources.map(({ source, status }) => `${source} ${status}`)).toEqual([
      'apollo queued',
      'exa queued',
      'contactout queued',
      'edgar queued',
      'claude queued',
    ]);
    expect(chosenOf(first, 'title')).toMatchObject({ value: 'Chairman', source: 'import', evidenceId: null });
    const done = await enriched(a, id);
    console.log(JSON.stringify(done, null, 1), await money(a, done.enrichment.jobId));
    expect(done.enrichment.status).toBe('done');
  });
});
