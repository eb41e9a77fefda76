import { sql } from 'drizzle-orm';
import {
  bigint,
  boolean,
  date,
  foreignKey,
  index,
  integer,
  jsonb,
  numeric,
  pgTable,
  pgView,
  primaryKey,
  real,
  text,
  unique,
  uniqueIndex,
  uuid,
} from 'drizzle-orm/pg-core';
import { createdAt, moment, newId, tenantId } from './columns.ts';
import { jobs } from './jobs.ts';
import { members, tenants } from './tenancy.ts';

/**
 * One person as a tenant knows them. `search_text` and `facet_keys` are made by the database from the other columns;
 * `email_key`, `linkedin_key` and `name_key` are the normalised forms by which two records are the same person. `owner_id`
 * is the user of the member who looks after them; null where nobody does.
 */
export const prospects = pgTable(
  'prospects',
  {
    tenantId: tenantId().references(() => tenants.id),
    id: newId(),
    name: text('name').notNull(),
    firstName: text('first_name'),
    lastName: text('last_name'),
    email: text('email'),
    phone: text('phone'),
    linkedinUrl: text('linkedin_url'),
    title: text('title'),
    seniority: text('seniority'),
    department: text('department'),
    company: text('company'),
    companyDomain: text('company_domain'),
    industry: text('industry'),
    city: text('city'),
    region: text('region'),
    country: text('country'),
    location: text('location'),
    netWorth: bigint('net_worth', { mode: 'number' }),
    tags: text('tags').array().notNull().default(sql`'{}'`),
    notes: text('notes'),
    custom: jsonb('custom').$type<Record<string, string>>().notNull().default({}),
    emailKey: text('email_key'),
    linkedinKey: text('linkedin_key'),
    nameKey: text('name_key'),
    importId: uuid('import_id'),
    searchText: text('search_text')
      .notNull()
      .generatedAlwaysAs(sql`app.search_text(name, company, title, city, region, country, location, email, notes)`),
    facetKeys: text('facet_keys')
      .array()
      .notNull()
      .generatedAlwaysAs(
        sql`app.facet_keys(company, industry, seniority, country, tags, owner_id, net_worth, email, phone, linkedin_url, id)`,
      ),
    createdAt: createdAt(),
    updatedAt: moment('updated_at').notNull().defaultNow(),
    enrichedAt: moment('enriched_at'),
    deletedAt: moment('deleted_at'),
    ownerId: text('owner_id'),
    /** The actor that deleted it. */
    deletedBy: text('deleted_by'),
    /** The prospect that this one was found to be: it is deleted, and lives on in that. */
    mergedInto: uuid('merged_into'),
  },
  (t) => [
    primaryKey({ columns: [t.tenantId, t.id] }),
    foreignKey({
      name: 'prospects_owner',
      columns: [t.tenantId, t.ownerId],
      foreignColumns: [members.tenantId, members.userId],
    }),
    index('prospects_deleted')
      .on(t.tenantId, t.deletedAt.desc().nullsFirst(), t.id.desc().nullsFirst())
      .where(sql`deleted_at is not null and merged_into is null`),
    index('prospects_merged').on(t.tenantId, t.mergedInto).where(sql`merged_into is not null`),
    uniqueIndex('prospects_email').on(t.tenantId, t.emailKey).where(sql`email_key is not null and deleted_at is null`),
    index('prospects_linkedin').on(t.tenantId, t.linkedinKey).where(sql`linkedin_key is not null`),
    index('prospects_name_key').on(t.tenantId, t.nameKey).where(sql`name_key is not null`),
    index('prospects_newest').on(t.tenantId, t.createdAt.desc().nullsFirst(), t.id.desc().nullsFirst()),
    index('prospects_import').on(t.tenantId, t.importId, t.id).where(sql`import_id is not null`),
    index('prospects_by_name').on(t.tenantId, sql`lower(name)`, t.id),
    index('prospects_updated').on(t.tenantId, t.updatedAt.desc().nullsFirst(), t.id.desc().nullsFirst()),
    // Whoever has no such value comes last, by a value of its own: so a place in the order is one comparison of a row.
    index('prospects_net_worth').on(
      t.tenantId,
      sql`coalesce(net_worth, '-9223372036854775808'::bigint) desc`,
      t.id.desc().nullsFirst(),
    ),
    index('prospects_enriched').on(
      t.tenantId,
      sql`coalesce(enriched_at, '-infinity'::timestamptz) desc`,
      t.id.desc().nullsFirst(),
    ),
    index('prospects_company').on(t.tenantId, sql`(company is null)`, sql`coalesce(lower(company), '')`, t.id),
    // By whom somebody is employed: the domain of the company, or its name where there is none. See `EMPLOYER_KEY`.
    index('prospects_employer')
      .on(
        t.tenantId,
        sql`(case when company_domain is null then '=' || lower(company) else lower(company_domain) end)`,
        t.id.desc().nullsFirst(),
      )
      .where(sql`deleted_at is null`),
    // One for both: what must hold of the text and of the facets is met in the index, not in two heaps of rows.
    index('prospects_found').using('gin', t.tenantId, t.searchText.op('gin_trgm_ops'), t.facetKeys),
    // The same of those who may be in a sample: an index is read through for what is common in it, and this has a sixteenth.
    index('prospects_sampled')
      .using('gin', t.tenantId, t.searchText.op('gin_trgm_ops'), t.facetKeys)
      .where(sql`get_byte(uuid_send(id), 15) % 16 = 0`),
    // Values of the workspace's own fields, of those who have any.
    index('prospects_custom').using('gin', t.tenantId, sql`app.custom_keys("custom")`).where(sql`custom <> '{}'`),
  ],
);

/** How many prospects of a tenant carry each facet key; kept by triggers, so that an unfiltered search counts nothing. */
export const prospectFacets = pgTable(
  'prospect_facets',
  {
    tenantId: tenantId().references(() => tenants.id),
    facet: text('facet').notNull(),
    key: text('key').notNull(),
    label: text('label').notNull(),
    n: bigint('n', { mode: 'number' }).notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.tenantId, t.facet, t.key] }),
    index('prospect_facets_top').on(t.tenantId, t.facet, t.n.desc().nullsFirst()),
  ],
);

/**
 * A record of a source that may be a prospect: `key` names it at its source. `grade` and `evidence` say how sure the
 * comparison is, `state` what a member decided; a rejected one is never taken again.
 */
export const identityMatches = pgTable(
  'identity_matches',
  {
    tenantId: tenantId(),
    id: newId(),
    prospectId: uuid('prospect_id').notNull(),
    source: text('source').notNull(),
    key: text('key').notNull(),
    record: jsonb('record').$type<unknown>().notNull(),
    grade: text('grade').notNull(),
    score: real('score').notNull(),
    evidence: jsonb('evidence').$type<unknown>().notNull().default([]),
    state: text('state').notNull().default('proposed'),
    runId: uuid('run_id'),
    seenAt: moment('seen_at').notNull().defaultNow(),
    createdAt: createdAt(),
    decidedAt: moment('decided_at'),
    /** The actor that decided, and by what name they were known then. */
    decidedBy: text('decided_by'),
    decidedByName: text('decided_by_name'),
    /** Ten digits: as whom the SEC knows them, of a record of theirs. */
    filerCik: text('filer_cik').generatedAlwaysAs(
      sql`case when source = 'edgar' then lpad(record ->> 'cik', 10, '0') end`,
    ),
  },
  (t) => [
    primaryKey({ columns: [t.tenantId, t.id] }),
    unique('identity_matches_record').on(t.tenantId, t.prospectId, t.source, t.key),
    index('identity_matches_filer').on(t.tenantId, t.filerCik).where(sql`filer_cik is not null`),
    foreignKey({ columns: [t.tenantId, t.prospectId], foreignColumns: [prospects.tenantId, prospects.id] }).onDelete(
      'cascade',
    ),
  ],
);

/**
 * Every value that any source gave for a field: one of each record that a source answered with. What an import wrote
 * first is implied by the prospect's import. `cost` is the value's share of the call's credits; `raw` what the source
 * wrote, where that is not the value itself.
 */
export const fieldValues = pgTable(
  'field_values',
  {
    tenantId: tenantId(),
    prospectId: uuid('prospect_id').notNull(),
    field: text('field').notNull(),
    source: text('source').notNull(),
    id: newId(),
    value: text('value').notNull(),
    /** What it said while the profile showed it, where the source says something else since. */
    previous: text('previous'),
    raw: text('raw'),
    sourceUrl: text('source_url'),
    accession: text('accession'),
    confidence: real('confidence').notNull(),
    verified: boolean('verified').notNull().default(false),
    cost: numeric('cost', { precision: 12, scale: 4 }).notNull().default('0'),
    licence: text('licence'),
    chosen: boolean('chosen').notNull().default(false),
    matchId: uuid('match_id'),
    runId: uuid('run_id'),
    /** The member who chose it or typed it, of source `member` alone. */
    setBy: text('set_by'),
    fetchedAt: moment('fetched_at').notNull().defaultNow(),
    expiresAt: moment('expires_at'),
  },
  (t) => [
    primaryKey({ columns: [t.tenantId, t.id] }),
    unique('field_values_source').on(t.tenantId, t.prospectId, t.field, t.source, t.matchId).nullsNotDistinct(),
    foreignKey({ columns: [t.tenantId, t.prospectId], foreignColumns: [prospects.tenantId, prospects.id] }).onDelete(
      'cascade',
    ),
    foreignKey({
      name: 'field_values_match',
      columns: [t.tenantId, t.matchId],
      foreignColumns: [identityMatches.tenantId, identityMatches.id],
    }).onDelete('cascade'),
  ],
);

/** Whose value counts for a field in this workspace, where that is not the usual order. */
export const precedenceRules = pgTable(
  'precedence_rules',
  {
    tenantId: tenantId().references(() => tenants.id),
    field: text('field').notNull(),
    order: text('order').array().notNull().default(sql`'{}'`),
    never: text('never').array().notNull().default(sql`'{}'`),
    overVerified: boolean('over_verified').notNull().default(false),
    days: integer('days'),
    updatedAt: moment('updated_at').notNull().defaultNow(),
  },
  (t) => [primaryKey({ columns: [t.tenantId, t.field] })],
);

/** One enrichment of one prospect. At most one is open at a time: the partial unique index is what stops a herd. */
export const enrichmentRuns = pgTable(
  'enrichment_runs',
  {
    tenantId: tenantId(),
    id: newId(),
    prospectId: uuid('prospect_id').notNull(),
    jobId: uuid('job_id').notNull(),
    status: text('status').notNull().default('queued'),
    trigger: text('trigger').notNull(),
    sources: text('sources').array().notNull(),
    /** Answered by examples and paid in play credits: as the tenant had it when the run was accepted. */
    training: boolean('training').notNull().default(sql`app.in_training()`),
    /** Credits that this run may use at most, beside the tenant's budgets; null where nothing more was said. */
    creditCap: bigint('credit_cap', { mode: 'number' }),
    /** The bulk that it is part of. */
    batchId: uuid('batch_id'),
    /** Nothing more is to be asked; what is out comes to its end. */
    cancelRequested: boolean('cancel_requested').notNull().default(false),
    /** Its sources wait for providers until then, and no worker has it; null while one has or is to have it. */
    parkedUntil: moment('parked_until'),
    createdAt: createdAt(),
    finishedAt: moment('finished_at'),
  },
  (t) => [
    primaryKey({ columns: [t.tenantId, t.id] }),
    index('enrichment_runs_batch').on(t.tenantId, t.batchId).where(sql`batch_id is not null`),
    index('enrichment_runs_failed').on(t.tenantId, t.prospectId).where(sql`status = 'failed'`),
    uniqueIndex('enrichment_runs_open').on(t.tenantId, t.prospectId).where(sql`status in ('queued', 'running')`),
    index('enrichment_runs_prospect').on(t.tenantId, t.prospectId, t.createdAt.desc().nullsFirst()),
    foreignKey({ columns: [t.tenantId, t.prospectId], foreignColumns: [prospects.tenantId, prospects.id] }).onDelete(
      'cascade',
    ),
    foreignKey({ columns: [t.tenantId, t.jobId], foreignColumns: [jobs.tenantId, jobs.id] }),
  ],
);

/**
 * How one source fared in one run. `calling` stands from just before a provider is called until its answer is stored:
 * found in that state by a later attempt, the outcome is unknown and a paid provider is not called again.
 */
export const sourceResults = pgTable(
  'source_results',
  {
    tenantId: tenantId(),
    runId: uuid('run_id').notNull(),
    source: text('source').notNull(),
    prospectId: uuid('prospect_id').notNull(),
    status: text('status').notNull().default('queued'),
    calling: boolean('calling').notNull().default(false),
    reason: text('reason'),
    code: text('code'),
    /** When a waiting one goes on, or from when a failed one may be asked again. */
    nextTryAt: moment('next_try_at'),
    /** Answered from what is stored. */
    cached: boolean('cached').notNull().default(false),
    cost: integer('cost').notNull().default(0),
    found: integer('found').notNull().default(0),
    answer: jsonb('answer').$type<unknown>(),
    /** The values as they were brought, for the receipt: what becomes of them in the profile later does not change it. */
    brought: jsonb('brought').$type<{ field: string; value: string }[]>().notNull().default([]),
    startedAt: moment('started_at'),
    finishedAt: moment('finished_at'),
  },
  (t) => [
    primaryKey({ columns: [t.tenantId, t.runId, t.source] }),
    foreignKey({
      columns: [t.tenantId, t.runId],
      foreignColumns: [enrichmentRuns.tenantId, enrichmentRuns.id],
    }).onDelete('cascade'),
    index('source_results_finished').on(t.finishedAt).where(sql`finished_at is not null`),
  ],
);

/**
 * A dated fact worth acting on. `external_key` names it at its source, so that it is stored once; `match_id` is the
 * source's record that it is of, where there is one.
 */
export const signals = pgTable(
  'signals',
  {
    tenantId: tenantId(),
    id: newId(),
    prospectId: uuid('prospect_id').notNull(),
    kind: text('kind').notNull(),
    title: text('title').notNull(),
    date: date('date'),
    amountUsd: numeric('amount_usd', { precision: 24, scale: 4 }),
    url: text('url'),
    source: text('source').notNull(),
    externalKey: text('external_key').notNull(),
    matchId: uuid('match_id'),
    createdAt: createdAt(),
  },
  (t) => [
    primaryKey({ columns: [t.tenantId, t.id] }),
    unique('signals_external').on(t.tenantId, t.prospectId, t.externalKey),
    foreignKey({ columns: [t.tenantId, t.prospectId], foreignColumns: [prospects.tenantId, prospects.id] }).onDelete(
      'cascade',
    ),
    foreignKey({
      name: 'signals_match',
      columns: [t.tenantId, t.matchId],
      foreignColumns: [identityMatches.tenantId, identityMatches.id],
    }).onDelete('cascade'),
  ],
);

/**
 * The fence: the same rows, let through by the view's own condition instead of the table's policy, so that searches
 * may use the indexes that a policy bars. For reading by text and facets; everything else goes to the table.
 */
export const prospectsSearch = pgView('prospects_search', {
  id: uuid('id').notNull(),
  name: text('name').notNull(),
  firstName: text('first_name'),
  lastName: text('last_name'),
  email: text('email'),
  phone: text('phone'),
  linkedinUrl: text('linkedin_url'),
  title: text('title'),
  seniority: text('seniority'),
  department: text('department'),
  company: text('company'),
  companyDomain: text('company_domain'),
  industry: text('industry'),
  city: text('city'),
  region: text('region'),
  country: text('country'),
  location: text('location'),
  netWorth: bigint('net_worth', { mode: 'number' }),
  tags: text('tags').array().notNull(),
  notes: text('notes'),
  custom: jsonb('custom').$type<Record<string, string>>().notNull(),
  searchText: text('search_text').notNull(),
  facetKeys: text('facet_keys').array().notNull(),
  createdAt: moment('created_at').notNull(),
  updatedAt: moment('updated_at').notNull(),
  enrichedAt: moment('enriched_at'),
  importId: uuid('import_id'),
  ownerId: text('owner_id'),
}).existing();
