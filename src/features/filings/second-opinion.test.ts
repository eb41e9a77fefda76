import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { outsideBytes, outsideData, outsideFiles, outsideJson } from '../../../test/support/outside-data.ts';
import type { Line } from './ownership.ts';
import { readOwnership } from './read-ownership.ts';

/** Another program's account of five filings, field by field. Where it differs, the filing itself says who is right. */

const row = z.looseObject({ footnotes: z.array(z.string()).nullish() });
const account = z.object({
  expected: z.object({
    schemaVersion: z.string(),
    has10b51Plan: z.boolean(),
    issuer: z.object({ cik: z.string(), name: z.string(), ticker: z.string() }),
    reportingOwners: z.array(z.looseObject({ cik: z.string(), name: z.string() })),
    transactions: z.array(row).nullable(),
    derivatives: z.array(row).nullish(),
    footnotes: z.array(z.object({ id: z.string(), text: z.string() })),
    signatures: z.array(z.object({ name: z.string(), date: z.string() })),
  }),
});

/** Our figure as its account has it: a float, and nothing where there is none. */
const float = (figure: string | null) => (figure === null ? null : Number(figure));
const oursOf = (line: Line) => ({
  securityTitle: line.security,
  transactionDate: line.transactionDate,
  transactionCode: line.code,
  shares: float(line.shares),
  pricePerShare: float(line.price),
  acquiredDisposed: line.acquiredDisposed,
  sharesOwnedFollowing: float(line.sharesAfter),
  directIndirect: line.ownership,
  equitySwapInvolved: line.equitySwap,
  ...(line.table === 'derivative'
    ? {
        exercisePrice: float(line.conversionPrice),
        expirationDate: line.expirationDate,
        underlyingTitle: line.underlying?.security ?? null,
        underlyingShares: float(line.underlying?.shares ?? null),
      }
    : {}),
});
const flat = (text: string) => text.replace(/\s+/g, ' ').trim();

/** What differs, and why we stay with ours. */
const EXPLAINED: Readonly<Record<string, string>> = {
  // It counts the remarks among the footnotes; in the document they are an element of their own, and in our result too.
  'beckton_dickerson_remarks_10b51.expected.json footnotes': 'remarks',
};

describe.runIf(outsideData('another reader’s account of filings'))('another reader', () => {
  it('says the same, or the filing says why not', () => {
    const names = outsideFiles('edgar/ownership-expected').filter((name) => name.endsWith('.expected.json'));
    const differences: string[] = [];
    for (const name of names) {
      const { expected } = account.parse(outsideJson(`edgar/ownership-expected/${name}`));
      const xml = new TextDecoder().decode(
        outsideBytes(`edgar/ownership-expected/${name.replace('.expected.json', '.input.xml')}`),
      );
      const read = readOwnership(xml);
      const differ = (what: string, ours: unknown, their: unknown) => {
        if (JSON.stringify(ours) !== JSON.stringify(their))
          differences.push(`${name} ${what}: ${JSON.stringify(ours)} and not ${JSON.stringify(their)}`);
      };
      differ('schema', read.schemaVersion, expected.schemaVersion);
      differ('plan', read.plan10b51 ?? false, expected.has10b51Plan);
      differ('issuer', [read.issuer.cik, read.issuer.name, read.issuer.symbol], Object.values(expected.issuer));
      differ(
        'owners',
        read.owners.map(({ cik, name }) => [cik, name]),
        expected.reportingOwners.map(({ cik, name }) => [cik, name]),
      );
      differ(
        'signatures',
        read.signatures.map(({ name, date }) => [name, date]),
        expected.signatures.map(({ name, date }) => [name, date]),
      );
      differ(
        'footnotes',
        read.footnotes.map(({ id, text }) => [id, flat(text)]),
        expected.footnotes.map(({ id, text }) => [id, flat(text)]),
      );
      for (const [table, rows] of [
        ['nonDerivative', expected.transactions],
        ['derivative', expected.derivatives],
      ] as const) {
        const lines = read.lines.filter((line) => line.table === table && line.type === 'transaction');
        differ(`${table} lines`, lines.length, rows?.length ?? 0);
        for (const [at, line] of lines.entries()) {
          for (const [field, ours] of Object.entries(oursOf(line)))
            differ(`${table} ${at} ${field}`, ours, rows?.[at]?.[field] ?? null);
          const notes = [...new Set(Object.values(line.notes).flat())].sort();
          differ(`${table} ${at} footnotes`, notes, [...new Set(rows?.[at]?.footnotes ?? [])].sort());
        }
      }
    }
    expect(differences.filter((one) => !Object.keys(EXPLAINED).some((known) => one.startsWith(known)))).toEqual([]);
  });
});
