import { XMLParser } from 'fast-xml-parser';
import * as z from 'zod';
import { dayOf } from './values.ts';

/**
 * Forms 3, 4 and 5 (SEC, "EDGAR Ownership XML Technical Specification"). Facts of real filings that the shape takes in:
 * a figure may be only a footnote without a value, a flag is 0/1 or true/false, a date may carry a time zone, there may
 * be several owners, and either table may be missing.
 */

/** Elements that are lists even when there is one. */
const LISTS = new Set(['reportingOwner', 'nonDerivativeTransaction', 'nonDerivativeHolding']);

const parser = new XMLParser({
  // Numbers stay as they are printed: a CIK keeps its zeros, and no share count passes through a float.
  parseTagValue: false,
  ignoreAttributes: true,
  htmlEntities: true,
  isArray: (name) => LISTS.has(name),
});

/** A text; an element that is missing or holds others is an empty one. */
const leaf = z
  .unknown()
  .transform((value): string => (typeof value === 'string' ? value.trim() : ''))
  .prefault('');
/** `<x><value>…</value><footnoteId/></x>`: the value, or '' where there is only a footnote. */
const wrapped = z
  .unknown()
  .transform((value): string => {
    const inner = typeof value === 'object' && value !== null && 'value' in value ? value.value : value;
    return typeof inner === 'string' ? inner.trim() : '';
  })
  .prefault('');
const flag = leaf.transform((text) => text === '1' || text.toLowerCase() === 'true');
const day = wrapped.transform(dayOf);

/** An element that holds nothing is read as an empty text. */
const group = <S extends z.ZodRawShape>(shape: S) =>
  z.preprocess((value) => (typeof value === 'object' && value !== null ? value : {}), z.object(shape));
const list = <T extends z.ZodType>(item: T) =>
  z.preprocess((value) => (Array.isArray(value) ? value : []), z.array(item));

const holding = {
  securityTitle: wrapped,
  postTransactionAmounts: group({ sharesOwnedFollowingTransaction: wrapped }),
  ownershipNature: group({ directOrIndirectOwnership: wrapped }),
};
const transaction = group({
  ...holding,
  transactionDate: day,
  transactionCoding: group({ transactionCode: leaf, equitySwapInvolved: flag }),
  transactionAmounts: group({
    transactionShares: wrapped,
    transactionPricePerShare: wrapped,
    transactionAcquiredDisposedCode: wrapped,
  }),
});
const owner = group({
  reportingOwnerId: group({ rptOwnerCik: leaf, rptOwnerName: leaf }),
  reportingOwnerRelationship: group({
    isDirector: flag,
    isOfficer: flag,
    isTenPercentOwner: flag,
    officerTitle: leaf,
  }),
});
const document = z.object({
  ownershipDocument: z.object({
    documentType: z.string(),
    periodOfReport: day,
    issuer: z.object({ issuerCik: leaf, issuerName: z.string().min(1), issuerTradingSymbol: leaf }),
    reportingOwner: z.array(owner).min(1),
    aff10b5One: flag,
    nonDerivativeTable: group({
      nonDerivativeTransaction: list(transaction),
      nonDerivativeHolding: list(group(holding)),
    }),
  }),
});

export type Ownership = z.output<typeof document>['ownershipDocument'];
export type OwnershipTransaction = z.output<typeof transaction>;

/** The document in a text, or undefined where there is none that can be read. */
export const readOwnership = (xml: string): Ownership | undefined => {
  try {
    return document.safeParse(parser.parse(xml)).data?.ownershipDocument;
  } catch {
    return undefined;
  }
};
