import { emailKey } from './email.ts';
import { MAX_CUSTOM_CHARS } from './field-limits.ts';
import { type Identity, identityOf } from './identity.ts';
import type { DerivedField } from './normalise.ts';
import type { ImportedProspect, TextField } from './prospect.ts';

/** A row of the file that was taken. */
export interface SourceRow {
  row: number;
  prospect: ImportedProspect;
  /** By which they are found: `identityOf` the prospect. */
  identity: Identity;
  derived: ReadonlySet<DerivedField>;
}

/** A prospect that the tenant has already. */
export interface KnownProspect {
  id: string;
  prospect: ImportedProspect;
  /** The keys it is stored under: what a source has filled since does not change who the file's rows mean. */
  identity: Identity;
  held: Held;
}

/** Fields whose value a member has chosen, which no file changes, each with what a file has said of it so far. */
export type Held = Readonly<Record<string, string | null>>;

/** What a row did. `created` is the first row of a prospect that is not among the known ones. */
export type RowEffect = 'created' | 'updated' | 'unchanged';

export interface FoldedProspect {
  /** The known prospect that the rows mean, null where they make a new one. */
  id: string | null;
  /** Its values after all rows. */
  prospect: ImportedProspect;
  identity: Identity;
  /** The fields that a member holds, with what files say of them after all rows. */
  held: Record<string, string | null>;
  /** Those of them of which the rows say something new: kept beside the member's choice. */
  beside: ReadonlySet<string>;
  /** In file order. */
  rows: { row: number; effect: RowEffect }[];
}

/** Where further e-mail addresses of a prospect stand, as many as a custom value holds. */
const OTHER_EMAILS = 'Email (more)';

/** All text fields but the name; the title before the seniority that follows from it. */
const TEXT_FIELDS = [
  'title',
  'firstName',
  'lastName',
  'email',
  'phone',
  'linkedinUrl',
  'seniority',
  'department',
  'company',
  'companyDomain',
  'industry',
  'city',
  'region',
  'country',
  'location',
  'notes',
] as const satisfies readonly TextField[];

const NOTHING: ReadonlySet<string> = new Set();

/** What a derived value follows from: it replaces an older one only together with that. */
const BASE_OF: Readonly<Record<DerivedField, TextField | null>> = {
  name: null,
  firstName: 'name',
  lastName: 'name',
  seniority: 'title',
};

/**
 * Folds rows into the prospects they mean, in file order. A row means
 * 1. the prospect with its e-mail address; else
 * 2. the first one with its LinkedIn address (which keeps the e-mail address it has; another one is kept beside it); else
 * 3. where it has neither address, the one with its name and company that has neither as well; else a new one.
 * Later values win where they are not empty; custom values key by key; tags add up; derived values only fill gaps or
 * follow their base. What a member has chosen stays, and what the rows say of it is kept beside it.
 *
 * `known` must hold every prospect that shares a key (`keysOf`) with any of the rows, oldest first. Then folding a file
 * batch by batch, each result stored before the next, ends in the same values and effects as folding it at once.
 * Gives the prospects that a row meant, new and known, in order of their first row; `rows` counts each row once.
 */
export function foldRows(rows: readonly SourceRow[], known: readonly KnownProspect[] = []): FoldedProspect[] {
  const index = new Index();
  /** Those whose values are the row's own object, which is not to be written into. */
  const borrowed = new Set<FoldedProspect>();
  for (const { id, prospect, identity, held } of known) {
    index.add({ id, prospect: copyOf(prospect), identity, held: { ...held }, beside: NOTHING, rows: [] });
  }
  const met = new Set<FoldedProspect>();
  for (const { row, prospect, identity, derived } of rows) {
    let folded = index.find(identity);
    if (folded === undefined) {
      const rows: FoldedProspect['rows'] = [{ row, effect: 'created' }];
      folded = { id: null, prospect, identity, held: {}, beside: NOTHING, rows };
      borrowed.add(folded);
      index.add(folded);
    } else {
      if (borrowed.delete(folded)) folded.prospect = copyOf(folded.prospect);
      const changed = merge(folded, prospect, derived);
      folded.rows.push({ row, effect: changed ? 'updated' : 'unchanged' });
      if (changed) index.refresh(folded);
    }
    met.add(folded);
  }
  return [...met];
}

/** How the rows of folded prospects count. */
export function countEffects(folded: readonly FoldedProspect[]): Record<RowEffect, number> {
  const counts: Record<RowEffect, number> = { created: 0, updated: 0, unchanged: 0 };
  for (const { rows } of folded) for (const { effect } of rows) counts[effect]++;
  return counts;
}

/** The keys by which known prospects are to be looked up before rows are folded. */
export function keysOf(rows: readonly SourceRow[]): Record<keyof Identity, string[]> {
  const keys = { email: new Set<string>(), linkedin: new Set<string>(), nameCompany: new Set<string>() };
  for (const { identity } of rows) {
    const { email, linkedin, nameCompany } = identity;
    if (email !== undefined) keys.email.add(email);
    if (linkedin !== undefined) keys.linkedin.add(linkedin);
    if (nameCompany !== undefined) keys.nameCompany.add(nameCompany);
  }
  return { email: [...keys.email], linkedin: [...keys.linkedin], nameCompany: [...keys.nameCompany] };
}

/**
 * Everything that people are found by, as they were before rows and as they are after them. Keys of two kinds may be the same text:
 * then rows are thought to meet that do not, which only makes them wait.
 */
export function keysAround(writes: readonly FoldedProspect[], known: readonly KnownProspect[]): ReadonlySet<string> {
  const written = new Set(writes.map(({ id }) => id));
  const before = known.filter(({ id }) => written.has(id));
  const keys = new Set<string>();
  for (const { identity } of writes) for (const kind of KINDS) addKey(keys, identity[kind]);
  for (const { identity } of before) for (const kind of KINDS) addKey(keys, identity[kind]);
  return keys;
}

const addKey = (keys: Set<string>, key: string | undefined): void => {
  if (key !== undefined) keys.add(key);
};

/** Whether rows may mean somebody of whom these are the keys. */
export const meetsAny = (rows: readonly SourceRow[], keys: ReadonlySet<string>): boolean =>
  keys.size > 0 && rows.some(({ identity }) => KINDS.some((kind) => keys.has(identity[kind] ?? '')));

/** In the order of the rule. */
const KINDS = ['email', 'linkedin', 'nameCompany'] as const satisfies (keyof Identity)[];

/** Mostly one: an array for each would be most of the work. */
type Holders = FoldedProspect | FoldedProspect[];

/** Prospects by their keys; several may share one, as a row found by its e-mail can bring another one's LinkedIn. */
class Index {
  readonly #holders = {
    email: new Map<string, Holders>(),
    linkedin: new Map<string, Holders>(),
    nameCompany: new Map<string, Holders>(),
  };
  /** In the order they came in. */
  readonly #age = new Map<FoldedProspect, number>();

  add(folded: FoldedProspect): void {
    this.#age.set(folded, this.#age.size);
    this.#enter(folded);
  }

  find(identity: Identity): FoldedProspect | undefined {
    for (const kind of KINDS) {
      const key = identity[kind];
      const holders = key === undefined ? undefined : this.#holders[kind].get(key);
      const oldest = Array.isArray(holders) ? holders[0] : holders;
      if (oldest !== undefined) return oldest;
    }
    return undefined;
  }

  /** After its values have changed, a prospect is found by its new keys and no longer by its old ones. */
  refresh(folded: FoldedProspect): void {
    for (const kind of KINDS) {
      const key = folded.identity[kind];
      if (key === undefined) continue;
      const holders = this.#holders[kind].get(key);
      if (Array.isArray(holders)) {
        this.#holders[kind].set(
          key,
          holders.filter((holder) => holder !== folded),
        );
      } else this.#holders[kind].delete(key);
    }
    folded.identity = { ...folded.identity, ...identityOf(folded.prospect) };
    this.#enter(folded);
  }

  #enter(folded: FoldedProspect): void {
    for (const kind of KINDS) {
      const key = folded.identity[kind];
      if (key === undefined) continue;
      const holders = this.#holders[kind].get(key);
      if (holders === undefined) this.#holders[kind].set(key, folded);
      else {
        const all = Array.isArray(holders) ? [...holders, folded] : [holders, folded];
        all.sort((a, b) => (this.#age.get(a) ?? 0) - (this.#age.get(b) ?? 0));
        this.#holders[kind].set(key, all);
      }
    }
  }
}

const copyOf = (prospect: ImportedProspect): ImportedProspect => ({
  ...prospect,
  tags: [...prospect.tags],
  custom: { ...prospect.custom },
});

/**
 * An e-mail address is who a prospect is: were it replaced by the one of a row found by its LinkedIn address, the next row
 * with the former address would make the same person once more.
 */
function keepBeside(into: ImportedProspect, email: string): boolean {
  if (into.email === null || emailKey(into.email) === emailKey(email)) return false;
  const kept = Object.hasOwn(into.custom, OTHER_EMAILS) ? (into.custom[OTHER_EMAILS] ?? '') : '';
  if (kept.split('; ').includes(email) || kept.length + email.length > MAX_CUSTOM_CHARS - 2) return false;
  into.custom[OTHER_EMAILS] = kept === '' ? email : `${kept}; ${email}`;
  return true;
}

/** Keeps what a file says of a field that a member holds; tells whether that is news. */
function keepFor(folded: FoldedProspect, field: string, value: string): boolean {
  const { held } = folded;
  if (held[field] === value) return false;
  held[field] = value;
  folded.beside = new Set([...folded.beside, field]);
  return true;
}

/** Puts the values of a later row over those of a prospect; tells whether anything changed. */
function merge(folded: FoldedProspect, from: ImportedProspect, derived: ReadonlySet<DerivedField>): boolean {
  const { prospect: into, held } = folded;
  const changed = new Set<string>();
  const isHeld = (field: string): boolean => Object.hasOwn(held, field);
  const isDerived = (field: string): field is DerivedField => (derived as ReadonlySet<string>).has(field);
  if (from.name !== '' && from.name !== into.name && !isDerived('name')) {
    into.name = from.name;
    changed.add('name');
  }
  for (const field of TEXT_FIELDS) {
    const value = from[field];
    if (value === null || (value === into[field] && !isHeld(field))) continue;
    if (field === 'email' && into.email !== null) {
      if (keepBeside(into, value)) changed.add('custom');
      continue;
    }
    if (isDerived(field)) {
      const base = BASE_OF[field] ?? '';
      // What follows from a title that does not count says nothing of the one that does.
      if (isHeld(field) || isHeld(base) || (into[field] !== null && !changed.has(base))) continue;
    }
    if (isHeld(field)) {
      if (keepFor(folded, field, value)) changed.add(`beside ${field}`);
      continue;
    }
    into[field] = value;
    changed.add(field);
  }
  if (from.netWorth !== null && isHeld('netWorth')) {
    if (keepFor(folded, 'netWorth', String(from.netWorth))) changed.add('beside netWorth');
  } else if (from.netWorth !== null && from.netWorth !== into.netWorth) {
    into.netWorth = from.netWorth;
    changed.add('netWorth');
  }
  const newTags = from.tags.filter((tag) => !into.tags.includes(tag));
  if (newTags.length > 0) {
    into.tags.push(...newTags);
    changed.add('tags');
  }
  for (const [key, value] of Object.entries(from.custom)) {
    if (Object.hasOwn(into.custom, key) && into.custom[key] === value) continue;
    into.custom[key] = value;
    changed.add('custom');
  }
  return changed.size > 0;
}
