import { type Decimal, printDollars, printGrouped, readDecimal } from '../../filings/decimal.ts';
import type { Owner, Ownership } from '../../filings/ownership.ts';
import { issuerOf } from '../../filings/signals.ts';
import { type Filing, SHARE_PLACES, tradesOf } from './edgar-trades.ts';
import type { FoundSignal, FoundValue } from './types.ts';

/** What filings say of an insider: a role, what is held, what was traded. Nothing is valued that was not traded. */

/** Figures of a filing are stated under penalty: as sure as a source can be. */
const CONFIDENCE = 0.95;
const ownerOf = (document: Ownership, cik: string): Owner | undefined =>
  document.owners.find((one) => Number(one.cik) === Number(cik));

/** `Chief Financial Officer and director`, or null where the filing names no role. */
export const roleOf = (
  owner: Pick<Owner, 'officer' | 'officerTitle' | 'director' | 'tenPercentOwner'>,
): string | null => {
  const roles = [
    owner.officer ? owner.officerTitle || 'Officer' : '',
    owner.director ? 'director' : '',
    owner.tenPercentOwner ? '10% owner' : '',
  ].filter((role) => role !== '');
  const text = roles.join(' and ');
  return text === '' ? null : `${text.charAt(0).toUpperCase()}${text.slice(1)}`;
};

/** `Chief Financial Officer and director of ORACLE CORP (ORCL)`, or null where the filing names no role. */
export const roleIn = (document: Ownership, cik: string): string | null => {
  const owner = ownerOf(document, cik);
  const role = owner ? roleOf(owner) : null;
  return role === null ? null : `${role} of ${issuerOf(document)}`;
};

type Held = { security: string; shares: Decimal };

/** Shares held directly after a filing, of the security that its last line speaks of; null where it tells none. */
export const heldAfter = (document: Ownership): Held | null => {
  const lines = document.lines.filter(({ table }) => table === 'nonDerivative');
  const told = lines.filter(({ type }) => type === 'transaction').toReversed();
  for (const line of [...told, ...lines.filter(({ type }) => type === 'holding')]) {
    const shares = readDecimal(line.sharesAfter ?? '');
    if (line.ownership !== 'I' && shares) return { security: line.security ?? 'securities', shares };
  }
  return null;
};
const holdingOf = (filing: Filing, held: Held): FoundSignal => ({
  kind: 'insider_holding',
  title: `Held ${printGrouped(held.shares, SHARE_PLACES)} ${held.security} of ${issuerOf(filing.document)} directly`,
  date: filing.document.periodOfReport,
  amountUsd: null,
  url: filing.url,
  externalKey: `edgar:${filing.accession}:holding`,
});

/** Values and signals of an insider's filings, newest first. `employed` are those at the prospect's own employer. */
export const insiderFacts = (
  cik: string,
  filings: readonly Filing[],
  employed: readonly Filing[],
): { values: FoundValue[]; signals: FoundSignal[] } => {
  const values: FoundValue[] = [];
  const value = (field: string, text: string | null, filing: Filing): void => {
    if (text !== null) values.push({ field, value: text, confidence: CONFIDENCE, sourceUrl: filing.url });
  };
  const [newest] = employed;
  if (newest) value('insiderRole', roleIn(newest.document, cik), newest);
  const holdings = new Map<string, FoundSignal>();
  for (const filing of filings) {
    const held = heldAfter(filing.document);
    const issuer = filing.document.issuer.cik;
    if (held && !holdings.has(issuer)) holdings.set(issuer, holdingOf(filing, held));
  }
  const own = employed
    .map((filing) => ({ filing, held: heldAfter(filing.document) }))
    .find(({ held }) => held !== null);
  if (own?.held) {
    const { document } = own.filing;
    const text = `${printGrouped(own.held.shares, SHARE_PLACES)} ${own.held.security} of ${issuerOf(document)}, directly`;
    value('insiderHolding', `${text} (${document.periodOfReport ?? 'date unknown'})`, own.filing);
  }
  const trades = filings.flatMap(tradesOf);
  const last = filings
    .map((filing) => ({ filing, trade: tradesOf(filing)[0] }))
    .find(({ trade }) => trade !== undefined);
  if (last?.trade) {
    const amount =
      last.trade.amountUsd === null
        ? ''
        : ` for ${printDollars(readDecimal(last.trade.amountUsd) ?? { digits: 0n, scale: 0 })}`;
    value('insiderTrade', `${last.trade.title}${amount} (${last.trade.date ?? 'date unknown'})`, last.filing);
  }
  return { values, signals: [...trades, ...holdings.values()] };
};
