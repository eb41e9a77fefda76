import type { Filled } from './fill.ts';
import type { Probe } from './probes.ts';

/** What is tried around the tables of tenants: names that lead to one of them, and what belongs to none. */

/** Permission denied, or refused by a policy: PostgreSQL has one code for both. */
const REFUSED = '42501';
const NOTHING = 'rows 0';

const literal = (text: string): string => `'${text.replaceAll("'", "''")}'`;

/** What a name that is B's in the eyes of everyone must not be to A. */
export const ofNames = (a: Filled, b: Filled): Probe[] => {
  const as = (what: string, statement: string, ...may: string[]): Probe => ({
    check: 'the app with names of others',
    what,
    role: 'edgewise_app',
    context: a.tenant.id,
    statement,
    may,
  });
  const [host, slug, former] = [b.domain, b.tenant.slug, String(b.rows.former_slugs?.slug)].map(literal);
  const taken = ['23505'];
  return [
    as('routes none', `insert into domains (host, verified_at) values (${host}, now())`, ...taken),
    as('has none routed by another’s row', `update domains set verified_at = now() where host = ${host}`, NOTHING),
    as('makes none its own', `update domains set host = ${host}`, ...taken),
    as('takes no slug', `update tenants set slug = ${slug}`, ...taken),
    as('takes no slug that leads to another', `update tenants set slug = ${former}`, ...taken),
    as('says nothing of its plan', `update tenants set plan = 'enterprise'`, REFUSED),
    as('says nothing of its bill', `update tenants set billing = 'active', version = version`, REFUSED),
    as('grants itself nothing', `update tenants set limits = '{}'`, REFUSED),
    as('keeps no slug by itself', `insert into former_slugs (slug, ends_at) values ('x', now())`, REFUSED),
    as('deletes no name', `delete from domains`, REFUSED),
    as('unwrites no timeline', `update domain_events set kind = 'x'`, REFUSED),
  ];
};

/** What belongs to no tenant: the app has no way there, and who routes requests reads what it routes them by. */
export const ofPlatform = (): Probe[] => {
  const as = (role: string, statement: string, ...may: string[]): Probe => ({
    check: `${role} in the platform`,
    what: statement,
    role,
    context: null,
    statement,
    may,
  });
  const tables = ['flags', 'state', 'operators', 'audit', 'impersonations'];
  const hidden = ['operators', 'audit', 'impersonations'];
  return [
    ...['edgewise_app', 'edgewise_auth', 'edgewise_fence'].flatMap((role) =>
      tables.map((table) => as(role, `select from platform.${table}`, REFUSED)),
    ),
    ...hidden.map((table) => as('edgewise_control', `select from platform.${table}`, REFUSED)),
    as('edgewise_control', 'select version from platform.state', 'rows 1'),
    as('edgewise_control', 'update platform.state set version = version', REFUSED),
    as('edgewise_control', 'update platform.flags set killed = killed', REFUSED),
    as('edgewise_control', `update tenants set billing = 'active'`, REFUSED),
    as('edgewise_definer', 'update platform.audit set verb = verb', REFUSED),
    as('edgewise_definer', 'delete from platform.audit', REFUSED),
    as('edgewise_owner', 'update platform.audit set verb = verb', REFUSED),
    as('edgewise_owner', 'truncate platform.audit', REFUSED),
  ];
};
