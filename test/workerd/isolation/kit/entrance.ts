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
};

const quoted = (value: string | null): string => (value === null ? 'null' : `'${value.replaceAll("'", "''")}'`);

const statementOf = (a: Arguments): string =>
  `select app.enter(${[a.tenant, a.kind, a.subject, a.session, a.role, a.intent, 'r'].map(quoted).join(', ')})`;

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

/** Who may come in, and everyone who tries to without being let: one tenant, its neighbour, and people of both. */
export const makeEntrances = async (): Promise<{ guests: Probe[]; attacks: Probe[]; unsaid: Probe[] }> => {
  const [a, b] = [await makeTenant(), await makeTenant()];
  const [member, colleague, stranger] = [
    await makeMember(a, 'admin'),
    await makeMember(a, 'admin'),
    await makeMember(b, 'admin'),
  ];
  const me: Arguments = {
    tenant: a.id,
    kind: 'member',
    subject: member.userId,
    session: member.sessionId,
    role: 'admin',
    intent: 'work',
  };
  const job: Arguments = {
    tenant: a.id,
    kind: 'job',
    subject: await addJob(a),
    session: null,
    role: null,
    intent: 'work',
  };
  const as = (what: string, args: Arguments, may: string[]): Probe => ({
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

  const locked = await Promise.all(
    ['unpaid', 'canceled', 'suspended'].map(async (billing) => ({
      billing,
      m: await makeMember(await makeTenant({ billing }), 'admin'),
    })),
  );
  const IN = ['rows 1'];
  return {
    guests: [
      as('a member with a session', me, IN),
      as('a job', job, IN),
      ...locked.map(({ billing, m }) =>
        as(`a member of a tenant that is ${billing}, to unlock it`, { ...me, ...of(m), intent: 'locked' }, IN),
      ),
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
      ...locked.map(({ billing, m }) => as(`a member of a tenant that is ${billing}`, { ...me, ...of(m) }, ['EW402'])),
      as('a member of a deleted tenant', { ...me, ...of(gone) }, ['EW404']),
      as('a tenant that is none', { ...me, tenant: newId() }, ['EW404']),
      as('no tenant', { ...me, tenant: null }, ['EW404']),
      as('a job that is none', { ...job, subject: newId() }, EW401),
      as('a job of B’s with A’s id', { ...job, subject: await addJob(b) }, EW401),
      as('no job', { ...job, subject: null }, EW401),
      ...['', 'system', 'MEMBER', null].map((kind) => as(`an actor of the kind ${kind}`, { ...me, kind }, EW401)),
    ],
    unsaid: [
      as('a member who does not say their role', { ...me, role: null }, [...EW401, 'EW409']),
      ...locked.map(({ billing, m }) =>
        as(`a member of a tenant that is ${billing} who does not say what for`, { ...me, ...of(m), intent: null }, [
          'EW402',
        ]),
      ),
    ],
  };
};

/** Each condition of the entrance taken out, and the attack that gets in without it. */
export const ENTRANCE_MUTATIONS: readonly [condition: string | RegExp, instead: string, attack: string][] = [
  [' and deleted_at is null', '', 'a member of a deleted tenant'],
  ["'unpaid'", "'x'", 'a member of a tenant that is unpaid'],
  ["'canceled'", "'x'", 'a member of a tenant that is canceled'],
  ["'suspended'", "'x'", 'a member of a tenant that is suspended'],
  ['m.tenant_id = p_tenant and ', '', 'a session of one who is a member elsewhere only'],
  [' and s.user_id = p_subject', '', 'a session of a colleague’s'],
  [' and s.tenant_id = p_tenant', '', 'a session on B’s host of a member of both'],
  ['s.expires_at > now()', 'true', 'an expired session'],
  [' and m.disabled_at is null', '', 'a disabled member'],
  [/v_role (<>|is distinct from) p_role/, 'false', 'a stronger role than one’s own'],
  ['tenant_id = p_tenant and id = p_subject', 'id = p_subject', 'a job of B’s with A’s id'],
];
