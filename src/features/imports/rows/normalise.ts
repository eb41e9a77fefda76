import type { ColumnTarget, Mapping } from '../contract.ts';
import { countryName } from './country.ts';
import { readDomain } from './domain.ts';
import { readEmail } from './email.ts';
import { FIELD_CHARS, MAX_CUSTOM_CHARS, MAX_CUSTOM_VALUES, MAX_SHOWN_CHARS } from './field-limits.ts';
import { readLinkedin } from './linkedin.ts';
import { joinName, splitName, uninvertName } from './name.ts';
import { readNetWorth } from './net-worth.ts';
import { readPhone } from './phone.ts';
import { emptyProspect, type ImportedProspect, type RowProblem, type TextField } from './prospect.ts';
import { readSeniority, seniorityOfTitle } from './seniority.ts';
import { readTags } from './tags.ts';
import { cleanCell, saysNothing } from './text.ts';

/** Fields that stand in no column but follow from others: they fill what is empty and never replace what was given. */
export type DerivedField = 'name' | 'firstName' | 'lastName' | 'seniority';

export type RowResult =
  | { ok: true; prospect: ImportedProspect; derived: ReadonlySet<DerivedField> }
  | { ok: false; problems: RowProblem[] };

const NOBODY = 'Nothing to tell this person by: no name, no e-mail and no LinkedIn address';
const NONE: ReadonlySet<DerivedField> = new Set();

/**
 * Makes the function that turns the cells of a row (as many as the header has) into a prospect. Columns that the mapping
 * does not name are kept as custom values. A row with a value that cannot be what its column says is refused as a whole,
 * with every reason; no value is cut short.
 */
export function rowNormaliser(header: readonly string[], mapping: Mapping): (cells: readonly string[]) => RowResult {
  const targets = header.map(
    (column): ColumnTarget => (Object.hasOwn(mapping, column) ? mapping[column] : null) ?? 'custom',
  );
  return (cells) => {
    const row = new Row();
    for (let i = 0; i < targets.length; i++) {
      const cell = cells[i];
      if (cell === undefined || cell === '') continue;
      const target = targets[i] as ColumnTarget;
      if (target !== 'skip') row.put(header[i] as string, target, cell);
    }
    return row.finish();
  };
}

const shown = (value: string) => (value.length > MAX_SHOWN_CHARS ? `${value.slice(0, MAX_SHOWN_CHARS)}…` : value);

class Row {
  readonly #prospect = emptyProspect();
  readonly #problems: RowProblem[] = [];
  #customValues = 0;

  put(column: string, target: ColumnTarget, cell: string): void {
    const value = cleanCell(cell);
    if (value === '') return;
    const p = this.#prospect;
    switch (target) {
      case 'custom':
        return this.#custom(column, value);
      case 'email': {
        const read = readEmail(value);
        if (!read.ok) return this.#refuse(column, value, read.reason);
        if (read.email !== null) this.#text(column, 'email', read.email);
        return this.#custom(`${column} (more)`, read.rest);
      }
      case 'phone': {
        const read = readPhone(value);
        if (!read.ok) return this.#refuse(column, value, read.reason);
        if (read.phone !== null) this.#text(column, 'phone', read.phone);
        return this.#custom(`${column} (more)`, read.rest);
      }
      case 'linkedinUrl': {
        const read = readLinkedin(value);
        if (read.kind === 'profile') return this.#text(column, 'linkedinUrl', read.url);
        if (read.kind === 'other') return this.#custom(column, value);
        return saysNothing(value)
          ? undefined
          : this.#refuse(column, value, 'This is not the address of a LinkedIn profile');
      }
      case 'companyDomain': {
        const read = readDomain(value);
        if (!read.ok) return this.#refuse(column, value, read.reason);
        p.companyDomain = read.domain;
        return this.#custom(read.domain === null ? column : `${column} (more)`, read.rest);
      }
      case 'netWorth': {
        const read = readNetWorth(value);
        if (!read.ok) return this.#refuse(column, value, read.reason);
        p.netWorth = read.dollars;
        return;
      }
      case 'tags': {
        const read = readTags(value);
        if (!read.ok) return this.#refuse(column, value, read.reason);
        p.tags = read.tags;
        return;
      }
      case 'seniority': {
        p.seniority = readSeniority(value);
        return p.seniority === null && !saysNothing(value) ? this.#custom(column, value) : undefined;
      }
      case 'country':
        return this.#text(column, 'country', countryName(value) ?? value);
      case 'name':
        return this.#text(column, 'name', uninvertName(value));
      case 'skip':
        return;
      default:
        return this.#text(column, target, value);
    }
  }

  finish(): RowResult {
    const p = this.#prospect;
    if (this.#problems.length > 0) return { ok: false, problems: this.#problems };
    const derived = this.#derive();
    if (p.name !== '') return { ok: true, prospect: p, derived };
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
      p.seniority = seniorityOfTitle(p.title);
      if (p.seniority !== null) derived.add('seniority');
    }
    return derived.size === 0 ? NONE : derived;
  }

  #text(column: string, field: TextField, value: string): void {
    if (value.length > FIELD_CHARS[field]) {
      return this.#refuse(column, value, `${value.length} characters are too many: at most ${FIELD_CHARS[field]}`);
    }
    this.#prospect[field] = value;
  }

  #custom(column: string, value: string): void {
    if (value === '') return;
    if (value.length > MAX_CUSTOM_CHARS) {
      return this.#refuse(column, value, `${value.length} characters are too many: at most ${MAX_CUSTOM_CHARS}`);
    }
    if (this.#customValues === MAX_CUSTOM_VALUES) {
      return this.#refuse(
        column,
        value,
        `More than ${MAX_CUSTOM_VALUES} values without a field: leave some columns out`,
      );
    }
    this.#customValues++;
    const { custom } = this.#prospect;
    custom[column] = Object.hasOwn(custom, column) ? `${custom[column]}; ${value}` : value;
  }

  #refuse(column: string, value: string, reason: string): void {
    this.#problems.push({ column, value: shown(value), reason });
  }
}

const fits = (value: string | undefined, field: TextField) =>
  value !== undefined && value !== '' && value.length <= FIELD_CHARS[field];
