import { sql } from 'drizzle-orm';
import {
  boolean,
  date,
  foreignKey,
  index,
  integer,
  jsonb,
  numeric,
  pgSchema,
  primaryKey,
  text,
} from 'drizzle-orm/pg-core';
import { createdAt, moment } from './columns.ts';

/**
 * What the SEC publishes: the same for everyone, and no tenant's. The application's role reads it and writes none of
 * it; only what the Worker itself fetched comes in, by the control role.
 */
export const filings = pgSchema('filings');

/** An insider as EDGAR numbers them. `listedAt` is null until all pages of their filings have been listed. */
export const filers = filings.table('filers', {
  cik: text('cik').primaryKey(),
  name: text('name').notNull(),
  listedAt: moment('listed_at'),
  createdAt: createdAt(),
});

/** A Form 3, 4 or 5: `known` until it is `read` or found to be `unreadable`. What is read is written once. */
export const documents = filings.table(
  'documents',
  {
    accession: text('accession').primaryKey(),
    /** Under www.sec.gov: the XML itself. */
    path: text('path').notNull(),
    form: text('form').notNull(),
    filedOn: date('filed_on').notNull(),
    state: text('state').notNull().default('known'),
    tries: integer('tries').notNull().default(0),
    reason: text('reason'),
    period: date('period'),
    originalOn: date('original_on'),
    issuerCik: text('issuer_cik'),
    issuerName: text('issuer_name'),
    issuerSymbol: text('issuer_symbol'),
    /** The person told that they no longer report for the issuer. */
    leaves: boolean('leaves').notNull().default(false),
    /** The whole document as it was read. */
    parsed: jsonb('parsed').$type<unknown>(),
    readAt: moment('read_at'),
    createdAt: createdAt(),
  },
  (t) => [
    index('documents_known')
      .on(t.filedOn.desc().nullsFirst(), t.accession.desc().nullsFirst())
      .where(sql`state = 'known'`),
    index('documents_issuer').on(t.issuerCik, t.period),
  ],
);

/** Who filed a document: known from a list of filings, then from the document. */
export const owners = filings.table(
  'owners',
  {
    cik: text('cik').notNull(),
    accession: text('accession').notNull(),
    name: text('name'),
  },
  (t) => [
    primaryKey({ columns: [t.cik, t.accession] }),
    foreignKey({ columns: [t.accession], foreignColumns: [documents.accession] }),
    index('owners_accession').on(t.accession),
  ],
);

/** Transactions and holdings of the documents that were read. `replacedBy` is the amendment that says it anew. */
export const lines = filings.table(
  'lines',
  {
    accession: text('accession').notNull(),
    n: integer('n').notNull(),
    issuerCik: text('issuer_cik').notNull(),
    type: text('type').notNull(),
    derivative: boolean('derivative').notNull(),
    kind: text('kind'),
    code: text('code'),
    /** The day of the transaction. */
    date: date('date'),
    /** The same, or the period of the report, or the day of filing: what it is put in order by. */
    day: date('day').notNull(),
    security: text('security').notNull(),
    /** Issuer and class, in one form. */
    classKey: text('class_key').notNull(),
    /** … and how it is held. */
    positionKey: text('position_key').notNull(),
    acquired: boolean('acquired'),
    shares: numeric('shares'),
    price: numeric('price'),
    value: numeric('value'),
    after: numeric('after'),
    ownership: text('ownership'),
    nature: text('nature'),
    plan: boolean('plan').notNull(),
    late: boolean('late').notNull(),
    detail: jsonb('detail').$type<unknown>().notNull(),
    replacedBy: text('replaced_by'),
  },
  (t) => [
    primaryKey({ columns: [t.accession, t.n] }),
    foreignKey({ columns: [t.accession], foreignColumns: [documents.accession] }),
    index('lines_price')
      .on(t.classKey, t.day.desc().nullsFirst())
      .where(sql`price > 0 and kind in ('buy', 'sell', 'plan_buy', 'plan_sell')`),
  ],
);
