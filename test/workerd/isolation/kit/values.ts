import { newId } from '../../../../src/lib/ids.ts';
import type { TestTenant } from '../../../support/tenants.ts';
import type { Table } from './tables.ts';

export type Row = Record<string, unknown>;

/** Of what a value is made: the text for its column, and whose it is. */
export type Making = { text: string; tenant: TestTenant; keyPrint: string; id(table: string): string };

const now = () => new Date().toISOString();

/** A value of each type. Text carries the mark. */
const OF_TYPE: Record<string, (m: Making) => unknown> = {
  text: (m) => m.text,
  _text: (m) => [m.text],
  jsonb: (m) => ({ text: m.text }),
  uuid: newId,
  _uuid: (m) => [m.id('prospects')],
  int4: () => 1,
  int8: () => 1,
  float4: () => 1,
  numeric: () => 1,
  bool: () => false,
  date: () => '2026-01-02',
  timestamptz: now,
};

/** A merge of nobody, whose undoing gives nothing back. */
const MERGE_JOURNAL = Object.fromEntries(
  ['values', 'matches', 'signals', 'runs', 'notes', 'lists', 'listed', 'inserted']
    .map((part): [string, unknown] => [part, []])
    .concat([['columns', {}]]),
);

/** The one column of an import's file: its plan speaks of no other. */
const columnOf = ({ text }: Pick<Making, 'text'>): string => text.replace(/[^-]+$/, 'columns');

/** What a column must say where any value of its type would not do: one of a set, a shape, a state that is at rest. */
const SAID: Record<string, (m: Making) => unknown> = {
  'domains.host': (m) => `www.${m.text}.example`,
  'domains.surface': () => 'app',
  'domains.state': () => 'ready',
  'domains.misses': () => 0,
  'domains.hostname_id': () => null,
  'domains.removed_at': () => null,
  'domain_events.kind': () => 'added',
  'former_slugs.ends_at': () => '2099-01-01T00:00:00Z',
  'members.role': () => 'viewer',
  'members.disabled_at': () => null,
  'tenants.deleted_at': () => null,
  'prospects.custom': (m) => ({ [m.text]: m.text }),
  'prospects.deleted_at': () => null,
  'prospects.merged_into': () => null,
  'bulk_edits.state': () => 'done',
  'bulk_edits.change': (m) => ({ kind: 'add_tags', tags: [m.text] }),
  'bulk_edits.selection': () => ({}),
  'bulk_edit_people.state': () => 'kept',
  'merges.merged': () => [],
  'merges.undone_at': () => null,
  'merges.journal': () => MERGE_JOURNAL,
  'merges.kept': (m) => [{ prospectId: m.id('prospects'), field: m.text, value: m.text }],
  'duplicates.grade': () => 'exact',
  'duplicates.shared': () => ['email'],
  'duplicates.state': () => 'open',
  'duplicates.evidence': (m) => [{ kind: 'name', weight: 1, words: m.text }],
  'prospects.import_id': (m) => m.id('imports'),
  'jobs.kind': () => 'import',
  'jobs.state': () => 'done',
  'jobs.lease_until': () => null,
  'jobs.subject_type': () => 'import',
  'jobs.subject_id': (m) => m.id('imports'),
  'jobs.error': (m) => ({ code: 'x', message: m.text }),
  'outbox.ref': (m) => m.id('jobs'),
  'imports.status': () => 'draft',
  'imports.file_key': (m) => `tenant/${m.tenant.id}/imports/${m.id('imports')}/source`,
  'imports.encoding': () => 'utf-8',
  'imports.delimiter': () => ',',
  'imports.columns': (m) => [m.text],
  'imports.preview': (m) => ({
    columns: [{ name: m.text, samples: [m.text], target: 'name', confidence: 1 }],
    rows: [[m.text]],
    rowNumbers: [2],
    estimatedRows: 1,
    problems: [{ kind: 'x', message: m.text }],
  }),
  'imports.proposal': (m) => ({ [m.text]: 'name' }),
  'imports.mapping': (m) => ({ [columnOf(m)]: 'name' }),
  'imports.error': (m) => ({ code: 'x', message: m.text }),
  'export_files.status': () => 'done',
  'export_files.format': () => 'csv',
  'export_files.asked': () => ({ sort: 'newest', columns: ['name'], provenance: false, filter: {} }),
  'export_files.phase': () => 'rest',
  'export_files.error': (m) => ({ code: 'x', message: m.text }),
  'export_files.expires_at': () => '2099-01-01T00:00:00Z',
  'export_parts.n': () => 0,
  'export_parts.key': (m) => `tenant/${m.tenant.id}/exports/${m.id('export_files')}/0-1`,
  'imports.rules': (m) => ({ [columnOf(m)]: ['collapse_spaces'] }),
  'imports.overrides': (m) => [{ row: 2, column: columnOf(m), value: m.text }],
  'imports.remembered': () => ({ exact: true, usedAt: '2026-01-02T00:00:00Z' }),
  'imports.left_out': (m) => ({ [columnOf(m)]: 2 }),
  'imports.checked': (m) => ({
    status: 'done',
    rows: { read: 1, created: 0, updated: 1, unchanged: 0, refused: 0 },
    suppressed: 0,
    leftOut: [{ column: m.text, values: 1 }],
    people: 1,
    problems: [{ column: m.text, reason: m.text, count: 1, rows: [{ row: 2, cells: { [m.text]: m.text } }] }],
    more: 0,
    error: null,
    finishedAt: '2026-01-02T00:00:00Z',
    nextByte: 1,
    nextRow: 2,
  }),
  'imports.check_job_id': (m) => m.id('jobs'),
  'import_expected.prospect_id': (m) => m.id('prospects'),
  'import_expected.fresh': () => false,
  'import_expected.person': (m) => ({ name: m.text }),
  'import_expected.held': () => ({}),
  'imports.undo_status': () => 'done',
  'imports.undo_job_id': () => null,
  'imports.undo_until': () => '2099-01-01T00:00:00Z',
  'import_mappings.rules': (m) => ({ [m.text]: ['collapse_spaces'] }),
  'import_mappings.targets': (m) => ({ [m.text]: 'name' }),
  'uploads.state': () => 'open',
  'uploads.parts': () => ({}),
  'uploads.file_key': (m) => `tenant/${m.tenant.id}/imports/${m.id('uploads')}/source`,
  'import_refusals.cells': (m) => [m.text],
  'enrichment_runs.status': () => 'done',
  'enrichment_runs.trigger': () => 'request',
  'enrichment_runs.sources': () => ['apollo'],
  'enrichment_runs.batch_id': (m) => m.id('enrichment_batches'),
  'enrichment_runs.parked_until': () => null,
  'enrichment_batches.state': () => 'done',
  'enrichment_batches.trigger': () => 'bulk',
  'enrichment_batches.sources': () => ['apollo'],
  // None yet: they are counted as they come.
  ...Object.fromEntries(
    ['people', 'queued', 'running', 'done', 'partial', 'failed', 'cancelled', 'skipped', 'over_cap'].map((column) => [
      `enrichment_batches.${column}`,
      () => 0,
    ]),
  ),
  'enrichment_batches.stopped_by': () => 'batch',
  'enrichment_batch_people.state': () => 'done',
  'enrichment_settings.settings': (m) => ({ updatedBy: m.text }),
  'enrichment_settings.nightly_on': () => false,
  'provider_answers.provider': () => 'apollo',
  'provider_answers.claimed_until': () => null,
  'summaries.content': (m) => ({
    sentences: [{ text: m.text, evidence: [m.text] }],
    talkingPoints: [{ text: m.text, evidence: [m.text] }],
    wealthSignals: [{ text: m.text, evidence: [m.text] }],
    unknowns: ['employer'],
  }),
  'summaries.outcome': () => 'failed',
  'summaries.retry_at': () => null,
  'source_results.source': () => 'apollo',
  'source_results.status': () => 'found',
  'source_results.code': () => null,
  'source_results.next_try_at': () => null,
  'source_results.brought': (m) => [{ field: 'title', value: m.text }],
  'source_results.prospect_id': (m) => m.id('prospects'),
  'signals.source': () => 'edgar',
  'field_values.field': () => 'title',
  'field_values.source': () => 'apollo',
  'field_values.run_id': (m) => m.id('enrichment_runs'),
  'identity_matches.source': () => 'edgar',
  'identity_matches.grade': () => 'exact',
  'identity_matches.state': () => 'proposed',
  'identity_matches.record': (m) => recordOf(m.text),
  'identity_matches.evidence': (m) => [{ kind: 'name', weight: 1, words: m.text }],
  'precedence_rules.order': () => ['apollo'],
  'precedence_rules.never': () => ['exa'],
  'prospect_facets.facet': () => 'company',
  'credit_accounts.spent': () => 0,
  'credit_accounts.play_spent': () => 0,
  'credit_ledger.state': () => 'settled',
  'credit_ledger.run_id': (m) => m.id('enrichment_runs'),
  'credit_ledger.prospect_id': (m) => m.id('prospects'),
  'credit_ledger.provider': () => 'apollo',
  'credit_ledger.key_owner': () => 'platform',
  'credit_transfers.call_id': (m) => m.id('credit_ledger'),
  'credit_transfers.kind': () => 'reserve',
  'credit_transfers.from_account': () => 'available',
  'credit_transfers.to_account': () => 'reserved',
  'credit_budgets.scope': () => 'member',
  'credit_ledger.team_id': (m) => m.id('teams'),
  'provider_keys.provider': () => 'apollo',
  'provider_keys.health': () => 'ok',
  'credit_ledger.job_id': (m) => m.id('jobs'),
  'views.filters': (m) => ({ title: [m.text] }),
  'views.sort': () => 'newest',
  'views.columns': () => ['company'],
  'views.shared': () => true,
  'views.deleted_at': () => null,
  'lists.people': () => 0,
  'lists.shared': () => true,
  'lists.deleted_at': () => null,
  'list_changes.kind': () => 'joined',
  'list_changes.undone_at': () => null,
  'custom_fields.type': () => 'text',
  'custom_fields.options': () => [],
  'custom_fields.archived_at': () => null,
  'segments.filter': (m) => ({ title: [m.text] }),
  'segments.shared': () => true,
  'segments.people': () => 1,
  'segments.deleted_at': () => null,
  'segment_changes.why': (m) => ({
    kind: 'changed',
    conditions: ['title'],
    fields: [{ field: 'title', before: m.text, after: m.text }],
  }),
  'prospect_changes.before': (m) => ({ title: m.text }),
  'personas.deleted_at': () => null,
  'suppressions.kind': () => 'person',
  'suppressions.source': () => 'member',
  'suppressions.lifted_at': () => null,
  'suppression_hashes.suppression_id': (m) => m.id('suppressions'),
  'suppression_hashes.key_print': (m) => m.keyPrint,
  'export_files.left_out': () => 0,
  'persona_versions.definition': (m) => ({
    titles: [m.text],
    seniorities: [],
    industries: [],
    companySizes: [],
    places: [],
    wealth: [],
    keywords: [],
  }),
  'idempotency.status': () => 200,
};

/** What a source's record says of a person, each part with the mark. */
const recordOf = (text: string) => ({
  name: text,
  ...Object.fromEntries(
    ['company', 'title', 'city', 'region', 'country', 'emailDomain', 'companyDomain', 'linkedinUrl', 'cik', 'url'].map(
      (part) => [part, text],
    ),
  ),
});

/** The tenant’s row of a table. */
export const rowOf = (
  table: Table,
  rows: Readonly<Record<string, Row>>,
  making: Omit<Making, 'text'>,
  mark: string,
): Row => {
  const row: Row = {};
  for (const { name, type, generated } of table.columns) {
    if (generated) continue;
    const text = `${mark}-${table.name}-${name}`.replaceAll('_', '-');
    const make = SAID[`${table.name}.${name}`] ?? OF_TYPE[type];
    if (!make) throw new Error(`Say in OF_TYPE how to make a ${type}, which ${table.name}.${name} is.`);
    row[name] = make({ ...making, text });
  }
  for (const { to, columns } of table.references) {
    for (const [own, other] of columns) row[own] = rows[to]?.[other] ?? row[own];
  }
  if ('id' in row) row.id = making.id(table.name);
  row[table.tenant] = making.tenant.id;
  return row;
};
