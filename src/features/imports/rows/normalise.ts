import { clip } from '../../../lib/clip.ts';
import { customOfHeader } from '../../prospects/header-contract.ts';
import type { ColumnTarget, Mapping, Rules } from '../contract.ts';
import { countryOfPhone } from './calling-codes.ts';
import { readEmail } from './email.ts';
import { FIELD_CHARS, MAX_CUSTOM_CHARS, MAX_CUSTOM_VALUES, MAX_SHOWN_CHARS } from './field-limits.ts';
import { readLinkedin } from './linkedin.ts';
import { mender } from './mend.ts';
import { joinName, splitName, uninvertName } from './name.ts';
import { readNetWorth } from './net-worth.ts';
import { readPhone } from './phone.ts';
import { emptyProspect, type ImportedProspect, type RowProblem, type TextField } from './prospect.ts';
import { type RepeatedReadings, repeatedReadings } from './repeated.ts';
import { readTags } from './tags.ts';
import { cleanCell, saysNothing } from './text.ts';

/** Fields that stand in no column but follow from others: they fill what is empty and never replace what was given. */
export type DerivedField = 'name' | 'firstName' | 'lastName' | 'seniority';

export type RowResult =
  | {
      ok: true;
      prospect: ImportedProspect;
      derived: ReadonlySet<DerivedField>;
      unfit: readonly RowProblem[];
      leftOut: readonly string[];
    }
  | { ok: false; problems: RowProblem[] };

const NO_PROBLEMS: readonly RowProblem[] = [];
const NO_COLUMNS: readonly string[] = [];
const NOBODY = 'Nothing to tell this person by: no name, no e-mail and no LinkedIn address';
const NONE: ReadonlySet<DerivedField> = new Set();

/** Why a value is none of the workspace's own field under this key; undefined where it is one, or there is no such field. */
export type WhyUnfit = (key: string, value: string) => string | undefined;

/**
 * Makes the function that turns the cells of a row (as many as the header has) into a prospect. Columns that the mapping
 * does not name are kept as custom values. A row with a value that cannot be what its column says is refused as a whole,
 * with every reason; no value is cut short. `rules` mend values before they are read. A custom value that is none of its field
 * (`whyUnfit`) refuses nothing: it is kept as plain text and told in `unfit`, or left out where the rules say so of what cannot be read: `leftOut` names the column of
 * each value that was.
 */
export function rowNormaliser(
  header: readonly string[],
  mapping: Mapping,
  rules: Rules = {},
  whyUnfit?: WhyUnfit,
): (cells: readonly string[]) => RowResult {
  const ruled = header.map((column) => (Object.hasOwn(rules, column) ? (rules[column] ?? []) : []));
  const menders = ruled.map(mender);
  const split = ruled.map((said) => said.includes('split_name'));
  const lenient = new Set(header.filter((_, i) => ruled[i]?.includes('drop_unreadable')));
  const byPhone = ruled.some((said) => said.includes('country_from_phone'));
  const targets = header.map(
    (column): ColumnTarget => (Object.hasOwn(mapping, column) ? mapping[column] : null) ?? 'custom',
  );
  const readings = repeatedReadings();
  return (cells) => {
    const row = new Row(readings, lenient, whyUnfit);
    for (let i = 0; i < targets.length; i++) {
      const cell = cells[i];
      if (cell === undefined || cell === '') continue;
      const target = targets[i] as ColumnTarget;
      if (target === 'skip') continue;
      const value = menders[i]?.(cell) ?? cell;
      if (split[i] && row.putWhole(header[i] as string, value)) continue;
      row.put(header[i] as string, target, value);
    }
    return row.finish(byPhone);
  };
}

const shown = (value: string) => (value.length > MAX_SHOWN_CHARS ? `${clip(value, MAX_SHOWN_CHARS)}…` : value);

class Row {
  readonly #prospect = emptyProspect();
  readonly #problems: RowProblem[] = [];
  readonly #readings: RepeatedReadings;
  readonly #lenient: ReadonlySet<string>;
  readonly #whyUnfit: WhyUnfit | undefined;
  #unfit: RowProblem[] | undefined;
  #leftOut: string[] | undefined;
  #customValues = 0;

  constructor(readings: RepeatedReadings, lenient: ReadonlySet<string>, whyUnfit: WhyUnfit | undefined) {
    this.#readings = readings;
    this.#lenient = lenient;
    this.#whyUnfit = whyUnfit;
  }

  /** A whole name in its parts; false where no rule splits it safely. */
  putWhole(column: string, cell: string): boolean {
    const name = uninvertName(cleanCell(cell));
    const parts = splitName(name);
    if (!parts || !fits(parts.first, 'firstName') || !fits(parts.last, 'lastName')) return false;
    this.#text(column, 'name', name);
    this.#prospect.firstName ??= parts.first;
    this.#prospect.lastName ??= parts.last;
    return true;
  }

  put(column: string, target: ColumnTarget, cell: string): void {
    const value = cleanCell(cell);
    if (value === '') return;
    switch (target) {
      case 'skip':
        break;
      case 'custom':
        this.#own(column, customOfHeader(column) ?? column, value);
        break;
      case 'name':
        this.#text(column, 'name', uninvertName(value));
        break;
      case 'country':
        this.#text(column, 'country', this.#readings.country(value) ?? value);
        break;
      case 'email': {
        const read = readEmail(value);
        if (read.ok) this.#first(column, 'email', read.email, read.rest);
        else this.#refuse(column, value, read.reason);
        break;
      }
      case 'phone': {
        const read = readPhone(value);
        if (read.ok) this.#first(column, 'phone', read.phone, read.rest);
        else this.#refuse(column, value, read.reason);
        break;
      }
      case 'companyDomain': {
        const read = this.#readings.domain(value);
        if (read.ok) this.#first(column, 'companyDomain', read.domain, read.rest);
        else this.#refuse(column, value, read.reason);
        break;
      }
      case 'netWorth': {
        const read = readNetWorth(value);
        if (read.ok) this.#prospect.netWorth = read.dollars;
        else this.#refuse(column, value, read.reason);
        break;
      }
      case 'tags': {
        const read = readTags(value);
        if (read.ok) this.#prospect.tags = read.tags;
        else this.#refuse(column, value, read.reason);
        break;
      }
      case 'linkedinUrl':
        this.#linkedin(column, value);
        break;
      case 'seniority':
        this.#prospect.seniority = this.#readings.seniority(value);
        if (this.#prospect.seniority === null && !saysNothing(value)) this.#custom(column, value);
        break;
      default:
        this.#text(column, target, value);
    }
  }

  finish(countryByPhone: boolean): RowResult {
    const p = this.#prospect;
    if (countryByPhone && p.country === null && p.phone !== null) p.country = countryOfPhone(p.phone);
    if (this.#problems.length > 0) return { ok: false, problems: this.#problems };
    const derived = this.#derive();
    if (p.name !== '') {
      return {
        ok: true,
        prospect: p,
        derived,
        unfit: this.#unfit ?? NO_PROBLEMS,
        leftOut: this.#leftOut ?? NO_COLUMNS,
      };
    }
    return { ok: false, problems: [{ column: '', value: '', reason: NOBODY }] };
  }

  #derive(): ReadonlySet<DerivedField> {
    const p = this.#prospect;
    const derived = new Set<DerivedField>();
    if (p.name === '') {
      p.name = joinName(p.firstName ?? '', p.lastName ?? '');
      // Half a name must not replace a whole one that is known from elsewhere.
      if (p.firstName === null || p.lastName === null) derived.add('name');
      if (p.name === '') p.name = p.email ?? p.linkedinUrl?.replace('https://www.', '') ?? '';
    } else if (p.firstName === null || p.lastName === null) {
      const parts = splitName(p.name, { first: p.firstName ?? '', last: p.lastName ?? '' });
      if (p.firstName === null && fits(parts?.first, 'firstName')) {
        p.firstName = parts?.first ?? null;
        derived.add('firstName');
      }
      if (p.lastName === null && fits(parts?.last, 'lastName')) {
        p.lastName = parts?.last ?? null;
        derived.add('lastName');
      }
    }
    if (p.seniority === null && p.title !== null) {
      p.seniority = this.#readings.seniorityOfTitle(p.title);
      if (p.seniority !== null) derived.add('seniority');
    }
    return derived.size === 0 ? NONE : derived;
  }

  #linkedin(column: string, value: string): void {
    const read = readLinkedin(value);
    if (read.kind === 'profile') this.#text(column, 'linkedinUrl', read.url);
    else if (read.kind === 'other') this.#custom(column, value);
    else if (!saysNothing(value)) this.#refuse(column, value, 'This is not the address of a LinkedIn profile');
  }

  /** The first value of a cell has the field; what else stood there is kept beside it. */
  #first(column: string, field: TextField, value: string | null, rest: string): void {
    if (value !== null) this.#text(column, field, value);
    if (rest !== '') this.#custom(value === null ? column : `${column} (more)`, rest);
  }

  #text(column: string, field: TextField, value: string): void {
    if (value.length <= FIELD_CHARS[field]) this.#prospect[field] = value;
    else this.#refuse(column, value, `${value.length} characters are too many: at most ${FIELD_CHARS[field]}`);
  }

  /** A custom value, as its field wants it or as plain text. */
  #own(column: string, key: string, value: string): void {
    const reason = this.#whyUnfit?.(key, value);
    if (reason !== undefined) {
      if (this.#leaveOut(column)) return;
      this.#unfit ??= [];
      this.#unfit.push({ column, value: shown(value), reason });
    }
    this.#custom(key, value);
  }

  #custom(column: string, value: string): void {
    const { custom } = this.#prospect;
    if (value.length > MAX_CUSTOM_CHARS) {
      this.#refuse(column, value, `${value.length} characters are too many: at most ${MAX_CUSTOM_CHARS}`);
    } else if (Object.hasOwn(custom, column)) {
      custom[column] = `${custom[column]}; ${value}`;
    } else if (++this.#customValues > MAX_CUSTOM_VALUES) {
      this.#refuse(column, value, `More than ${MAX_CUSTOM_VALUES} values without a field: leave some columns out`);
    } else {
      custom[column] = value;
    }
  }

  #refuse(column: string, value: string, reason: string): void {
    if (this.#leaveOut(column)) return;
    this.#problems.push({ column, value: shown(value), reason });
  }

  /** Whether a value that cannot be read is left out by the rules of its column; then it is counted. */
  #leaveOut(column: string): boolean {
    if (!this.#lenient.has(column)) return false;
    this.#leftOut ??= [];
    this.#leftOut.push(column);
    return true;
  }
}

const fits = (value: string | undefined, field: TextField) =>
  value !== undefined && value !== '' && value.length <= FIELD_CHARS[field];
