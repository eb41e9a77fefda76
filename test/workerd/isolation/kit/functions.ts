import { differs, OWN_SCHEMAS } from './lists.ts';

/** Who may call what, and what runs by itself, as checks of the same kind as those of the structure. */

const of = (role: string, names: readonly string[]): string[] => names.map((name) => `${name} by ${role}`);

/** Functions that run as their owner, with who may call each. Those of triggers are nobody's to call. */
const AS_OWNER: readonly string[] = [
  ...of('edgewise_app', ['enter', 'flush_search_index', 'know_expected', 'know_new_people', 'take_host']),
  ...of('edgewise_app', [
    'reserve_credits',
    'settle_call',
    'give_up_calls',
    'reconcile_call',
    'refund_bounced',
    'hit_rates',
    'people',
  ]),
  ...of('edgewise_auth', ['create_workspace', 'admit_operator', 'operator_session', 'open_impersonation']),
  ...of('edgewise_control', [
    'live_sessions',
    'filing_watchers',
    ...['suspend', 'resume', 'set_plan', 'grant_credits', 'set_flag', 'kill_flag', 'revive_flag', 'impersonate'].map(
      (verb) => `console_${verb}`,
    ),
    ...['tenants', 'tenant', 'flags', 'preview', 'health'].map((what) => `console_${what}`),
  ]),
];
const OF_TRIGGERS = [
  ...['keep_former_slug', 'call_for_purge', 'host_changed', 'bump_flags_version'],
  ...['post_transfer', 'grant_changed', 'count_batch_people', 'count_list_members'],
  'forget_bulk_people',
];
const DEFINERS = [...new Set([...AS_OWNER.map((line) => line.split(' ')[0]), ...OF_TRIGGERS])];

/** Functions that run as whoever calls them, with who may. */
const AS_CALLER: readonly string[] = [
  ...of('edgewise_app', [
    'tenant',
    'search_tenant',
    'search_text',
    'wealth_band',
    'facet_keys',
    'tag_keys',
    'sample_keys',
    'custom_keys',
    'facet_rows',
  ]),
  ...of('edgewise_app', [
    'assert_fence',
    'assert_safe',
    'unsafe_reason',
    'assert_equal',
    'assert_room',
    'spelt_alike',
    'spelt_alike_first',
    'guard_made',
    'gate',
    'in_training',
    'ledger_version',
    'hold_ledger',
    ...['custom_value', 'custom_number', 'custom_day', 'custom_type'],
    ...['merged_root', 'hold_records', 'set_prospect', 'merge_records', 'undo_merge', 'look_for_duplicates'],
    ...['values_json', 'matches_json', 'precedence_json', 'is_stale', 'is_proven', 'evidence', 'evidence_hash'],
    ...['enrichment_state', 'start_enrichment', 'open_profile', 'kept_facets', 'newest'],
    ...[
      'suppression_hash',
      'suppression_email',
      'suppression_phone',
      'suppression_words',
      'suppression_company',
      'suppression_domain',
    ],
    ...[
      'suppression_keys',
      'suppression_glimpse',
      'suppression_glimpses',
      'suppression_hint',
      'suppression_ready',
      'is_suppressed',
    ],
  ]),
  ...of('edgewise_fence', [
    'tenant',
    'search_tenant',
    'search_text',
    'wealth_band',
    'facet_keys',
    'tag_keys',
    'sample_keys',
    'custom_keys',
  ]),
  ...of('edgewise_control', ['gate', 'admits']),
  ...of('edgewise_definer', [
    'tenant',
    'search_text',
    'wealth_band',
    'facet_keys',
    'tag_keys',
    'sample_keys',
    'custom_keys',
    'gate',
    'admits',
  ]),
];

/** What happens by itself, and must: the trigger, its table, when it runs, and whether for each row. */
const TRIGGERS: readonly string[] = [
  'bump_version on tenants: before update of each row, app.bump_tenant_version',
  'call_for_purge on tenants: after update of each row, app.call_for_purge',
  'keep_former_slug on tenants: after insert of each row, app.keep_former_slug',
  'keep_former_slug_on_rename on tenants: after update of each row, app.keep_former_slug',
  'host_added on domains: after insert of each row, app.host_changed',
  'host_changed on domains: after update of each row, app.host_changed',
  'host_removed on domains: after delete of each row, app.host_changed',
  'await_turn_insert on prospects: after insert, app.await_turn',
  'await_turn_update on prospects: after update, app.await_turn',
  'count_facets_insert on prospects: after insert, app.count_facets',
  'count_facets_update on prospects: after update, app.count_facets',
  'bump_version on platform.flags: after insert update delete, app.bump_flags_version',
  'post_transfer on credit_transfers: after insert of each row, app.post_transfer',
  'grant_changed on credit_accounts: after insert update of each row, app.grant_changed',
  'count_people_insert on enrichment_batch_people: after insert, app.count_batch_people',
  'count_people_update on enrichment_batch_people: after update, app.count_batch_people',
  'count_people_delete on enrichment_batch_people: after delete, app.count_batch_people',
  'count_list_insert on list_members: after insert, app.count_list_members',
  'count_list_update on list_members: after update, app.count_list_members',
  'count_list_delete on list_members: after delete, app.count_list_members',
  'forget_bulk_people on prospects: after delete, app.forget_bulk_people',
  'follow_prospects on prospects: after update, app.follow_prospects',
  'end_batch_person on enrichment_runs: after update of each row, app.end_batch_person',
  ...['field_values', 'identity_matches', 'signals'].map(
    (table) => `follow_merge on ${table}: after insert, app.follow_merge`,
  ),
  'look_for_duplicates on imports: after update of each row, app.after_many',
  'look_for_duplicates on enrichment_batches: after update of each row, app.after_many',
  'append_only on credit_transfers: before update delete truncate, app.refuse_change',
  'keep_filing on filings.documents: before update of each row, app.keep_filing',
  'append_only on platform.audit: before update delete truncate, app.refuse_change',
];

const CALLS = (as: 'owner' | 'caller'): string => `
  select format('%s by %s', p.proname, r.rolname) as what from pg_proc p, pg_roles r
   where p.pronamespace = 'app'::regnamespace and ${as === 'owner' ? '' : 'not '}p.prosecdef
     and r.rolname in ('edgewise_app', 'edgewise_auth', 'edgewise_control', 'edgewise_fence', 'edgewise_definer')
     and r.oid <> p.proowner and has_function_privilege(r.oid, p.oid, 'execute')`;

const TRIGGERED = `
  select format('%s on %s: %s%s%s%s%s%s, %s', t.tgname, t.tgrelid::regclass,
      case when t.tgtype & 2 <> 0 then 'before' else 'after' end,
      case when t.tgtype & 4 <> 0 then ' insert' end, case when t.tgtype & 16 <> 0 then ' update' end,
      case when t.tgtype & 8 <> 0 then ' delete' end, case when t.tgtype & 32 <> 0 then ' truncate' end,
      case when t.tgtype & 1 <> 0 then ' of each row' end, t.tgfoid::regproc) as what
    from pg_trigger t where not t.tgisinternal and t.tgenabled = 'O'`;

export const FUNCTIONS: Record<string, string> = {
  'no function runs as somebody else but the ones that are known, with a fixed search path': `
    select p.oid::regprocedure::text as what from pg_proc p join pg_namespace n on n.oid = p.pronamespace
     where p.prosecdef and n.oid in ${OWN_SCHEMAS}
       and (n.nspname <> 'app' or p.proname not in (${DEFINERS.map((name) => `'${name}'`).join(', ')})
         or p.proconfig is null or not 'search_path=""' = any(p.proconfig))
    union all
    ${differs(CALLS('owner'), AS_OWNER)}`,

  'each function is called by the roles of the list and no other': differs(CALLS('caller'), AS_CALLER),

  'what must happen by itself does': differs(TRIGGERED, TRIGGERS),

  'everyone may do nothing': `
    select x.what || ' ' || a.privilege_type as what from (
      select 'schema ' || nspname as what, nspacl as acl from pg_namespace where oid in ${OWN_SCHEMAS}
      union all
      select c.oid::regclass::text, c.relacl from pg_class c
       where c.relnamespace in ${OWN_SCHEMAS} and c.relkind in ('r', 'p', 'v', 'm', 'S')
      union all
      select c.oid::regclass || '.' || t.attname, t.attacl from pg_class c join pg_attribute t on t.attrelid = c.oid
       where c.relnamespace in ${OWN_SCHEMAS}
      union all
      select p.oid::regprocedure::text, coalesce(p.proacl, acldefault('f', p.proowner)) from pg_proc p
       where p.pronamespace in ${OWN_SCHEMAS} and p.pronamespace <> 'public'::regnamespace) x, aclexplode(x.acl) a
     where a.grantee = 0`,
};
