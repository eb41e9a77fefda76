import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import * as z from 'zod';
import { app, ROUTES } from '../../../src/app.ts';
import { consolePath } from '../../../src/features/console/console-route.ts';
import { CONSOLE_ROUTES } from '../../../src/features/console/routes.ts';
import { admits } from '../../../src/features/tenants/gate.ts';
import type { Route } from '../../../src/http/route.ts';
import { ROLES, type Role, type Scope, scopesOf } from '../../../src/lib/actor.ts';
import { newId } from '../../../src/lib/ids.ts';
import { type Member, makeMember, makeTenant, type TestTenant } from '../../support/tenants.ts';
import { admin, fetchWorker } from '../../support/worker.ts';
import { type Answer, ask, type Call, masked, readAnswer } from './kit/ask.ts';
import { type Filled, fill, idOf } from './kit/fill.ts';
import { nameOf, type Ref, refsOf } from './kit/objects.ts';
import { bodyFor } from './kit/samples.ts';
import { changed, type State, stateOf } from './kit/state.ts';
import { readTables, type Table } from './kit/tables.ts';

// Longer than most: all of it needs the same tenants, and a file of its own would have a database and a runtime too.

/** What the Worker answers beside the table of routes, and why none of it can be anybody's data. */
const BESIDE = [
  'GET /healthz',
  'GET /api/openapi.json',
  'GET /api/site',
  // A token of our own comes back, to the very host that it was made for.
  'GET /.well-known/edgewise/:token',
  // The operators' own, which is not there for anybody else: see the tests of the console.
  ...CONSOLE_ROUTES.map((r) => `${r.method.toUpperCase()} ${consolePath(r)}`),
];

const GUARDED = ROUTES.filter((r) => r.scope !== 'public');
const PUBLIC = ROUTES.filter((r) => r.scope === 'public');
const named = (routes: readonly Route[]) => routes.map((r) => [nameOf(r), r] as const);
const may = (role: Role, r: Route) => scopesOf(role).has(r.scope as Scope);

let tables: Table[];
let a: Filled;
let b: Filled;
/** A third, whose own work may change what it has. */
let c: Filled;
let locked: Member;
let suspended: Member;
let people: Record<Role, Member>;
let before: State;
/** What is B's alone, and must be in no answer to anyone else. */
let secrets: string[];

beforeAll(async () => {
  tables = await readTables();
  a = await fill(tables, await makeTenant());
  b = await fill(tables, await makeTenant());
  c = await fill(tables, await makeTenant());
  locked = await makeMember(await makeTenant({ billing: 'unpaid' }));
  suspended = await makeMember(await makeTenant({ billing: 'suspended' }));
  const members = await Promise.all(ROLES.map(async (role) => [role, await makeMember(a.tenant, role)]));
  people = Object.fromEntries(members);
  const ids = Object.values(b.rows).flatMap((row) => ('id' in row ? [String(row.id)] : []));
  secrets = [b.mark, ...ids, b.owner.userId, b.owner.sessionId];
  before = await stateOf(tables, b.tenant.id);
});

/** Whether B was asked beside since it was last looked at. */
let asked = false;

/** Asks, and checks what must hold of every answer to anyone but B: nothing of B in it. After the test nothing of B is changed by it. */
const askBeside = async (r: Route, call: Call, sent: readonly string[] = []): Promise<Answer> => {
  asked = true;
  const answer = await readAnswer(await ask(r, call));
  // The host that was asked comes back in the policy for pages.
  const text = JSON.stringify(answer).toLowerCase().replaceAll(call.host, '');
  const told = secrets.filter((s) => !sent.includes(s) && text.includes(s));
  expect({ told, broken: answer.status >= 500 ? answer : null }, `${nameOf(r)} on ${call.host}`).toEqual({
    told: [],
    broken: null,
  });
  return answer;
};

const lostOfB = async () => changed(before, await stateOf(tables, b.tenant.id));
// Once a test: to read all of B after each request took longer than the requests.
afterEach(async () => {
  if (!asked) return;
  asked = false;
  expect(await lostOfB(), 'what was changed of B').toEqual([]);
});

/** A link that says what the tenant's own does, and that nobody has signed: who has a link may use it, whoever they are. */
const unsigned = (link: string): string => `${link.split('.')[0]}.${'0'.repeat(64)}`;
const idIn = (filled: Filled, ref: Ref) => (ref.table === 'handoffs' ? unsigned(filled.handoff) : idOf(filled, ref));

/** A name that was let go, a team, a note and a person that were removed, by one test are there again for the next. */
const takenBack = (filled: Filled) => [
  admin`
    insert into teams select * from jsonb_populate_record(null::teams, ${JSON.stringify(filled.rows.teams)})
    on conflict (tenant_id, id) do update set name = excluded.name`,
  admin`
    update prospects set deleted_at = null
     where tenant_id = ${filled.tenant.id} and id = ${String(filled.rows.prospects?.id)} and deleted_at is not null`,
  admin`
    insert into notes select * from jsonb_populate_record(null::notes, ${JSON.stringify(filled.rows.notes)})
    on conflict (tenant_id, id) do nothing`,
  admin`
    update imports m set status = 'draft', cancel_requested = false, pause_requested = false,
           check_job_id = f.check_job_id, check_basis = f.check_basis, checked = f.checked
      from jsonb_populate_record(null::imports, ${JSON.stringify(filled.rows.imports)}) f
     where m.tenant_id = ${filled.tenant.id} and m.id = f.id`,
  admin`
    insert into import_expected
      select * from jsonb_populate_record(null::import_expected, ${JSON.stringify(filled.rows.import_expected)})
    on conflict (tenant_id, check_id, prospect_id) do nothing`,
  admin`
    update domains set state = 'ready', removed_at = null, verified_at = now(), misses = 0
     where tenant_id = ${filled.tenant.id} and id = ${String(filled.rows.domains?.id)} and verified_at is null`,
];
const takeBack = (...them: Filled[]) => admin.transaction(them.flatMap(takenBack));
beforeEach(() => takeBack(a, c));
/** Of work that was accepted, without what every acceptance makes anew. */
const accepted = (answer: Answer): Answer => {
  if (answer.status !== 202) return answer;
  return { ...answer, body: answer.body.replace(/"(id|jobId|createdAt)":"[^"]+"/g, '"$1":"<made>"') };
};
const NOT_AN_ID = "1' or '1'='1";

/** The choices for the ids of a route: in each, one id is chosen and the others are A's own. */
const choicesOf = (r: Route) => {
  const refs = refsOf(r);
  const own = (ref: Ref) => idIn(a, ref);
  const none = newId();
  return refs.map((chosen) => {
    const put = (id: string) => (ref: Ref) => (ref === chosen || ref.name === chosen.name ? id : own(ref));
    const theirs = idIn(b, chosen);
    return { chosen, own, none: put(none), theirs: put(theirs), broken: put(NOT_AN_ID), sent: [none, theirs] };
  });
};

describe('the table of routes', () => {
  it('is what is mounted, and nothing else is', () => {
    const mounted = app.routes.filter((r) => r.method !== 'ALL').map((r) => `${r.method} ${r.path}`);
    const listed = ROUTES.map((r) => `${r.method.toUpperCase()} /api${r.path.replace(/\{(\w+)\}/g, ':$1')}`);
    expect(new Set(listed).size).toBe(ROUTES.length);
    expect([...new Set(mounted)].sort()).toEqual([...listed, ...BESIDE].sort());
    const all = app.routes.filter((r) => r.method === 'ALL').map((r) => r.path);
    expect(new Set(all)).toEqual(new Set(['/*', '/api/*']));
  });

  it('is what the description of the API says', async () => {
    const answer = await fetchWorker(a.tenant.host, '/api/openapi.json');
    const { paths } = (await answer.json()) as { paths: Record<string, Record<string, { 'x-scope'?: string }>> };
    const described = Object.entries(paths).flatMap(([path, methods]) =>
      Object.entries(methods).map(([method, o]) => `${method} ${path} ${o['x-scope'] ?? 'public'}`),
    );
    expect(described.sort()).toEqual(ROUTES.map((r) => `${r.method} /api${r.path} ${r.scope}`).sort());
  });
});

/** Answers that are figures and choices of ours and nothing else, in which no mark can stand. */
const FIGURES = [
  'GET /v1/credits',
  'GET /v1/providers/health',
  'GET /v1/enrichment/settings',
  'GET /v1/enrichments',
  'GET /v1/enrichments/{id}',
  // Nobody of those who are filled in is deleted: test/workerd/records has who is.
  'GET /v1/deleted-prospects',
  // Packed: what stands in it is what the same file as CSV shows.
  'GET /v1/exports/prospects.xlsx',
];

describe('the marks', () => {
  it.each(named(GUARDED.filter((r) => r.method === 'get' && r.status !== 101 && !FIGURES.includes(nameOf(r)))))(
    'of a tenant are what its own people are shown by %s, so that a leak of them would be seen',
    async (_, r) => {
      const answer = await readAnswer(
        await ask(r, { host: c.tenant.host, cookie: c.owner.cookie, ids: (ref) => idIn(c, ref) }),
      );
      expect([answer.status, answer.body.includes(c.mark)]).toEqual([200, true]);
    },
  );
});

describe('a member of A', () => {
  describe.each<Role>(['owner', 'member', 'viewer'])('who is %s', (role) => {
    it.each(named(GUARDED))('is told the same of B’s and of nothing by %s', async (_, r) => {
      const { host } = a.tenant;
      const { cookie } = people[role];
      const found = await askBeside(r, { host, cookie, ids: (ref) => idIn(a, ref) });
      if (!may(role, r)) expect(found).toMatchObject({ status: 403, body: expect.stringContaining('"forbidden"') });
      else expect([401, 403, 404], `A’s own: ${JSON.stringify(found)}`).not.toContain(found.status);
      for (const { chosen, none, theirs, broken, sent } of choicesOf(r)) {
        const nothing = accepted(masked(await askBeside(r, { host, cookie, ids: none }, sent), sent));
        expect(accepted(masked(await askBeside(r, { host, cookie, ids: theirs }, sent), sent))).toEqual(nothing);
        const garbled = await askBeside(r, { host, cookie, ids: broken }, sent);
        if (chosen.place === 'path' || !may(role, r)) expect(garbled).toEqual(nothing);
        else expect(garbled.status).toBe(422);
        if (chosen.place === 'path' && may(role, r)) expect(nothing.status).toBe(404);
      }
    });
  });

  it('finds no way to B’s by a method that is not in the table', async () => {
    const { host } = a.tenant;
    for (const path of new Set(ROUTES.map((r) => r.path))) {
      const known = ROUTES.filter((r) => r.path === path);
      const [r] = known;
      if (!r) continue;
      for (const method of ['get', 'post', 'put', 'patch', 'delete']) {
        if (known.some((k) => k.method === method)) continue;
        const call = { host, cookie: people.owner.cookie, method: method.toUpperCase() };
        const bare = { ...r, body: undefined, bodyTypes: undefined, query: undefined, status: 200 };
        const answer = await askBeside(bare, { ...call, ids: (ref) => idIn(b, ref) }, secrets);
        expect([method, path, answer.status]).toEqual([method, path, 404]);
      }
    }
  });
});

/** Makes a member of A whom this isolate remembers, and then does to them what ends their access. */
const remembered = async (end: (m: Member) => Promise<unknown>): Promise<{ host: string; cookie: string }> => {
  const m = await makeMember(a.tenant);
  expect((await m.fetch('/api/v1/me')).status).toBe(200);
  await end(m);
  return { host: a.tenant.host, cookie: m.cookie };
};

/** Those who are nobody where they ask. */
const OUTSIDERS: Record<string, () => Promise<{ host: string; cookie?: string }>> = {
  'nobody known': async () => ({ host: a.tenant.host }),
  'an expired session': async () => {
    const m = await makeMember(a.tenant);
    await admin`update auth.session set expires_at = now() where id = ${m.sessionId}`;
    return { host: a.tenant.host, cookie: m.cookie };
  },
  'a session that expired since it was remembered': () =>
    remembered((m) => admin`update auth.session set expires_at = now() where id = ${m.sessionId}`),
  'a session revoked since it was remembered': () =>
    remembered((m) => admin`delete from auth.session where id = ${m.sessionId}`),
  'a member disabled since they were remembered': () =>
    remembered((m) => admin`update members set disabled_at = now() where user_id = ${m.userId}`),
  'B’s owner on A’s host': async () => ({ host: a.tenant.host, cookie: b.owner.cookie }),
  'A’s owner on B’s host': async () => ({ host: b.tenant.host, cookie: people.owner.cookie }),
  'A’s owner on B’s own domain': async () => ({ host: b.domain, cookie: people.owner.cookie }),
};

describe.each(Object.entries(OUTSIDERS))('%s', (_name, outsider) => {
  it.each(named(GUARDED))('is told to sign in by %s, whatever they ask for', async (_, r) => {
    const [choice] = choicesOf(r);
    const ids = choice ? [choice.own, choice.theirs, choice.none] : [() => undefined];
    const sent = [...secrets, ...(choice?.sent ?? [])];
    for (const choose of ids) {
      const answer = await askBeside(r, { ...(await outsider()), ids: choose }, sent);
      expect(answer).toMatchObject({ status: 401, body: expect.stringContaining('"unauthenticated"') });
    }
    if (choice?.chosen.place !== 'path') return;
    // An id that is none is refused before the database is asked who this is.
    const answer = await askBeside(r, { ...(await outsider()), ids: choice.broken }, sent);
    expect([401, 404]).toContain(answer.status);
  });
});

describe('scopes', () => {
  it.each(named(GUARDED))('are what %s goes by', async (_, r) => {
    for (const role of ROLES) {
      const { host } = a.tenant;
      const answer = await askBeside(r, { host, cookie: people[role].cookie, ids: () => newId() });
      expect([role, answer.status === 403]).toEqual([role, !may(role, r)]);
    }
  });

  it.each([
    ['locked', () => locked],
    ['closed', () => suspended],
  ] as const)('open in a workspace that is %s what its gate admits, and nothing else', async (gate, memberOf) => {
    for (const r of GUARDED) {
      const { cookie, tenant } = memberOf();
      const answer = await askBeside(r, { host: tenant.host, cookie, ids: (ref) => idIn(b, ref) }, secrets);
      const refused = { status: 402, body: expect.stringContaining('"tenant_locked"') };
      // What it names is B's: a route that is open says that it is not there.
      const open = refsOf(r).some(({ place }) => place === 'path') ? 404 : 200;
      if (admits(gate, r.intent)) expect(answer.status, `${nameOf(r)}: ${answer.body}`).toBe(open);
      else expect(answer, nameOf(r)).toMatchObject(refused);
    }
  });
});

/** Of the ids that are filled in one is a prospect's, and nobody is merged with themselves. */
const isMerge = (r: Route): boolean => nameOf(r) === 'POST /v1/prospects/{id}/merge';

describe('an Idempotency-Key', () => {
  it.each(named(ROUTES.filter((r) => r.idempotency !== 'none' && !isMerge(r))))(
    'of another tenant, or of a colleague, brings nothing of theirs by %s',
    async (_, r) => {
      const headers = { 'idempotency-key': newId() };
      const send = async (filled: Filled, { cookie }: Member) =>
        readAnswer(await ask(r, { host: filled.tenant.host, cookie, headers, ids: (ref) => idIn(filled, ref) }));
      expect((await send(c, c.owner)).status).toBeLessThan(300);
      for (const m of [a.owner, people.admin]) {
        const answer = await send(a, m);
        expect(answer.headers).not.toHaveProperty('idempotent-replayed');
        expect(answer.body).not.toContain('idempotency');
        expect(answer.body).not.toContain(c.mark);
      }
    },
  );
});

describe('who has not signed in', () => {
  /** Ids and addresses that an answer makes anew. */
  const made = (answer: Answer): Answer => ({
    ...answer,
    body: answer.body.replace(/"(id|email)":"[^"]+"/g, '"$1":"<made>"'),
  });
  const hosts = async (): Promise<TestTenant['host'][]> => {
    const gone = await makeTenant();
    await admin`update tenants set deleted_at = now() where id = ${gone.id}`;
    const known = [a.tenant.host, b.tenant.host, b.domain, locked.tenant.host];
    return [...known, gone.host, 'nobody-has-this.localhost', 'nobody-has-this.example'];
  };

  it.each(named(ROUTES))('cannot tell by %s whether a host is somebody’s', async (_, r) => {
    const answers = new Set<string>();
    for (const host of await hosts()) {
      for (const cookie of r.scope === 'public' ? [undefined] : [undefined, c.owner.cookie]) {
        const answer = await askBeside(r, { host, cookie, ids: (ref) => idIn(b, ref) }, secrets);
        answers.add(JSON.stringify(made(masked(answer, [host]))));
      }
    }
    expect([...answers]).toHaveLength(1);
  });

  it.each(['/api/openapi.json', '/api/site', '/api/nothing-here', '/api/', '/api/v1', '/api/v1/prospects/'])(
    'cannot tell by %s either',
    async (path) => {
      const answers = new Set<string>();
      for (const host of await hosts()) {
        answers.add(JSON.stringify(masked(await readAnswer(await fetchWorker(host, path)), [host])));
      }
      expect([...answers]).toHaveLength(1);
    },
  );

  it('is counted by a limit that is the same on every host', async () => {
    const said = new Set<string | null>();
    for (const host of await hosts()) {
      for (const r of GUARDED.filter((one) => one.status !== 101)) {
        const response = await ask(r, { host, ids: (ref) => idIn(b, ref) });
        await response.arrayBuffer();
        said.add(response.headers.get('ratelimit-policy'));
      }
    }
    // A busy limiter says nothing.
    said.delete(null);
    expect([...said]).toHaveLength(1);
    expect([...said][0]).toMatch(/^"anonymous";q=\d+;w=\d+$/);
  });

  it.each(named(PUBLIC))('changes and learns nothing of B by %s', async (_, r) => {
    for (const host of [a.tenant.host, b.tenant.host, b.domain]) await askBeside(r, { host });
  });
});

describe('the sweep of routes', () => {
  beforeAll(async () => {
    await admin.transaction(
      tables.map((t) => admin.query(`alter policy tenant on "${t.name}" using (true) with check (true)`)),
    );
  });
  afterAll(async () => {
    const shut = (t: Table) => {
      const own = `(${t.tenant} = (select app.tenant()))`;
      return admin.query(`alter policy tenant on "${t.name}" using ${own} with check ${own}`);
    };
    await admin.transaction(tables.map(shut));
  });

  /** Whether the sweep finds anything wrong with what A is told of B's by a route. */
  const isNoticed = async (r: Route): Promise<boolean> => {
    // All ids are B's: one of A's own beside them would find nothing, whatever the policies say.
    const refs = refsOf(r);
    if (refs.length === 0) return false;
    const theirs = (ref: Ref) => idIn(b, ref);
    const missing = newId();
    const none = () => missing;
    const sent = [missing, ...refs.map(theirs)];
    const { host } = a.tenant;
    const { cookie } = people.owner;
    try {
      const answer = await askBeside(r, { host, cookie, ids: theirs }, sent);
      const nothing = await askBeside(r, { host, cookie, ids: none }, sent);
      const differs = JSON.stringify(masked(answer, sent)) !== JSON.stringify(masked(nothing, sent));
      return differs || (await lostOfB()).length > 0;
    } catch {
      return true;
    } finally {
      await takeBack(b);
      before = await stateOf(tables, b.tenant.id);
    }
  };

  /** Its link says under its signature of which workspace it is: with every policy gone it still finds nothing of B's. */
  const SEALED = 'GET /v1/exports/files/{token}';

  it.each(named(GUARDED.filter((r) => nameOf(r) !== SEALED && refsOf(r).some(({ place }) => place === 'path'))))(
    'would notice if %s reached B’s',
    async (_, r) => {
      expect(await isNoticed(r)).toBe(true);
    },
  );

  it('asks for what it must know of a new route', () => {
    const [known] = GUARDED;
    if (!known) throw new Error('There is no route.');
    const made = (parts: Partial<Route>): Route => ({ ...known, method: 'post', path: '/v1/new', ...parts });
    const asked = /^Say in OBJECTS .+ which table the id '(.+)' of POST/;
    expect(() => refsOf(made({ path: '/v1/gifts/{id}' }))).toThrow(asked);
    expect(() => refsOf(made({ query: z.object({ gift: z.uuid().optional() }) }))).toThrow(asked);
    expect(() => refsOf(made({ body: z.object({ gifts: z.array(z.uuid()) }) }))).toThrow(asked);
    expect(() => bodyFor(made({ bodyTypes: { 'text/plain': 'words' } }), newId)).toThrow(/^Say in READ_BY_ROUTE/);
    expect(() => bodyFor(made({ body: z.object({ x: z.string().regex(/^never$/) }) }), newId)).toThrow(
      /is none for POST/,
    );
  });
});
