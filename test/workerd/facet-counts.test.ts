import fc from 'fast-check';
import { expect, it } from 'vitest';
import { makeTenant } from '../support/tenants.ts';
import { admin } from '../support/worker.ts';

/** Few values, so that people meet in a facet and leave it again; some are one facet in two spellings. */
const some = <T>(...values: T[]) => fc.constantFrom(null, ...values);
const person = fc.record({
  company: some('Facetta', 'FACETTA', 'Other'),
  industry: some('Wine', 'Oil'),
  seniority: some('vp'),
  country: some('France'),
  tags: fc.subarray(['vip', 'VIP', 'new']),
  net_worth: some(5, 2_000_000, 40_000_000),
  email: some('x'),
  phone: some('y'),
  linkedin_url: some('z'),
  gone: fc.boolean(),
});
type Person = typeof person extends fc.Arbitrary<infer T> ? T : never;

const counted = (id: string) =>
  admin`select facet, key, n::int as n from prospect_facets where tenant_id = ${id} and n <> 0 order by 1, 2`;
const recounted = (id: string) => admin`
  select v.facet, v.key, count(*)::int as n
    from prospects p, app.facet_rows(p.company, p.industry, p.seniority, p.country, p.tags, p.owner_id, p.net_worth, p.email,
      p.phone, p.linkedin_url) v
   where p.tenant_id = ${id} and p.deleted_at is null group by 1, 2 order by 1, 2`;

/** People as rows of a statement. */
const rowsOf = (people: readonly Person[]) => admin`
  jsonb_to_recordset(${JSON.stringify(people.map((one, place) => ({ ...one, place })))}::text::jsonb)
    r (place int, company text, industry text, seniority text, country text, tags text[], net_worth bigint, email text,
       phone text, linkedin_url text, gone boolean)`;

it('facets count who is there, whatever comes, changes and goes at once', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(fc.tuple(person, person), { minLength: 1, maxLength: 12 }), async (pairs) => {
      const { id } = await makeTenant();
      await admin`
        insert into prospects (tenant_id, name, first_name, company, industry, seniority, country, tags, net_worth, email, phone,
            linkedin_url, deleted_at)
          select ${id}, 'Facette', r.place::text, r.company, r.industry, r.seniority, r.country, r.tags, r.net_worth, r.email,
            r.phone, r.linkedin_url, case when r.gone then now() end
            from ${rowsOf(pairs.map(([before]) => before))}`;
      expect(await counted(id)).toEqual(await recounted(id));
      await admin`
        update prospects p set company = r.company, industry = r.industry, seniority = r.seniority, country = r.country,
            tags = r.tags, net_worth = r.net_worth, email = r.email, phone = r.phone, linkedin_url = r.linkedin_url,
            deleted_at = case when r.gone then now() end
          from ${rowsOf(pairs.map(([, after]) => after))} where p.tenant_id = ${id} and p.first_name = r.place::text`;
      expect(await counted(id)).toEqual(await recounted(id));
    }),
    { numRuns: 15 },
  );
});
