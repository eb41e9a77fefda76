import { foldText } from '../imports/rows/text.ts';
import { kindOf } from './codes.ts';
import type { TransactionKind } from './contract.ts';
import { multiply, print, readDecimal } from './decimal.ts';
import type { Line, Ownership } from './ownership.ts';

/** The lines of a document as they are kept and counted: one row each, figures exact, derived words beside them. */

export type Row = {
  n: number;
  type: 'transaction' | 'holding';
  derivative: boolean;
  kind: TransactionKind | null;
  code: string | null;
  date: string | null;
  day: string;
  security: string;
  classKey: string;
  positionKey: string;
  acquired: boolean | null;
  shares: string | null;
  price: string | null;
  value: string | null;
  after: string | null;
  ownership: 'D' | 'I' | null;
  nature: string | null;
  plan: boolean;
  late: boolean;
  detail: {
    conversionPrice: string | null;
    exerciseDate: string | null;
    expirationDate: string | null;
    underlying: { security: string | null; shares: string | null } | null;
    footnotes: { id: string; text: string; of: string }[];
  };
};

/** Longest part of a key: titles have 60 characters by the schema, natures 100. */
const KEY_CHARS_MAX = 100;
const PLAN = /10b5\s*-?\s*1/i;
const NOT_PLAN = /\b(?:not|no|neither|other than)\b[^.]{0,60}10b5/i;

const fold = (text: string): string =>
  foldText(text)
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()
    .slice(0, KEY_CHARS_MAX);

/** What titles add to a class that tells no two apart: par value, and words in brackets. */
const AROUND_TITLES = /\([^)]*\)|,?\s*(?:\$?[\d.]+\s+)?(?:no\s+)?par value.*$/gi;

/** A class of securities, by its title in one form: an issuer's `Common Stock, $0.01 par value` is its `Common Stock`. */
export const classOf = (title: string): string => fold(title.replace(AROUND_TITLES, ' ')) || fold(title);

/** How a line is held: directly, or by whom; and of a derivative, on what terms. */
const positionOf = (line: Line, classKey: string): string =>
  [
    classKey,
    line.ownership ?? '',
    line.ownership === 'D' ? '' : fold(line.nature ?? ''),
    ...(line.table === 'derivative' ? [line.conversionPrice ?? '', line.expirationDate ?? ''] : []),
  ].join('|');

const notesOf = (line: Line, { footnotes }: Ownership): Row['detail']['footnotes'] => {
  const texts = new Map(footnotes.map(({ id, text }) => [id, text]));
  return Object.entries(line.notes).flatMap(([of, ids]) =>
    ids.flatMap((id) => {
      const text = texts.get(id);
      return text === undefined ? [] : [{ id, text, of }];
    }),
  );
};

const saysPlan = (line: Line, document: Ownership): boolean =>
  notesOf(line, document).some(({ text }) => PLAN.test(text) && !NOT_PLAN.test(text));

/**
 * Whether a trade was made under a 10b5-1 plan. A footnote of the line says so by itself, as all did before there was a
 * box. The box speaks of the whole form: where footnotes name some of its lines, it means those; else all of them.
 */
const plansOf = (document: Ownership): ((line: Line) => boolean) => {
  const named = document.lines.some((line) => saysPlan(line, document));
  return (line) => saysPlan(line, document) || (document.plan10b51 === true && !named);
};

const amountOf = (line: Line): string | null => {
  if (line.shares === null || line.price === null) return null;
  const [shares, price] = [readDecimal(line.shares), readDecimal(line.price)];
  // A price of nothing on a trade is one that a footnote tells: nothing is sold for nothing.
  if (!shares || !price || price.digits === 0n) return null;
  return print(multiply(shares, price), 24);
};

const side = (text: string | null): 'D' | 'I' | null => (text === 'D' || text === 'I' ? text : null);

/** The rows of a document. `filedOn` stands in for days that it does not say. */
export const rowsOf = (document: Ownership, filedOn: string): Row[] => {
  const inPlan = plansOf(document);
  return document.lines.map((line, n): Row => {
    const derivative = line.table === 'derivative';
    const transaction = line.type === 'transaction';
    const plan = transaction && inPlan(line);
    const code = line.code?.toUpperCase() ?? '';
    const security = line.security ?? 'Untitled';
    const classKey = `${document.issuer.cik}|${classOf(security)}`;
    return {
      n,
      type: line.type,
      derivative,
      kind: transaction ? kindOf({ code, swap: line.equitySwap === true, derivative, plan }) : null,
      code: transaction ? code : null,
      date: line.transactionDate,
      day: line.transactionDate ?? document.periodOfReport ?? filedOn,
      security,
      classKey,
      positionKey: positionOf(line, classKey),
      acquired: line.acquiredDisposed === null ? null : line.acquiredDisposed === 'A',
      shares: line.shares,
      price: line.price,
      value: amountOf(line),
      after: line.sharesAfter,
      ownership: side(line.ownership),
      nature: line.nature,
      plan,
      late: line.timeliness === 'L',
      detail: {
        conversionPrice: line.conversionPrice,
        exerciseDate: line.exerciseDate,
        expirationDate: line.expirationDate,
        underlying: line.underlying && { security: line.underlying.security, shares: line.underlying.shares },
        footnotes: notesOf(line, document),
      },
    };
  });
};
