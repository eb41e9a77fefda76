import type { Line } from './ownership.ts';
import { dayAndZone, figureOf, flagOf, Reader } from './reader.ts';
import type { Node } from './xml-tree.ts';

/** One row of either table, transaction or holding, with the footnotes of each of its elements. */
export const lineOf = (node: Node, table: Line['table'], type: Line['type'], index: number): Line => {
  const notes: Record<string, string[]> = {};
  const zones: Record<string, string> = {};
  const of = (reader: Reader) => ({
    text: (name: string): string | null => reader.noted(name, notes),
    figure: (name: string): string | null => {
      reader.notesOf(name, notes);
      return reader.as(name, figureOf);
    },
    flag: (name: string): boolean | null => {
      reader.notesOf(name, notes);
      return reader.as(name, flagOf);
    },
    day: (name: string): string | null => {
      reader.notesOf(name, notes);
      const read = reader.as(name, dayAndZone);
      if (read?.zone) zones[name] = read.zone;
      return read?.day ?? null;
    },
  });
  const reader = new Reader(node);
  const group = (name: string) => {
    const inner = reader.group(name);
    inner.ownNotes(notes);
    return of(inner);
  };
  reader.ownNotes(notes);
  const own = of(reader);
  const coding = group('transactionCoding');
  const amounts = group('transactionAmounts');
  const after = group('postTransactionAmounts');
  const nature = group('ownershipNature');
  const underlying = group('underlyingSecurity');
  const hasUnderlying = node.children.some(({ name }) => name === 'underlyingSecurity');
  return {
    table,
    type,
    index,
    security: own.text('securityTitle'),
    conversionPrice: own.figure('conversionOrExercisePrice'),
    transactionDate: own.day('transactionDate'),
    deemedExecutionDate: own.day('deemedExecutionDate'),
    formType: coding.text('transactionFormType'),
    code: coding.text('transactionCode'),
    equitySwap: coding.flag('equitySwapInvolved'),
    timeliness: own.text('transactionTimeliness'),
    shares: amounts.figure('transactionShares'),
    totalValue: amounts.figure('transactionTotalValue'),
    price: amounts.figure('transactionPricePerShare'),
    acquiredDisposed: amounts.text('transactionAcquiredDisposedCode'),
    exerciseDate: own.day('exerciseDate'),
    expirationDate: own.day('expirationDate'),
    underlying: hasUnderlying
      ? {
          security: underlying.text('underlyingSecurityTitle'),
          shares: underlying.figure('underlyingSecurityShares'),
          value: underlying.figure('underlyingSecurityValue'),
        }
      : null,
    sharesAfter: after.figure('sharesOwnedFollowingTransaction'),
    valueAfter: after.figure('valueOwnedFollowingTransaction'),
    ownership: nature.text('directOrIndirectOwnership'),
    nature: nature.text('natureOfOwnership'),
    notes,
    zones,
  };
};
