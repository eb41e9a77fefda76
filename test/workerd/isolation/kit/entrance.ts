import { newId } from '../../../../src/lib/ids.ts';
import { makeMember, makeTenant, type TestTenant } from '../../../support/tenants.ts';
import { admin } from '../../../support/worker.ts';
import type { Probe } from './probes.ts';

/** What `app.enter` is called with, in its own order. */
type Arguments = {
  tenant: string | null;
  kind: string | null;
  subject: string | null;
  session: string | null;
  role: string | null;
  intent: string | null;
  /** The version of the record that the caller was judged by, and of the flags; null where by none. */
  epoch: string | null;
};

const quoted = (value: string | null): string => (value === null ? 'null' : `'${value.replaceAll("'", "''")}'`);

const statementOf = (a: Arguments): string =>
  `select app.enter(${[a.tenant, a.kind, a.subject, a.session, a.role, a.intent, 'r', a.epoch].map(quoted).join(', ')})`;

const EW401 = ['EW401'];

/** A session as the sign-in makes it. */
const addSession = async (userId: string, tenant: TestTenant): Promise<string> => {
  const id = newId();
  await admin`insert into auth.session (id, token, user_id, tenant_id, expires_at) values (${id}, ${newId()}, ${userId}, ${tenant.id}, now() + interval '1 hour')`;
  return id;
};

const addJob = async (tenant: TestTenant): Promise<string> => {
  const id = newId();
  await admin`insert into jobs (tenant_id, id, kind, title, subject_type, subject_id, dedupe, progress_unit, created_by)
    values (${tenant.id}, ${id}, 'import', 'x', 'import', ${newId()}, ${id}, 'bytes', 'x')`;
  return id;
};

/** What each billing state admits, and how it is arranged; what it does not admit is an attack. */
const GATES: readonly (readonly [state: string, change: string, admits: readonly string[]])[] = [
  ['trialing', `billing = 'trialing', trial_ends_at = now() + interval '1 day'`, ['work', 'read', 'own', 'any']],
  ['past its trial', `billing = 'trialing', trial_ends_at = now()`, ['read', 'own', 'any']],
  ['in grace', `billing = 'past_due', grace_ends_at = now() + interval '1 day'`, ['work', 'read', 'own', 'any']],
  ['past its grace', `billing = 'past_due', grace_ends_at = now()`, ['read', 'own', 'any']],
  ['unpaid', `billing = 'unpaid'`, ['own', 'any']],
  ['canceled', `billing = 'canceled'`, ['own', 'any']],
  ['suspended', `billing = 'suspended'`, ['any']],
];
const INTENTS = ['work', 'read', 'own', 'any'];

/** A session that an operator opened in a workspace, to look in as a reader. */
const addLook = async (tenant: TestTenant, userId = newId()): Promise<{ userId: string; sessionId: string }> => {
  await admin`insert into auth."user" (id, name, email) values (${userId}, 'x', ${`${userId}@example.com`}) on conflict do nothing`;
  await admin`insert into platform.operators (user_id) values (${userId})`;
  const sessionId = await addSession(userId, tenant);
  await admin`update auth.session set impersonated_by = user_id, impersonation_reason = 'x' where id = ${sessionId}`;
  return { userId, sessionId };
};

type As = (what: string, args: Arguments, may: string[]) => Probe;

/** The billing states with every intent, and with none. */
const ofGates = async (me: Arguments, as: As) => {
  const closed = await Promise.all(
    GATES.map(async ([state, change, admits]) => {
      const { tenant, userId, sessionId } = await makeMember(await makeTenant(), 'admin');
      await admin.query(`update tenants set ${change} where id = $1`, [tenant.id]);
      return { state, admits, args: { ...me, tenant: tenant.id, subject: userId, session: sessionId } };
    }),
  );
  const each = closed.flatMap(({ state, admits, args }) =>
    INTENTS.map((intent) => {
      const admitted = admits.includes(intent);
      const what = `a member of a tenant that is ${state}, to ${intent}`;
      return { admitted, probe: as(what, { ...args, intent }, admitted ? ['rows 1'] : ['EW402']) };
    }),
  );
  return {
    guests: each.filter((e) => e.admitted).map((e) => e.probe),
    attacks: each.filter((e) => !e.admitted).map((e) => e.probe),
    unsaid: closed
      .filter(({ admits }) => !admits.includes('work'))
      .flatMap(({ state, args }) =>
        [null, '', 'WORK'].map((intent) =>
          as(`a member of a tenant that is ${state} who says “${intent}” for what`, { ...args, intent }, ['EW402']),
        ),
      ),
  };
};

/** Operators who look in, and who would like to look further. */
const ofLooks = async (me: Arguments, a: TestTenant, b: TestTenant, as: As) => {
  const [look, old, over, disabled, byNobody] = await Promise.all([1, 2, 3, 4, 5].map(() => addLook(a)));
  if (!look || !old || !over || !disabled || !byNobody) throw new Error('No looks were made.');
  const elsewhere = await addLook(b);
  // An operator who owns the workspace too, and looks in as an operator.
  const owner = await makeMember(a, 'owner');
  const both = await addLook(a, owner.userId);
  const console = newId();
  await admin.transaction([
    admin`update auth.session set created_at = now() - interval '31 minutes' where id = ${old.sessionId}`,
    admin`update auth.session set expires_at = now() where id = ${over.sessionId}`,
    admin`update platform.operators set disabled_at = now() where user_id = ${disabled.userId}`,
    admin`delete from platform.operators where user_id = ${byNobody.userId}`,
    admin`insert into auth.session (id, token, user_id, expires_at) values (${console}, ${newId()}, ${look.userId}, now() + interval '1 hour')`,
  ]);
  const by = ({ userId, sessionId }: typeof look, role = 'viewer'): Arguments => ({
    ...me,
    subject: userId,
    session: sessionId,
    role,
    intent: 'read',
  });
  return {
    guests: [as('an operator who looks in', by(look), ['rows 1'])],
    attacks: [
      as('an operator who looks in as an owner', by(look, 'owner'), ['EW409']),
      as('an operator who owns the workspace too, and looks in as an owner', by(both, 'owner'), ['EW409']),
      as('an operator who looks in for longer than half an hour', by(old), EW401),
      as('an operator whose look is over', by(over), EW401),
      as('an operator who is disabled', by(disabled), EW401),
      as('an operator who is none any more', by(byNobody), EW401),
      as('an operator who looks into B, with A’s id', by(elsewhere), EW401),
      as('another’s look', { ...by(look), subject: me.subject }, EW401),
      as('an operator with the session of the console', { ...by(look), session: console }, EW401),
    ],
  };
};

/** Who may come in, and everyone who tries to without being let: one tenant, its neighbour, and people of both. */
export const makeEntrances = async (): Promise<{ guests: Probe[]; attacks: Probe[]; unsaid: Probe[] }> => {
  const [a, b] = [await makeTenant(), await makeTenant()];
  const [member, colleague, stranger] = [
    await makeMember(a, 'admin'),
    await makeMember(a, 'admin'),
    await makeMember(b, 'admin'),
  ];
  const [truth] = await admin`
    select t.version, s.version as flags from tenants t, platform.state s where t.id = ${a.id} and s.id = 'flags'`;
  const me: Arguments = {
    tenant: a.id,
    kind: 'member',
    subject: member.userId,
    session: member.sessionId,
    role: 'admin',
    intent: 'work',
    epoch: null,
  };
  const job: Arguments = { ...me, kind: 'job', subject: await addJob(a), session: null, role: null };
  const system: Arguments = { ...me, kind: 'system', subject: 'domains', session: null, role: null };
  const as: As = (what, args, may) => ({
    check: 'the entrance',
    what,
    role: 'edgewise_app',
    context: null,
    statement: statementOf(args),
    may,
  });

  const expired = await makeMember(a, 'admin');
  await admin`update auth.session set expires_at = now() where id = ${expired.sessionId}`;
  const disabled = await makeMember(a, 'admin');
  await admin`update members set disabled_at = now() where user_id = ${disabled.userId}`;
  // A member of B alone, whose session says A: as after they were put out of A.
  const putOut = await addSession(stranger.userId, a);
  const gone = await makeMember(await makeTenant(), 'admin');
  await admin`update tenants set deleted_at = now() where id = ${gone.tenant.id}`;
  const of = (m: typeof member): Partial<Arguments> => ({
    tenant: m.tenant.id,
    subject: m.userId,
    session: m.sessionId,
  });

  // One person, a member of both tenants, with a session on B's host.
  const both = await makeMember(b, 'admin');
  await admin`insert into members (tenant_id, user_id, role) values (${a.id}, ${both.userId}, 'admin')`;

  const gates = await ofGates(me, as);
  const looks = await ofLooks(me, a, b, as);
  const [version, flags] = [Number(truth?.version), Number(truth?.flags)];
  const IN = ['rows 1'];
  return {
    guests: [
      as('a member with a session', me, IN),
      as('a member judged by the record as it is', { ...me, epoch: `${version}.${flags}` }, IN),
      as('a job', job, IN),
      as('the product at work by itself', system, IN),
      ...gates.guests,
      ...looks.guests,
    ],
    attacks: [
      as('a session of B’s with A’s id', { ...me, subject: stranger.userId, session: stranger.sessionId }, EW401),
      as('a session of B’s in one’s own name', { ...me, session: stranger.sessionId }, EW401),
      as('a session on B’s host of a member of both', { ...me, subject: both.userId, session: both.sessionId }, EW401),
      as('a session of a colleague’s', { ...me, session: colleague.sessionId }, EW401),
      as(
        'a session of one who is a member elsewhere only',
        { ...me, subject: stranger.userId, session: putOut },
        EW401,
      ),
      as('an expired session', { ...me, ...of(expired) }, EW401),
      as('a session that is none', { ...me, session: newId() }, EW401),
      as('no session', { ...me, session: null }, EW401),
      as('nobody', { ...me, subject: null }, EW401),
      as('a quote in place of a session', { ...me, session: "' or '1'='1" }, EW401),
      as('a disabled member', { ...me, ...of(disabled) }, EW401),
      as('a stronger role than one’s own', { ...me, role: 'owner' }, ['EW409']),
      as('a weaker role than one’s own', { ...me, role: 'viewer' }, ['EW409']),
      as('a role that is none', { ...me, role: '' }, ['EW409']),
      as('a record of the tenant that is old', { ...me, epoch: `${version - 1}.${flags}` }, ['EW412']),
      as('a record of the flags that is old', { ...me, epoch: `${version}.${flags - 1}` }, ['EW412']),
      as('a record that is none', { ...me, epoch: '' }, ['EW412']),
      as('a member of a deleted tenant', { ...me, ...of(gone) }, ['EW404']),
      as('a tenant that is none', { ...me, tenant: newId() }, ['EW404']),
      as('no tenant', { ...me, tenant: null }, ['EW404']),
      as('the product at work in a deleted tenant', { ...system, tenant: gone.tenant.id }, ['EW404']),
      as('a job that is none', { ...job, subject: newId() }, EW401),
      as('a job of B’s with A’s id', { ...job, subject: await addJob(b) }, EW401),
      as('no job', { ...job, subject: null }, EW401),
      ...['', 'SYSTEM', 'operator', 'MEMBER', null].map((kind) =>
        as(`an actor of the kind ${kind}`, { ...me, kind }, EW401),
      ),
      ...gates.attacks,
      ...looks.attacks,
    ],
    unsaid: [as('a member who does not say their role', { ...me, role: null }, [...EW401, 'EW409']), ...gates.unsaid],
  };
};

/** Each condition of the entrance and of the gate before it taken out, and the attack that gets in without it. */
export const ENTRANCE_MUTATIONS: readonly [at: string, condition: string | RegExp, instead: string, attack: string][] =
  [
    ['enter', ' and deleted_at is null', '', 'a member of a deleted tenant'],
    ['enter', 'not app.admits(v_gate, p_intent)', 'false', 'a member of a tenant that is unpaid, to work'],
    ['enter', 'p_intent is null or', '', 'a member of a tenant that is unpaid who says “null” for what'],
    ['enter', 'm.tenant_id = p_tenant and ', '', 'a session of one who is a member elsewhere only'],
    ['enter', ' and s.user_id = p_subject', '', 'a session of a colleague’s'],
    ['enter', ' and s.tenant_id = p_tenant', '', 'a session on B’s host of a member of both'],
    ['enter', 's.expires_at > now()', 'true', 'an expired session'],
    ['enter', ' and m.disabled_at is null', '', 'a disabled member'],
    ['enter', /v_role (<>|is distinct from) p_role/, 'false', 'a stronger role than one’s own'],
    ['enter', 'tenant_id = p_tenant and id = p_subject', 'id = p_subject', 'a job of B’s with A’s id'],
    ['enter', 'p_epoch <> t.version', "p_epoch <> split_part(p_epoch, '.', 1)", 'a record of the tenant that is old'],
    ['enter', /\(select s\.version from .+\)/, "split_part(p_epoch, '.', 2)", 'a record of the flags that is old'],
    ['enter', ' and s.impersonated_by is null', '', 'an operator who owns the workspace too, and looks in as an owner'],
    ['enter', "v_role := 'viewer'", 'v_role := p_role', 'an operator who looks in as an owner'],
    [
      'enter',
      /i\.created_at > now\(\) - interval '[^']+'/,
      'true',
      'an operator who looks in for longer than half an hour',
    ],
    ['enter', 'i.expires_at > now()', 'true', 'an operator whose look is over'],
    ['enter', ' and o.disabled_at is null', '', 'an operator who is disabled'],
    ['enter', 'join platform.operators o', 'left join platform.operators o', 'an operator who is none any more'],
    ['enter', ' and i.tenant_id = p_tenant', '', 'an operator who looks into B, with A’s id'],
    ['enter', ' and i.user_id = p_subject', '', 'another’s look'],
    ['gate', "'unpaid'", "'x'", 'a member of a tenant that is unpaid, to work'],
    ['gate', "'canceled'", "'x'", 'a member of a tenant that is canceled, to read'],
    ['gate', "'suspended'", "'x'", 'a member of a tenant that is suspended, to own'],
    ['gate', "'past_due'", "'x'", 'a member of a tenant that is past its grace, to work'],
    ['gate', 'grace_ends_at <= at', 'false', 'a member of a tenant that is past its grace, to work'],
    ['gate', "'trialing'", "'x'", 'a member of a tenant that is past its trial, to work'],
    ['gate', 'trial_ends_at <= at', 'false', 'a member of a tenant that is past its trial, to work'],
    ['admits', /ELSE \(intent = 'any'::text\)/, 'ELSE true', 'a member of a tenant that is suspended, to own'],
    ['admits', /'own'::text/g, "'read'::text", 'a member of a tenant that is unpaid, to read'],
  ];
