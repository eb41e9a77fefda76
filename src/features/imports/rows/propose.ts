import type { ProspectField } from '../../prospects/contract.ts';
import { customOfHeader, isUnreadHeader } from '../../prospects/header-contract.ts';
import type { ColumnTarget, Mapping } from '../contract.ts';
import { fieldByName, headerKey, isAboutOthers } from './aliases.ts';
import { isPersonTarget } from './check-mapping.ts';
import { type Evidence, evidenceOf } from './evidence.ts';
import { readNetWorth } from './net-worth.ts';
import { cleanCell, foldText } from './text.ts';

export interface ColumnSample {
  name: string;
  /** Its cells in the rows that were looked at, empty ones too. */
  cells: readonly string[];
}

export interface ColumnProposal {
  name: string;
  target: ColumnTarget;
  /** How sure that is, 0 to 1; 0 for a column that is kept as it is for want of anything better. */
  confidence: number;
}

/** A column that is empty as far as it was looked at yields to another one of its field that is not. */
const EMPTY_FACTOR = 0.5;
/** So many values must look like the field's for the name to be believed, and for values alone to tell a field. */
const SOME = 0.3;
const MOST = 0.8;
/** Net worths of prospects in dollars have at least six digits; lists that count in millions or billions do not. */
const ABSOLUTE_DOLLARS = 1e6;
/** Our own name of the column: the unit is sure. */
const IN_DOLLARS = 'net worth usd';
/** The lowest confidence of all: better than importing nothing, and the screen asks about it. */
const LAST_RESORT = 0.3;
/** Our own error file starts with these; they must not come back as values. */
const ERROR_COLUMNS = ['row', 'column', 'value', 'reason'];

interface Claim {
  column: number;
  field: ProspectField;
  confidence: number;
}

/**
 * Proposes what each column becomes: by its name, checked against its values, else by its values. Each field goes to one
 * column at most, the surest claim first; the rest is kept as custom values. `complete` says that the samples are the
 * whole file: only then an unknown column that is empty can be skipped without losing anything further down.
 */
export function proposeMapping(columns: readonly ColumnSample[], complete: boolean): ColumnProposal[] {
  const evidence = columns.map((column) => evidenceOf(column.cells));
  const claims = columns.flatMap((column, i) => claimsOf(column, i, evidence[i] as Evidence));
  // A stable sort: of two equal claims the column that comes first has it.
  claims.sort((a, b) => b.confidence - a.confidence);
  const taken = new Map<number, Claim>();
  const fields = new Set<ProspectField>();
  for (const claim of claims) {
    if (taken.has(claim.column) || fields.has(claim.field)) continue;
    taken.set(claim.column, claim);
    fields.add(claim.field);
  }
  const errorFile = ERROR_COLUMNS.every((name, i) => columns[i]?.name === name);
  const proposals = columns.map(({ name }, i): ColumnProposal => {
    if (errorFile && i < ERROR_COLUMNS.length) return { name, target: 'skip', confidence: 1 };
    if (isUnreadHeader(name)) return { name, target: 'skip', confidence: 1 };
    const claim = taken.get(i);
    if (claim !== undefined) return { name, target: claim.field, confidence: Math.round(claim.confidence * 100) / 100 };
    if (complete && evidence[i]?.filled === 0) return { name, target: 'skip', confidence: 1 };
    return { name, target: 'custom', confidence: 0 };
  });
  return nameSomebody(proposals);
}

/** The mapping that a proposal stands for. */
export const mappingOf = (proposals: readonly ColumnProposal[]): Mapping =>
  Object.fromEntries(proposals.map(({ name, target }) => [name, target]));

/** A file of companies has no person in it: their names stand in, as nothing at all would be imported otherwise. */
function nameSomebody(proposals: ColumnProposal[]): ColumnProposal[] {
  if (proposals.some(({ target }) => isPersonTarget(target))) return proposals;
  return proposals.map((proposal) =>
    proposal.target === 'company' ? { ...proposal, target: 'name', confidence: LAST_RESORT } : proposal,
  );
}

function claimsOf(column: ColumnSample, index: number, values: Evidence): Claim[] {
  // A file of ours says itself which columns are of no field.
  if (isUnreadHeader(column.name) || customOfHeader(column.name) !== undefined) return [];
  const key = headerKey(column.name, foldText);
  const named = fieldByName(key);
  const claims: Claim[] = [];
  if (named !== null && bearsOut(named.field, named.exact, key, values, column.cells)) {
    const confidence = named.confidence * (values.filled === 0 ? EMPTY_FACTOR : 1);
    claims.push({ column: index, field: named.field, confidence });
  }
  if (!isAboutOthers(key) && values.filled > 0) {
    for (const [field, confidence] of byValues(values, /^column \d+$/.test(key))) {
      if (field !== named?.field) claims.push({ column: index, field, confidence });
    }
  }
  return claims;
}

/** Whether a column can be what somebody says: where its values do not deny it. */
export function couldBe(field: ProspectField, { name, cells }: ColumnSample): boolean {
  const values = evidenceOf(cells);
  return values.filled === 0 || bearsOut(field, true, headerKey(name, foldText), values, cells);
}

/** Whether the values can be what the column's name says. */
function bearsOut(
  field: ProspectField,
  exact: boolean,
  key: string,
  values: Evidence,
  cells: readonly string[],
): boolean {
  if (values.filled === 0) return exact && (field !== 'netWorth' || key === IN_DOLLARS);
  switch (field) {
    case 'email':
      return values.email >= SOME || hasPart(cells, '@');
    case 'linkedinUrl':
      return values.linkedin >= SOME;
    case 'companyDomain':
      return values.web >= SOME && values.linkedin < SOME;
    case 'phone':
      return values.email < SOME && values.web < SOME;
    case 'netWorth':
      return key === IN_DOLLARS || inDollars(cells);
    case 'country':
      return exact ? values.number < MOST : values.country >= SOME;
    case 'title':
      return values.number < MOST && values.salutation < MOST;
    case 'tags':
    case 'notes':
      return true;
    default:
      return values.number < MOST;
  }
}

const hasPart = (cells: readonly string[], part: string) => {
  const filled = cells.filter((cell) => cell.trim() !== '');
  return filled.filter((cell) => cell.includes(part)).length >= filled.length * SOME;
};

/** Figures that say their unit, or are too large to be millions. */
function inDollars(cells: readonly string[]): boolean {
  const filled = cells.map(cleanCell).filter((cell) => cell !== '');
  if (filled.filter((cell) => /\$|usd|[kmbt]n?$|illion/i.test(cell)).length >= filled.length * MOST) return true;
  const sums = filled.map((cell) => readNetWorth(cell)).map((read) => (read.ok ? (read.dollars ?? 0) : 0));
  sums.sort((a, b) => a - b);
  return (sums[Math.floor(sums.length / 2)] ?? 0) >= ABSOLUTE_DOLLARS;
}

/** What values tell without a name, the surest first; names of people only where the column has none at all. */
function byValues(values: Evidence, unnamed: boolean): [ProspectField, number][] {
  const found: [ProspectField, number][] = [];
  if (values.linkedin >= MOST) found.push(['linkedinUrl', 0.9]);
  if (values.email >= MOST) found.push(['email', 0.6]);
  if (values.phone >= MOST && values.filled > 2) found.push(['phone', 0.5]);
  if (values.country >= MOST && values.filled > 2) found.push(['country', 0.5]);
  if (unnamed && values.personName >= MOST) found.push(['name', 0.4]);
  return found;
}
