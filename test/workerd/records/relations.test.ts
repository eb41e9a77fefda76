import { describe, expect, it } from 'vitest';
import type { Relations } from '../../../src/features/records/relations-contract.ts';
import { newId } from '../../../src/lib/ids.ts';
import type { Member } from '../../support/tenants.ts';
import { admin, tripsOf } from '../../support/worker.ts';
import { newCik } from '../filings-kit.ts';
import { addPerson, mergeInto, owner, undo } from './kit.ts';

const relations = (m: Member, id: string, query = '') => m.json<Relations>(`/api/v1/prospects/${id}/relations${query}`);
const names = (of: readonly { name: string }[]) => of.map(({ name }) => name).toSorted();
const colleagues = async (m: Member, id: string) => names((await relations(m, id)).colleagues.items);

let made = 0;
/** A name of a company and a domain that nobody else here has. */
const company = () => {
  made += 1;
  const label = `quill-${newId().slice(-8)}-${made}`;
  return { company: `Quill ${label}`, companyDomain: `${label}.example` };
};

type Owner = { cik: string; officer?: boolean; director?: boolean; tenPercentOwner?: boolean; officerTitle?: string };
/** A filing that was read, with what it says of its owners. */
const filed = async (
  issuer: { cik: string; name: string },
  on: string,
  owners: readonly Owner[],
  { leaves = false, form = '4' } = {},
): Promise<string> => {
  made += 1;
  const accession = `${newCik()}-26-${String(made).padStart(6, '0')}`;
  const parsed = JSON.stringify({
    owners: owners.map((one) => ({
      director: false,
      officer: false,
      tenPercentOwner: false,
      officerTitle: null,
      ...one,
    })),
  });
  await admin`
    insert into filings.documents (accession, path, form, filed_on, state, period, issuer_cik, issuer_name, issuer_symbol, leaves, parsed, read_at)
    values (${accession}, ${`/Archives/${accession}.xml`}, ${form}, ${on}, 'read', ${on}, ${issuer.cik}, ${issuer.name}, 'QLL', ${leaves}, ${parsed}::jsonb, now())`;
  for (const { cik } of owners)
    await admin`insert into filings.owners (cik, accession, name) values (${cik}, ${accession}, 'Q')`;
  return accession;
};

const PARTS = ['company', 'title', 'city', 'region', 'country', 'emailDomain', 'companyDomain', 'linkedinUrl', 'url'];
const RECORD = { name: 'Q', ...Object.fromEntries(PARTS.map((part) => [part, null])) };
/** A record of the SEC that may be the person. */
const filer = async (m: Member, id: string, cik: string, { grade = 'exact', state = 'proposed' } = {}) => {
  await admin`
    insert into identity_matches (tenant_id, prospect_id, source, key, record, grade, score, state)
    values (${m.tenant.id}, ${id}, 'edgar', ${cik}, ${JSON.stringify({ ...RECORD, cik: String(Number(cik)) })}::jsonb, ${grade}, 9, ${state})`;
};
const filerOf = async (m: Member, name: string, match: { grade?: string; state?: string } = {}) => {
  const id = await addPerson(m, { name, ...company() });
  const cik = newCik();
  await filer(m, id, cik, match);
  return { id, cik };
};

describe('colleagues', () => {
  it('are those of the same domain, and of the same name where one of the two has none', async () => {
    const [a, b] = [await owner(), await owner()];
    const at = company();
    const id = await addPerson(a, { name: 'Orla Quill', title: 'Chair', ...at });
    const shouted = await addPerson(a, {
      name: 'Piet Quill',
      title: 'Clerk',
      company: 'Else',
      companyDomain: at.companyDomain.toUpperCase(),
    });
    await addPerson(a, { name: 'Rosa Quill', company: at.company.toUpperCase(), companyDomain: null });
    await addPerson(a, {
      name: 'Same name, other domain',
      company: at.company,
      companyDomain: company().companyDomain,
    });
    await addPerson(a, { name: 'Elsewhere', ...company() });
    await addPerson(a, { name: 'No company' });
    await addPerson(b, { name: 'Of another workspace', ...at });
    const gone = await addPerson(a, { name: 'Gone', ...at });
    await a.fetch(`/api/v1/prospects/${gone}`, { method: 'DELETE' });
    const response = await a.fetch(`/api/v1/prospects/${id}/relations`);
    expect(await tripsOf(response)).toBe(1);
    const said = (await response.json()) as Relations;
    expect(said).toMatchObject({ prospectId: id, ...at, identity: 'none', boards: [] });
    expect(said.colleagues.total).toEqual({ value: 2, exact: true });
    expect(names(said.colleagues.items)).toEqual(['Piet Quill', 'Rosa Quill']);
    expect(said.colleagues.items.find((one) => one.id === shouted)).toEqual({
      id: shouted,
      name: 'Piet Quill',
      title: 'Clerk',
      company: 'Else',
      suppressed: false,
      by: 'domain',
      why: `same company domain ${at.companyDomain}`,
    });
    expect(said.colleagues.items.find(({ name }) => name === 'Rosa Quill')).toMatchObject({
      by: 'company',
      why: `same company name ${at.company}`,
    });
    await a.fetch(`/api/v1/prospects/${gone}/restore`, { method: 'POST', body: {} });
    expect(await colleagues(a, id)).toEqual(['Gone', 'Piet Quill', 'Rosa Quill']);
  });

  it('are by name for who has no domain, or one that anybody has mail at', async () => {
    const a = await owner();
    const at = company();
    const none = await addPerson(a, { name: 'Una Quill', company: at.company });
    const open = await addPerson(a, { name: 'Vito Quill', company: at.company, companyDomain: 'gmail.com' });
    await addPerson(a, { name: 'Wim Quill', ...at });
    await addPerson(a, { name: 'Also of gmail', company: 'Nowhere near', companyDomain: 'gmail.com' });
    expect(await colleagues(a, none)).toEqual(['Vito Quill', 'Wim Quill']);
    expect(await colleagues(a, open)).toEqual(['Una Quill', 'Wim Quill']);
    expect((await relations(a, open)).companyDomain).toBeNull();
  });

  it('come in pages that leave nobody out and say nobody twice; boards stand on the first', async () => {
    const a = await owner();
    const at = company();
    const id = await addPerson(a, { name: 'Xan Quill', ...at });
    for (let n = 0; n < 7; n += 1) {
      await addPerson(a, {
        name: `Quill ${n}`,
        company: at.company,
        companyDomain: n % 2 === 0 ? at.companyDomain : null,
      });
    }
    const cik = newCik();
    await filer(a, id, cik);
    await filed({ cik: newCik(), name: 'Quill Holdings' }, '2026-05-01', [{ cik, director: true }]);
    const seen: string[] = [];
    let cursor: string | null = '';
    while (cursor !== null) {
      const page: Relations = await relations(a, id, `?limit=2${cursor === '' ? '' : `&cursor=${cursor}`}`);
      expect(page.boards).toHaveLength(cursor === '' ? 1 : 0);
      expect(page.colleagues.total.value).toBe(7);
      seen.push(...page.colleagues.items.map(({ name }) => name));
      cursor = page.colleagues.nextCursor;
    }
    expect(seen).toEqual(['Quill 6', 'Quill 5', 'Quill 4', 'Quill 3', 'Quill 2', 'Quill 1', 'Quill 0']);
    const bad = await a.fetch(`/api/v1/prospects/${id}/relations?cursor=bm9uZQ`);
    expect([bad.status, ((await bad.json()) as { code: string }).code]).toEqual([400, 'bad_cursor']);
  });

  it('are counted up to a thousand', async () => {
    const a = await owner();
    const at = company();
    const id = await addPerson(a, { name: 'Yann Quill', ...at });
    await admin`
      insert into prospects (tenant_id, name, company, company_domain)
      select ${a.tenant.id}, 'Crowd ' || n, ${at.company}, ${at.companyDomain} from generate_series(1, 1001) n`;
    expect((await relations(a, id)).colleagues.total).toEqual({ value: 1000, exact: false });
  });
});

describe('boards', () => {
  it('name who is proven, by the last filing, and nobody whom a weak record points at', async () => {
    const [a, b] = [await owner(), await owner()];
    const me = await filerOf(a, 'Ada Boardquill');
    const proven = await filerOf(a, 'Bo Boardquill');
    const confirmed = await filerOf(a, 'Cy Boardquill', { grade: 'possible', state: 'confirmed' });
    const weak = await filerOf(a, 'Di Boardquill', { grade: 'near' });
    const rejected = await filerOf(a, 'Ed Boardquill', { state: 'rejected' });
    const theirs = await filerOf(b, 'Of another workspace');
    const issuer = { cik: newCik(), name: 'Quillworks Corp' };
    await filed(issuer, '2025-01-02', [{ cik: me.cik, officer: true, officerTitle: 'CFO' }]);
    const last = await filed(issuer, '2026-05-01', [{ cik: me.cik, director: true, tenPercentOwner: true }], {
      leaves: true,
    });
    const others = [proven, confirmed, weak, rejected, theirs].map(({ cik }) => ({
      cik,
      officer: true,
      officerTitle: 'COO',
    }));
    const shared = await filed(issuer, '2026-04-01', others, { form: '3' });
    await filed({ cik: newCik(), name: 'Elsewhere Inc' }, '2026-06-01', [{ cik: proven.cik, director: true }]);
    const { identity, boards } = await relations(a, me.id);
    expect(identity).toBe('counted');
    expect(boards).toHaveLength(1);
    expect(boards[0]).toMatchObject({
      cik: issuer.cik,
      name: 'Quillworks Corp',
      symbol: 'QLL',
      role: 'Director and 10% owner',
      director: true,
      officer: false,
      tenPercentOwner: true,
      filedOn: '2026-05-01',
      form: '4',
      url: `https://www.sec.gov/Archives/${last}.xml`,
      left: true,
      more: 0,
    });
    expect(names(boards[0]?.people ?? [])).toEqual(['Bo Boardquill', 'Cy Boardquill']);
    expect(boards[0]?.people.find(({ id }) => id === proven.id)).toMatchObject({
      role: 'COO',
      filedOn: '2026-04-01',
      url: `https://www.sec.gov/Archives/${shared}.xml`,
      left: false,
      why: 'named as COO in a filing of Quillworks Corp of 2026-04-01',
    });
    expect((await relations(b, theirs.id)).boards.flatMap(({ people }) => people)).toEqual([]);
  });

  it('say nothing of whom a weak record points at, until somebody confirms it', async () => {
    const a = await owner();
    const me = await filerOf(a, 'Fay Boardquill', { grade: 'near' });
    const other = await filerOf(a, 'Gus Boardquill');
    await filed({ cik: newCik(), name: 'Quillmark' }, '2026-05-01', [
      { cik: me.cik, director: true },
      { cik: other.cik, director: true },
    ]);
    expect(await relations(a, me.id)).toMatchObject({ identity: 'unproven', boards: [] });
    expect((await relations(a, other.id)).boards).toMatchObject([{ name: 'Quillmark', people: [] }]);
    await admin`update identity_matches set state = 'confirmed' where prospect_id = ${me.id}`;
    expect((await relations(a, me.id)).boards).toMatchObject([{ people: [{ name: 'Gus Boardquill' }] }]);
    expect((await relations(a, other.id)).boards).toMatchObject([{ people: [{ name: 'Fay Boardquill' }] }]);
    await admin`update identity_matches set state = 'rejected' where prospect_id = ${me.id}`;
    expect(await relations(a, me.id)).toMatchObject({ identity: 'none', boards: [] });
  });

  it('follow deletion, a merge and its undoing', async () => {
    const a = await owner();
    const me = await filerOf(a, 'Hal Boardquill');
    const fellow = await filerOf(a, 'Ivy Boardquill');
    const survivor = await addPerson(a, { name: 'Ivy B.', ...company() });
    await filed({ cik: newCik(), name: 'Quillyard' }, '2026-05-01', [
      { cik: me.cik, director: true },
      { cik: fellow.cik, director: true },
    ]);
    const people = async () => names((await relations(a, me.id)).boards[0]?.people ?? []);
    expect(await people()).toEqual(['Ivy Boardquill']);
    await a.fetch(`/api/v1/prospects/${fellow.id}`, { method: 'DELETE' });
    expect(await people()).toEqual([]);
    await a.fetch(`/api/v1/prospects/${fellow.id}/restore`, { method: 'POST', body: {} });
    const { mergeId } = await mergeInto(a, survivor, [fellow.id]);
    expect(await people()).toEqual(['Ivy B.']);
    expect((await a.fetch(`/api/v1/prospects/${fellow.id}/relations`)).status).toBe(410);
    await undo(a, mergeId);
    expect(await people()).toEqual(['Ivy Boardquill']);
    expect((await relations(a, survivor)).boards).toEqual([]);
    await a.fetch(`/api/v1/prospects/${me.id}`, { method: 'DELETE' });
    expect((await a.fetch(`/api/v1/prospects/${me.id}/relations`)).status).toBe(404);
  });

  it('mark who is suppressed, and tell how many more there are than are shown', async () => {
    const a = await owner();
    const at = company();
    const me = await filerOf(a, 'Jon Boardquill');
    await admin`update prospects set company_domain = ${at.companyDomain} where id = ${me.id}`;
    const left = await addPerson(a, { name: 'Kim Boardquill', email: 'kim@boardquill.example', ...at });
    const cik = newCik();
    await filer(a, left, cik);
    const crowd = Array.from({ length: 51 }, () => ({ cik: newCik(), director: true }));
    for (const one of crowd) {
      await filer(a, await addPerson(a, { name: `Crowd ${one.cik}` }), one.cik);
    }
    await filed({ cik: newCik(), name: 'Quillcrowd' }, '2026-05-01', [{ cik: me.cik, director: true }, ...crowd]);
    await filed({ cik: newCik(), name: 'Quillpair' }, '2026-05-02', [
      { cik: me.cik, director: true },
      { cik, director: true },
    ]);
    const put = await a.fetch('/api/v1/suppressions/people', { method: 'POST', body: { ids: [left] } });
    expect(put.ok).toBe(true);
    const { colleagues: near, boards } = await relations(a, me.id);
    expect(near.items.map(({ id, suppressed }) => [id, suppressed])).toEqual([[left, true]]);
    expect(boards.map(({ name, people, more }) => [name, people.length, more])).toEqual([
      ['Quillpair', 1, 0],
      ['Quillcrowd', 50, 1],
    ]);
    expect(boards.map(({ people }) => people.filter((one) => one.suppressed).length)).toEqual([1, 0]);
  });
});

describe('what relations look up', () => {
  it('is found by indexes, in the order of the page', async () => {
    const a = await owner();
    const at = company();
    await admin`
      insert into prospects (tenant_id, name, company, company_domain)
      select ${a.tenant.id}, 'Many ' || n, 'Company ' || n % 500, case when n % 3 > 0 then 'c' || n % 500 || '.example' end
        from generate_series(1, 20000) n`;
    await admin`analyze prospects`;
    const plans = await admin.transaction([
      admin`select set_config('app.tenant_id', ${a.tenant.id}, true)`,
      admin`set local role edgewise_app`,
      // Of a small table the planner would read the whole.
      admin`set local enable_seqscan = off`,
      ...[at.companyDomain, '=company 7'].map((key) =>
        admin.query(
          `explain select id from prospects_search where (case when company_domain is null then '=' || lower(company) else lower(company_domain) end) = $1 order by id desc limit 26`,
          [key],
        ),
      ),
      admin`explain select id from prospects_search where (company is null) = (select false) and coalesce(lower(company), '') = 'company 7' order by id desc limit 26`,
      admin`explain select prospect_id from identity_matches where filer_cik = '0000000001'`,
    ]);
    const said = plans.slice(3).map((rows) => JSON.stringify(rows));
    expect(said[0]).toContain('prospects_employer');
    expect(said[1]).toContain('prospects_employer');
    expect(said[2]).toContain('prospects_company');
    expect(said[3]).toContain('identity_matches_filer');
    expect(said[3]).toMatch(/Index Cond: .*filer_cik = /);
    for (const plan of said.slice(0, 3)) expect(plan).not.toContain('Sort');
  });
});
