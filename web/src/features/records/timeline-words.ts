import type { TimelineEvent } from '../../../../src/features/records/contract.ts';
import { calendarDay, count, date, humanize } from '../../lib/format.ts';
import { listWords } from '../profile/list-words.ts';
import { fieldLabel, SOURCE_LABELS } from '../prospects/labels.ts';

/** Names of fields in one line; the rest is counted. */
const NAMES_SHOWN = 3;

/** What a field of a change is called: a workspace's own by its own name. */
export const changedLabel = (field: string): string =>
  field.startsWith('custom.') ? field.slice('custom.'.length) : field === 'owner' ? 'Owner' : fieldLabel(field);

const names = (event: TimelineEvent): string =>
  listWords(
    event.changes.map(({ field }) => changedLabel(field)),
    NAMES_SHOWN,
  );

const subject = (event: TimelineEvent, otherwise: string): string => event.subject?.name ?? otherwise;

const ENDS: Readonly<Record<string, string>> = {
  done: 'Enriched',
  partial: 'Partly enriched',
  failed: 'Enrichment failed',
  cancelled: 'Enrichment stopped',
};

/** What happened, in a line. */
export function eventTitle(event: TimelineEvent): string {
  const people = listWords(
    event.people.map(({ name }) => name),
    NAMES_SHOWN,
  );
  switch (event.kind) {
    case 'added':
      return event.subject === null ? 'Added to the workspace' : `Imported from ${subject(event, 'a file')}`;
    case 'import_changed':
      return `${subject(event, 'An import')} changed ${names(event)}`;
    case 'changed':
      return event.changes.length === 0 ? 'Changed' : `${names(event)} changed`;
    case 'bulk_changed':
      return bulkWords(event, 'changed with others');
    case 'bulk_undone':
      return bulkWords(event, 'set back as a bulk edit was undone');
    case 'value_chosen':
      return `${names(event) || 'A value'} chosen`;
    case 'value_released':
      return `${names(event) || 'A field'} given back to the sources`;
    case 'enriched':
      return ENDS[event.text ?? ''] ?? 'Enriched';
    case 'enrichment_cancelled':
      return 'Enrichment cancelled';
    case 'note_added':
      return 'Note added';
    case 'note_changed':
      return 'Note changed';
    case 'note_deleted':
      return 'Note deleted';
    case 'list_joined':
      return `Put on the list ${subject(event, 'that is gone')}`;
    case 'list_left':
      return `Taken off the list ${subject(event, 'that is gone')}`;
    case 'segment_joined':
      return `Joined the segment ${subject(event, 'that is gone')}`;
    case 'segment_left':
      return `Left the segment ${subject(event, 'that is gone')}`;
    case 'merged':
      return `${people || 'Another record'} merged into this person`;
    case 'unmerged':
      return `Merge with ${people || 'another record'} undone`;
    case 'deleted':
      return 'Deleted';
    case 'restored':
      return 'Restored';
    case 'signal':
      return event.text ?? 'Signal';
    case 'dossier':
      return 'Profile exported as PDF';
    case 'refunded':
      return 'Credits given back: an e-mail address bounced';
  }
}

const bulkWords = (event: TimelineEvent, how: string): string => {
  const [first] = event.changes;
  if (first?.field === 'suppressed') return first.after === 'yes' ? 'Suppressed with others' : 'Lifted with others';
  if (first?.field === 'deleted') return first.after === 'yes' ? 'Deleted with others' : 'Restored with others';
  return `${names(event) || 'Something'} ${how}`;
};

/** Whether the line says all of it: whoever was deleted or suppressed has nothing before and after. */
export const saidByTitle = ({ changes }: Pick<TimelineEvent, 'changes'>): boolean =>
  changes[0]?.field === 'deleted' || changes[0]?.field === 'suppressed';

/** Who did it; nothing where it is a fact of the world. The product's own work goes by its name. */
export const byWords = ({ by, kind }: TimelineEvent): string | null => {
  if (kind === 'signal' || by === null) return null;
  return by.kind === 'member' ? (by.name ?? 'A former member') : 'Edgewise';
};

/** `3 values from Apollo, nothing from Exa` */
export const sourceWords = ({ sources }: TimelineEvent): string | null => {
  const words = sources.map(({ source, status, found }) => {
    const name = (SOURCE_LABELS as Record<string, string>)[source] ?? humanize(source);
    if (status === 'failed') return `${name} failed`;
    if (status === 'cancelled' || status === 'skipped') return `${name} not asked`;
    return found === 0 ? `nothing from ${name}` : `${count(found, 'value')} from ${name}`;
  });
  const line = words.join(', ');
  return line === '' ? null : line.charAt(0).toUpperCase() + line.slice(1);
};

const DAY_MS = 86_400_000;
const dayOf = (at: Date): string =>
  `${at.getFullYear()}-${String(at.getMonth() + 1).padStart(2, '0')}-${String(at.getDate()).padStart(2, '0')}`;

export interface DayGroup {
  day: string;
  title: string;
  events: TimelineEvent[];
}

/** Events under their days as the reader's calendar has them; a dated fact under its own. */
export function byDay(events: readonly TimelineEvent[], now: number): DayGroup[] {
  const [today, yesterday] = [dayOf(new Date(now)), dayOf(new Date(now - DAY_MS))];
  const groups: DayGroup[] = [];
  for (const event of events) {
    const day = event.dayOnly ? event.at.slice(0, 10) : dayOf(new Date(event.at));
    const last = groups.at(-1);
    if (last?.day === day) last.events.push(event);
    else {
      const title =
        day === today
          ? 'Today'
          : day === yesterday
            ? 'Yesterday'
            : event.dayOnly
              ? calendarDay(day)
              : date(event.at, now);
      groups.push({ day, title, events: [event] });
    }
  }
  return groups;
}
