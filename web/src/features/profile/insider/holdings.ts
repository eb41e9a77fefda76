import type { InsiderHolding } from '../../../../../src/features/filings/contract.ts';
import type { HoldingSeries } from './holdings-scale.ts';
import { heldWords } from './kinds.ts';

/** One class of one issuer, with a line for each way of holding it. */
export interface HeldClass {
  key: string;
  label: string;
  series: HoldingSeries[];
}

const nameOf = ({ issuer, security }: InsiderHolding): string => `${issuer.symbol ?? issuer.name}, ${security}`;
const lastOf = ({ points }: HoldingSeries): string => points.at(-1)?.date ?? '';

/** Holdings by class, shares before derivatives, the last reported first. Figures become numbers here, to be drawn. */
export function heldClasses(holdings: readonly InsiderHolding[]): HeldClass[] {
  const classes = new Map<string, HeldClass & { derivative: boolean }>();
  for (const holding of holdings) {
    if (holding.points.length === 0) continue;
    const key = `${holding.issuer.cik}:${holding.derivative}:${holding.security}`;
    const held = classes.get(key) ?? { key, label: nameOf(holding), series: [], derivative: holding.derivative };
    held.series.push({
      key: holding.key,
      label: heldWords(holding),
      points: holding.points.map(({ date, shares, url, form }) => ({ date, shares: Number(shares), url, form })),
    });
    classes.set(key, held);
  }
  const newest = (held: HeldClass) => held.series.map(lastOf).sort().at(-1) ?? '';
  return [...classes.values()].sort(
    (a, b) => Number(a.derivative) - Number(b.derivative) || newest(b).localeCompare(newest(a)),
  );
}
