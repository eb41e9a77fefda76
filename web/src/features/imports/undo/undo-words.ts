import type { ImportState } from '../../../../../src/features/imports/contract.ts';
import { count, number } from '../../../lib/format.ts';

type Undoable = Pick<ImportState, 'status' | 'rows' | 'undo'>;

const ENDED: readonly ImportState['status'][] = ['done', 'failed', 'cancelled'];

/** Whether an import changed anything that could be taken back. */
const changed = ({ rows }: Undoable): boolean => rows.created + rows.updated > 0;

/** What stands in the way of taking an import back; null where it can be. */
export function undoRefusal(state: Undoable, now: number): 'not_ended' | 'nothing' | 'undone' | 'too_late' | null {
  if (state.undo.status === 'done') return 'undone';
  if (!ENDED.includes(state.status)) return 'not_ended';
  // Without a last moment nothing was kept of it: it is older than undoing.
  if (!changed(state) || state.undo.until === null) return 'nothing';
  if (state.undo.status !== null && state.undo.status !== 'failed') return 'undone';
  return Date.parse(state.undo.until) <= now ? 'too_late' : null;
}

/** What would be taken back, and what left alone: sentences for two lists. */
export function undoPlan({ rows }: Pick<ImportState, 'rows'>): { back: string[]; alone: string[] } {
  const back: string[] = [];
  const alone: string[] = [];
  if (rows.created > 0) {
    back.push(`${count(rows.created, 'person', 'people')} whom this import brought are taken out again.`);
    alone.push('People it brought whom somebody has worked on since: they stay.');
  }
  if (rows.updated > 0) {
    back.push(`Values it changed of ${count(rows.updated, 'row')} become what they were before.`);
    alone.push('Values that changed once more since, by hand or by another file: the later value stays.');
  }
  alone.push('Everyone else, and the file’s own record: counts and error file stay readable.');
  return { back, alone };
}

/** What came of it. */
export function undoneWords({ people, values }: ImportState['undo']): string[] {
  const words = [
    `${count(people.removed, 'person', 'people')} taken out, ${count(values.restored, 'value')} restored.`,
  ];
  if (people.stayed > 0) {
    words.push(`${count(people.stayed, 'person', 'people')} stayed, because somebody worked on them since.`);
  }
  if (values.kept > 0) {
    words.push(
      `${count(values.kept, 'value')} kept, because ${values.kept === 1 ? 'it' : 'they'} changed once more since.`,
    );
  }
  return words;
}

/** How far it is: what was decided so far. */
export const undoneSoFar = ({ people, values }: ImportState['undo']): string =>
  `${number(people.removed + people.stayed)} people and ${number(values.restored + values.kept)} values looked at`;
