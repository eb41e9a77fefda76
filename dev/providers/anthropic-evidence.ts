import * as z from 'zod';
import { diceOf } from './hash.ts';

const evidenceItem = z.looseObject({
  id: z.string(),
  field: z.string(),
  value: z.unknown(),
  source: z.string().optional(),
});
export type Evidence = z.infer<typeof evidenceItem>;
const evidenceBlock = z.looseObject({ evidence: z.array(evidenceItem) });

/** Summaries are two to five sentences long. */
const MAX_SENTENCES = 5;
/** Share of prompts whose answer also cites an id that was never given: models do that. */
const INVENTS = 0.2;

/** The balanced `{...}` that begins at `start`, or null when it never closes. Braces inside texts do not count. */
function balanced(text: string, start: number): string | null {
  let depth = 0;
  let quoted = false;
  for (let at = start; at < text.length; at += 1) {
    const character = text[at];
    if (quoted) {
      if (character === '\\') at += 1;
      else if (character === '"') quoted = false;
    } else if (character === '"') quoted = true;
    else if (character === '{') depth += 1;
    else if (character === '}') {
      depth -= 1;
      if (depth === 0) return text.slice(start, at + 1);
    }
  }
  return null;
}

/** The items of the JSON object with an `evidence` list that stands in `prompt`; none when there is no such object. */
export function evidenceIn(prompt: string): Evidence[] {
  const mark = prompt.indexOf('"evidence"');
  for (
    let start = prompt.lastIndexOf('{', mark);
    mark !== -1 && start !== -1;
    start = prompt.lastIndexOf('{', start - 1)
  ) {
    const candidate = balanced(prompt, start);
    if (candidate !== null && start + candidate.length > mark) {
      try {
        const parsed = evidenceBlock.safeParse(JSON.parse(candidate));
        if (parsed.success) return parsed.data.evidence;
      } catch {
        // Not JSON from here on: an earlier brace may be the right one.
      }
    }
    if (start === 0) break;
  }
  return [];
}

/** Whether an item speaks of what somebody owns, trades or gives. */
export const speaksOfMeans = ({ field }: Evidence): boolean => /insider|signal|holding|worth|trade/i.test(field);

/** A sentence with the ids it rests on. */
export interface Sentence {
  text: string;
  ids: string[];
}

const shown = (value: unknown): string => (typeof value === 'string' ? value : JSON.stringify(value));

function phrase(item: Evidence): string {
  const value = shown(item.value);
  const source = item.source === undefined ? '' : ` (${item.source})`;
  return `${item.field.replaceAll('_', ' ')} is ${value}${source}`;
}

/**
 * Two to five sentences made of the evidence itself, each citing the one or two items it repeats; fewer where there is
 * less evidence, none where there is none. About one answer in five ends with a sentence whose id does not exist.
 */
export function sentencesFrom(evidence: readonly Evidence[], seed: string): Sentence[] {
  if (evidence.length === 0) return [];
  const dice = diceOf(`summary|${seed}`);
  const count = Math.min(dice.int(2, MAX_SENTENCES), evidence.length);
  const size = Math.min(2, Math.ceil(evidence.length / count));
  const sentences: Sentence[] = [];
  for (let at = 0; at < count; at += 1) {
    const items = evidence.slice(at * size, at * size + size);
    if (items.length === 0) break;
    const text = items.map(phrase).join(', and the ');
    sentences.push({ text: `The ${text}.`, ids: items.map(({ id }) => id) });
  }
  if (dice.chance(INVENTS)) {
    const known = new Set(evidence.map(({ id }) => id));
    let number = evidence.length + dice.int(40, 90);
    while (known.has(`e${number}`)) number += 1;
    sentences.push({ text: 'This person is said to be a keen supporter of the arts.', ids: [`e${number}`] });
  }
  return sentences;
}
