import { newId } from '../../lib/ids.ts';
import { tableOf } from '../../lib/keys.ts';
import { columnsOf, ownText } from '../enrichment/ledger/fields.ts';
import { candidatesOf, isOwnSource } from '../enrichment/ledger/judge.ts';
import {
  CHOOSABLE,
  type Choosable,
  type Columns,
  FILLABLE,
  groundsOf,
  type Ledger,
  mergeFields,
  OWN_FIELDS,
  type Own,
  ownOf,
} from '../enrichment/ledger/merge.ts';
import type { Loaded } from '../enrichment/ledger/merge-step.ts';
import type { StoredValue } from '../enrichment/ledger/stored.ts';

/**
 * What is chosen when records are put into one: for each field what a member chose, the newest such; else what a source
 * has checked, where a record shows it; else the newest of what files say; else the best of what sources say. Every other
 * value stays, in a record of its own. Tags and custom values add up; notes are put one below the other.
 */

/** A value that the merge stores: it stood in a column alone, or a member has just chosen it. */
export type Insert = {
  id: string;
  field: string;
  source: 'import' | 'member';
  value: string;
  match_id: string | null;
  set_by: string | null;
  fetched_at: string;
};

export type MergePlan = {
  /** Columns of the survivor by the API's names; those that have keys of their own get them with the write. */
  columns: Columns;
  tags: string[];
  notes: string | null;
  custom: Record<string, string>;
  enrichedAt: string | null;
  /** The records that values of a prospect stand in from now on, by the prospect. */
  records: { id: string; prospect: string }[];
  insert: Insert[];
  rehome: { id: string; match_id: string | null; value?: string | undefined }[];
  chosen: string[];
};

export type MergeInput = {
  survivor: Loaded;
  others: readonly Loaded[];
  fields: Readonly<Record<string, string>>;
  by: string | null;
  now: number;
};

/** A choice that cannot be followed, by its field. */
export class BadChoice extends Error {
  readonly field: string;
  constructor(field: string, message: string) {
    super(message);
    this.field = field;
  }
}

type Field = (typeof OWN_FIELDS)[number];
type Claim = { record: Loaded; own: Own; at: string };

const isChoosable = (field: string): field is Choosable => CHOOSABLE.some((one) => one === field);
const newest = (claims: readonly Claim[]): Claim | undefined =>
  claims.reduce<Claim | undefined>((best, one) => (best === undefined || one.at > best.at ? one : best), undefined);

const unite = (lists: readonly (readonly string[])[]): string[] => {
  const seen = new Map<string, string>();
  for (const text of lists.flat()) if (!seen.has(text.toLowerCase())) seen.set(text.toLowerCase(), text);
  return [...seen.values()];
};

/** One account of each: what another one says in full already is not said twice. */
const uniteNotes = (texts: readonly (string | null)[]): string | null => {
  const parts: string[] = [];
  for (const text of texts) if (text && !parts.some((part) => part.includes(text))) parts.push(text);
  return parts.length === 0 ? null : parts.join('\n\n');
};

/** Plans a merge. Throws `BadChoice` for a field or a record that a choice names and that is not there. */
export const planMerge = ({ survivor, others, fields, by, now }: MergeInput): MergePlan => {
  const all = [survivor, ...others];
  const records = new Map(all.map((one) => [one.prospect.id, newId()]));
  const recordOf = (one: Loaded): string => records.get(one.prospect.id) ?? '';
  const chosenOf = (field: string): Loaded | undefined => {
    const which = fields[field];
    if (which === undefined) return undefined;
    const record = all.find((one) => one.prospect.id === which);
    if (!record) throw new BadChoice(field, 'It is none of the prospects that are merged.');
    return record;
  };
  const custom = unitedCustom(all, chosenOf);
  for (const field of Object.keys(fields)) {
    const known = OWN_FIELDS.some((one) => one === field) || field === 'tags' || field === 'notes';
    if (!known && !custom.names.has(field)) throw new BadChoice(field, 'There is no such field to choose.');
  }

  const insert: Insert[] = [];
  const home = new Map<string, string | null>();
  const rewritten = new Map<string, string>();
  const columns: Columns = tableOf(OWN_FIELDS, () => null);
  const ledgers = new Map(
    all.map((one): [Loaded, Ledger] => [
      one,
      { columns: columnsOf(one.prospect), rows: one.fields, matches: one.matches, rules: one.rules, now },
    ]),
  );
  const claimsOf = (field: Field): Claim[] =>
    all.flatMap((record) => {
      const own = ownOf(field, ledgers.get(record) as Ledger);
      if (!own) return [];
      // A file's word that was written over since, and not yet in the ledger: what stands there now takes its row.
      const before = record.fields.find(
        (row) => row.field === field && row.source === 'import' && row.matchId === null,
      );
      if (own.row || own.by === 'member' || !before) {
        return [{ record, own, at: own.row?.fetchedAt ?? record.prospect.createdAt }];
      }
      rewritten.set(before.id, own.value);
      if (!home.has(before.id)) home.set(before.id, record === survivor ? null : recordOf(record));
      return [{ record, own: { ...own, row: { ...before, value: own.value } }, at: record.prospect.updatedAt }];
    });
  /** The stored values of all, as they will stand in the survivor. */
  const rows = (): StoredValue[] => [
    ...all.flatMap((record) =>
      record.fields.map((stored): StoredValue => {
        const row = { ...stored, value: rewritten.get(stored.id) ?? stored.value };
        const to = home.get(row.id);
        if (to !== undefined) return { ...row, matchId: to };
        return record === survivor || row.matchId !== null ? row : { ...row, matchId: recordOf(record) };
      }),
    ),
    ...insert.map((one) => asStored(one)),
  ];
  const matches = all.flatMap((one) => one.matches);
  const rules = survivor.rules;

  /** Whether a record shows a checked value of a source, and it may count in the whole. */
  const isChecked = (field: Field): boolean => {
    const shown = all.some((record) => {
      const present = ownText(record.prospect, field);
      return record.fields.some((row) => row.field === field && row.chosen && row.verified && row.value === present);
    });
    if (!shown || !FILLABLE.some((one) => one === field)) return false;
    const grounds = groundsOf({ columns, rows: rows(), matches, rules, now });
    return candidatesOf(field, rows(), grounds)[0]?.verified === true;
  };

  const keep = (field: string, value: string, fetched_at: string, match_id: string | null): void => {
    insert.push({ id: newId(), field, source: 'import', value, match_id, set_by: null, fetched_at });
  };
  const settle = (field: Field): void => {
    const claims = claimsOf(field);
    const choice = chosenOf(field);
    const members = claims.filter(({ own }) => own.by === 'member');
    let winner: Claim | undefined;
    let taken: 'member' | 'import' | 'source' | undefined;
    if (choice) {
      const value = ownText(choice.prospect, field);
      if (value === null) throw new BadChoice(field, 'That prospect says nothing of it.');
      winner = claims.find(({ record, own }) => record === choice && (own.by === 'member' || !isChoosable(field)));
      columns[field] = value;
      if (!winner) {
        taken = isChoosable(field) ? 'member' : 'import';
        const fetched_at = new Date(now).toISOString();
        insert.push({ id: newId(), field, source: taken, value, match_id: null, set_by: by, fetched_at });
      }
    } else if (field === 'name') {
      winner = claims.find(({ record }) => record === survivor);
    } else {
      if (members.length === 0 && isChecked(field)) taken = 'source';
      else winner = newest(members) ?? newest(claims);
    }
    if (winner) {
      taken = winner.own.by;
      columns[field] = winner.own.value;
    }
    /** What kind of row gives way: the one of the same kind, or all where a source's checked value counts. */
    const givesWay = (source: string): boolean =>
      winner?.record !== survivor && (taken === 'source' || source === taken);
    for (const { record, own, at } of claims) {
      if (record === winner?.record) {
        if (own.row) home.set(own.row.id, null);
        else keep(field, own.value, at, null);
        continue;
      }
      const stays = record === survivor && !givesWay(own.by);
      if (own.row) {
        if (record === survivor && !stays) home.set(own.row.id, recordOf(record));
      } else if (own.value !== columns[field]) {
        // What stood in a column alone is a value from now on.
        keep(field, own.value, at, stays ? null : recordOf(record));
      }
    }
    for (const row of survivor.fields) {
      const beside =
        row.field === field && row.matchId === null && (home.get(row.id) ?? null) === null && isOwnSource(row.source);
      if (beside && winner?.own.row?.id !== row.id && givesWay(row.source)) home.set(row.id, recordOf(survivor));
    }
  };
  // What is judged by the employer and the place comes after them.
  const order: Field[] = ['company', 'city', 'region', 'country', 'location'];
  for (const field of [...order, ...OWN_FIELDS.filter((one) => !order.includes(one))]) settle(field);
  for (const { field, value, record } of custom.kept) keep(field, value, record.prospect.createdAt, recordOf(record));

  const merged = mergeFields({ columns, rows: rows(), matches, rules, now });
  for (const { field, to } of merged.fill) columns[field] = to;
  const used = new Set([...home.values(), ...insert.map((one) => one.match_id)]);
  const tagsOf = chosenOf('tags');
  const notesOf = chosenOf('notes');
  return {
    columns,
    tags: tagsOf ? tagsOf.prospect.tags : unite(all.map((one) => one.prospect.tags)),
    notes: notesOf ? notesOf.prospect.notes : uniteNotes(all.map((one) => one.prospect.notes)),
    custom: custom.values,
    enrichedAt: all.map((one) => one.prospect.enrichedAt).reduce((a, b) => ((b ?? '') > (a ?? '') ? b : a), null),
    records: all
      .filter((one) => one !== survivor || used.has(recordOf(one)))
      .map((one) => ({ id: recordOf(one), prospect: one.prospect.id })),
    insert,
    rehome: [...home].map(([id, match_id]) => ({ id, match_id, value: rewritten.get(id) })),
    chosen: merged.chosen,
  };
};

const asStored = (one: Insert): StoredValue => ({
  id: one.id,
  field: one.field,
  source: one.source,
  value: one.value,
  previous: null,
  raw: null,
  sourceUrl: null,
  accession: null,
  confidence: 1,
  verified: false,
  cost: 0,
  licence: null,
  matchId: one.match_id,
  setBy: one.set_by,
  chosen: false,
  fetchedAt: one.fetched_at,
  expiresAt: null,
});

/** Custom values of all, the survivor's first; what says something else is kept as a value of the field `custom:` and its name. */
const unitedCustom = (all: readonly Loaded[], chosenOf: (field: string) => Loaded | undefined) => {
  const values: Record<string, string> = {};
  const names = new Set<string>();
  const kept: { field: string; value: string; record: Loaded }[] = [];
  for (const name of new Set(all.flatMap((one) => Object.keys(one.prospect.custom)))) {
    const field = `custom:${name}`;
    names.add(field);
    const choice = chosenOf(field);
    const from = choice ? [choice, ...all.filter((one) => one !== choice)] : all;
    const value = from.map((one) => one.prospect.custom[name]).find((one) => one !== undefined);
    if (choice && choice.prospect.custom[name] === undefined)
      throw new BadChoice(field, 'That prospect says nothing of it.');
    if (value === undefined) continue;
    values[name] = value;
    const said = new Set([value]);
    for (const record of all) {
      const other = record.prospect.custom[name];
      if (other === undefined || said.has(other)) continue;
      said.add(other);
      kept.push({ field, value: other, record });
    }
  }
  return { values, names, kept };
};
