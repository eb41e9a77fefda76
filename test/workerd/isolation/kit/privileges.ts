/** What each role is there for, one privilege a line: a column is named where it is not the whole table. */

/**
 * All that the app may do with who belongs where, and with the records: what a workspace is called is its owner's to
 * say, what it pays and may do is not; a name is proven and let go, never deleted; records are added to.
 */
export const APP_ALLOWED: readonly string[] = [
  'select activity',
  'insert activity',
  'select audit',
  'insert audit',
  'select domain_events',
  'insert domain_events',
  'select domains',
  'insert domains',
  'update domains',
  'select former_slugs',
  'select members',
  'select tenants',
  'update tenants(name)',
  'update tenants(slug)',
].map((line) => `edgewise_app ${line}`);
export const BELONGING = ['activity', 'audit', 'domain_events', 'domains', 'former_slugs', 'members', 'tenants'];

/** All that the roles beside the app may do, one privilege a line: a column is named where it is not the whole table. */
export const ALLOWED: readonly string[] = [
  'edgewise_auth select members(disabled_at)',
  'edgewise_auth select members(role)',
  'edgewise_auth select members(tenant_id)',
  'edgewise_auth select members(user_id)',
  'edgewise_auth select tenants(deleted_at)',
  'edgewise_auth select tenants(id)',
  'edgewise_auth select tenants(name)',
  'edgewise_auth select tenants(slug)',
  ...['account', 'session', 'user', 'verification'].flatMap((table) =>
    ['delete', 'insert', 'select', 'update'].map((p) => `edgewise_auth ${p} auth.${table}`),
  ),
  'edgewise_control delete outbox',
  'edgewise_control select domains',
  'edgewise_control select former_slugs',
  'edgewise_control select jobs(created_at)',
  'edgewise_control select jobs(id)',
  'edgewise_control select jobs(kind)',
  'edgewise_control select jobs(lease_until)',
  'edgewise_control select jobs(state)',
  'edgewise_control select jobs(tenant_id)',
  'edgewise_control select outbox',
  'edgewise_control select platform.flags',
  'edgewise_control select platform.state',
  'edgewise_control select tenants',
  'edgewise_control update outbox(sent_at)',
  // What its functions do: the entrance, names and slugs that change hands, and the operator's console.
  'edgewise_definer delete former_slugs',
  'edgewise_definer delete platform.impersonations',
  'edgewise_definer insert audit',
  'edgewise_definer insert auth.session',
  'edgewise_definer insert credit_accounts',
  'edgewise_definer insert domain_events',
  'edgewise_definer insert former_slugs',
  'edgewise_definer insert members',
  'edgewise_definer insert outbox',
  'edgewise_definer insert platform.audit',
  'edgewise_definer insert platform.flags',
  'edgewise_definer insert platform.impersonations',
  'edgewise_definer insert tenants',
  'edgewise_definer select auth.session',
  'edgewise_definer select auth.user',
  'edgewise_definer select credit_accounts',
  'edgewise_definer select domains',
  'edgewise_definer select former_slugs',
  'edgewise_definer select jobs',
  'edgewise_definer select members',
  'edgewise_definer select outbox(created_at)',
  ...['audit', 'flags', 'impersonations', 'operators', 'state'].map(
    (table) => `edgewise_definer select platform.${table}`,
  ),
  ...['facet', 'n', 'tenant_id'].map((column) => `edgewise_definer select prospect_facets(${column})`),
  ...['finished_at', 'source', 'started_at', 'status'].map(
    (column) => `edgewise_definer select source_results(${column})`,
  ),
  'edgewise_definer select tenants',
  'edgewise_definer update credit_accounts(granted)',
  ...['misses', 'state', 'verified_at'].map((column) => `edgewise_definer update domains(${column})`),
  'edgewise_definer update former_slugs',
  ...['description', 'enabled', 'killed', 'rules', 'updated_at'].map(
    (column) => `edgewise_definer update platform.flags(${column})`,
  ),
  'edgewise_definer update platform.impersonations(used_at)',
  'edgewise_definer update platform.state(version)',
  ...['billing', 'plan', 'resumes_as', 'suspended_reason', 'version'].map(
    (column) => `edgewise_definer update tenants(${column})`,
  ),
  'edgewise_fence select prospects',
];

/** Policies of the roles beside the app: table, role, command. */
export const POLICIES: readonly string[] = [
  'audit edgewise_definer *',
  'credit_accounts edgewise_definer *',
  'domain_events edgewise_definer *',
  'domains edgewise_control r',
  'domains edgewise_definer r',
  'domains edgewise_definer w',
  'former_slugs edgewise_control r',
  'former_slugs edgewise_definer *',
  'jobs edgewise_control r',
  'jobs edgewise_definer r',
  'members edgewise_auth r',
  'members edgewise_definer *',
  'outbox edgewise_control *',
  'outbox edgewise_definer *',
  'prospect_facets edgewise_definer r',
  'prospects edgewise_fence *',
  'source_results edgewise_definer r',
  'tenants edgewise_auth r',
  'tenants edgewise_control r',
  'tenants edgewise_definer *',
];
