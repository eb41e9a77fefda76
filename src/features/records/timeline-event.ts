import * as z from 'zod';
import type { TimelineEvent, TimelineKind } from './contract.ts';

/** A change tells its values up to here: a note of pages is read where it stands. */
const VALUE_CHARS_MAX = 300;

const named = z.object({ id: z.string(), name: z.string() });

/** A row of the timeline's statement. `detail` is what the feature that wrote it says. */
export const timelineRow = z.object({
  key: z.string(),
  verb: z.string(),
  at: z.coerce.date(),
  dayOnly: z.boolean(),
  byKind: z.string().nullable(),
  byName: z.string().nullable(),
  of: named.nullable(),
  subject: z.object({ type: z.string(), id: z.string(), name: z.string().nullable() }).nullable(),
  detail: z.record(z.string(), z.unknown()),
  sources: z.array(z.object({ source: z.string(), status: z.string(), found: z.int() })),
  text: z.string().nullable(),
  people: z.array(named),
});
export type TimelineRow = z.infer<typeof timelineRow>;

/** Verbs of the record that a timeline tells. */
export const AUDITED = {
  'prospect.changed': 'changed',
  'prospect.deleted': 'deleted',
  'prospect.restored': 'restored',
  'prospect.merged': 'merged',
  'prospect.unmerged': 'unmerged',
  'value.chosen': 'value_chosen',
  'value.released': 'value_released',
  'enrichment.finished': 'enriched',
  'enrichment.cancelled': 'enrichment_cancelled',
  'note.added': 'note_added',
  'note.changed': 'note_changed',
  'note.deleted': 'note_deleted',
  'export.dossier': 'dossier',
  'credits.refunded': 'refunded',
} as const satisfies Record<string, TimelineKind>;

const KINDS: Readonly<Record<string, TimelineKind>> = {
  ...AUDITED,
  ...Object.fromEntries(
    (
      [
        'added',
        'import_changed',
        'bulk_changed',
        'bulk_undone',
        'list_joined',
        'list_left',
        'segment_joined',
        'segment_left',
        'signal',
      ] as const
    ).map((kind) => [kind, kind]),
  ),
};

type Change = TimelineEvent['changes'][number];

/** Any stored value in words of one line; null for what says nothing. */
const told = (value: unknown): string | null => {
  if (value === null || value === undefined || value === '') return null;
  const text = Array.isArray(value)
    ? value.map(String).join(', ')
    : typeof value === 'object'
      ? JSON.stringify(value)
      : String(value);
  if (text === '') return null;
  return text.length > VALUE_CHARS_MAX ? `${text.slice(0, VALUE_CHARS_MAX)}…` : text;
};

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Keys by which people are found again: they go with the fields that they are made of. */
const INNER = new Set(['email_key', 'linkedin_key', 'name_key']);

/** Fields before and after; custom values each by its own name. What did not change is left out. */
export const changesBetween = (before: Record<string, unknown>, after: Record<string, unknown>): Change[] => {
  const fields = [...new Set([...Object.keys(before), ...Object.keys(after)])].filter((one) => !INNER.has(one));
  return fields
    .flatMap((field): Change[] => {
      const [was, is] = [before[field], after[field]];
      if (field === 'custom' && (isRecord(was) || isRecord(is))) {
        return changesBetween(isRecord(was) ? was : {}, isRecord(is) ? is : {}).map((one) => ({
          ...one,
          field: `custom.${one.field}`,
        }));
      }
      return [{ field, before: told(was), after: told(is) }];
    })
    .filter((one) => one.before !== one.after);
};

const part = (value: unknown): Record<string, unknown> => (isRecord(value) ? value : {});

/** What a bulk edit kept of somebody, as fields before and after. */
const bulkChanges = (change: Record<string, unknown>, before: unknown, after: unknown): Change[] => {
  switch (change.kind) {
    case 'field':
      return changesBetween(
        { [String(change.field)]: part(before).value },
        { [String(change.field)]: part(after).value },
      );
    case 'custom':
      return changesBetween({ custom: { [String(change.key)]: before } }, { custom: { [String(change.key)]: after } });
    case 'owner':
      return changesBetween({ ownerId: before }, { ownerId: after });
    case 'add_tags':
    case 'remove_tags':
      return changesBetween({ tags: before }, { tags: after });
    case 'suppress':
      // The entry that was made, or none any more.
      return [{ field: 'suppressed', before: null, after: typeof after === 'string' ? 'yes' : 'no' }];
    default:
      return [{ field: 'deleted', before: null, after: change.kind === 'delete' ? 'yes' : 'no' }];
  }
};

const changesOf = (kind: TimelineKind, detail: Record<string, unknown>): Change[] => {
  switch (kind) {
    case 'changed': {
      const { before, ...after } = detail;
      return changesBetween(part(before), after);
    }
    case 'value_chosen':
      return changesBetween({ [String(detail.field)]: detail.before }, { [String(detail.field)]: detail.value });
    case 'value_released':
      return changesBetween({ [String(detail.field)]: detail.value }, { [String(detail.field)]: null });
    case 'import_changed':
      return changesBetween(part(detail.before), part(detail.after));
    case 'bulk_changed':
      return bulkChanges(part(detail.change), detail.before, detail.after);
    case 'bulk_undone':
      return bulkChanges(part(detail.change), detail.after, detail.before);
    case 'segment_joined':
    case 'segment_left':
      return z
        .array(z.object({ field: z.string(), before: z.unknown(), after: z.unknown() }))
        .catch([])
        .parse(part(detail.why).fields)
        .map(({ field, before, after }) => ({ field, before: told(before), after: told(after) }));
    default:
      return [];
  }
};

/** A row as the API shows it. A change of the owner names the members, in `names` by their user ids. */
export const eventOf = (row: TimelineRow, names: ReadonlyMap<string, string>): TimelineEvent => {
  const kind = KINDS[row.verb];
  if (kind === undefined) throw new Error(`The timeline knows no ${row.verb}.`);
  const nameOf = (value: string | null) => (value === null ? null : (names.get(value) ?? 'A former member'));
  return {
    id: `${kind}/${row.key}`,
    kind,
    at: row.at.toISOString(),
    dayOnly: row.dayOnly,
    by: row.byKind === null ? null : { kind: row.byKind, name: row.byName },
    of: row.of,
    subject: row.subject,
    changes: changesOf(kind, row.detail).map((one) =>
      one.field === 'ownerId' ? { field: 'owner', before: nameOf(one.before), after: nameOf(one.after) } : one,
    ),
    sources: row.sources,
    people: row.people,
    text: row.text,
    url: told(row.detail.url),
    amountUsd: told(row.detail.amountUsd),
  };
};
