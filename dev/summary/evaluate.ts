/**
 * Measures how faithful summaries are: the checker against labels, and a model's own claims about the same evidence. A
 * labelled line is {subject, evidence, text, cites?, supported, why?, split?}, `evidence` a list of {id, field, value, source …}
 * or of texts; a line without `text` is evidence to write about.
 */
import * as z from 'zod';
import { judge, type Reason } from '../../src/features/enrichment/summary/check.ts';
import { evidence } from '../../src/features/enrichment/summary/evidence.ts';
import {
  ANSWER_SHAPE,
  ANSWER_TOKENS,
  droppedCount,
  keepClaims,
  promptOf,
  SUMMARY_SHAPE,
} from '../../src/features/enrichment/summary/exchange.ts';
import { askModel, type ModelSettings } from '../../src/platform/llm.ts';

/** Evidence of a foreign file may be a text alone, or lack what the checker does not need. */
const given = z.union([z.string().transform((value) => ({ value })), evidence.partial().extend({ value: z.string() })]);
const line = z
  .looseObject({
    id: z.union([z.string(), z.number()]).optional(),
    subject: z.string().default(''),
    evidence: z.union([given.transform((one) => [one]), z.array(given)]),
    text: z.string().optional(),
    sentence: z.string().optional(),
    /** Absent: all the evidence of the line. */
    cites: z.array(z.string()).optional(),
    supported: z.boolean().optional(),
    why: z.string().default(''),
    split: z.string().default('all'),
  })
  .transform(({ evidence: list, sentence, ...rest }) => {
    const known = list.map((one, at) => ({
      id: `e${at + 1}`,
      field: 'text',
      source: 'exa',
      sourceUrl: null,
      date: '',
      ...one,
    }));
    return {
      ...rest,
      id: String(rest.id ?? ''),
      text: rest.text ?? sentence,
      evidence: known,
      cites: rest.cites ?? known.map(({ id }) => id),
    };
  });
export type Labelled = z.infer<typeof line>;

/** The lines of a file. Throws with the line that is none. */
export const readLabelled = (text: string): Labelled[] =>
  text
    .split('\n')
    .filter((one) => one.trim() !== '')
    .map((one, at) => {
      try {
        return line.parse(JSON.parse(one));
      } catch (error) {
        throw new Error(`Line ${at + 1}: ${error instanceof z.ZodError ? z.prettifyError(error) : String(error)}`);
      }
    });

/** How the checker fares. `kept` and `caught` are right, `dropped` is true and fell, `passed` false and stayed. */
export interface Score {
  split: string;
  pairs: number;
  kept: number;
  caught: number;
  dropped: Labelled[];
  passed: Labelled[];
  reasons: Partial<Record<Reason, number>>;
}

export const scoreOf = (split: string, pairs: readonly Labelled[]): Score => {
  const score: Score = { split, pairs: pairs.length, kept: 0, caught: 0, dropped: [], passed: [], reasons: {} };
  for (const pair of pairs) {
    const cited = pair.evidence.filter(({ id }) => pair.cites.includes(id));
    const verdict = judge(pair.text ?? '', cited, pair.subject);
    if (!verdict.kept) score.reasons[verdict.reason] = (score.reasons[verdict.reason] ?? 0) + 1;
    if (verdict.kept && pair.supported) score.kept += 1;
    else if (verdict.kept) score.passed.push(pair);
    else if (pair.supported) score.dropped.push(pair);
    else score.caught += 1;
  }
  return score;
};

/** Scores by split, and of all. */
export const scores = (labelled: readonly Labelled[]): Score[] => {
  const pairs = labelled.filter(({ text, supported }) => text !== undefined && supported !== undefined);
  const splits = [...new Set(pairs.map(({ split }) => split))];
  const each = splits.map((split) =>
    scoreOf(
      split,
      pairs.filter((pair) => pair.split === split),
    ),
  );
  return splits.length > 1 ? [...each, scoreOf('together', pairs)] : each;
};

/** What a model wrote about the evidence of each person, and what of it stands. */
export interface Written {
  model: string;
  people: number;
  /** Of these nothing came: no answer, a refusal, or nothing that stands. */
  without: number;
  claims: number;
  standing: number;
  dropped: number;
  /** Field values that a claim which stands cites, of all that were given. */
  cited: number;
  given: number;
  tokens: number;
}

const CALL_MS = 60_000;

export const write = async (settings: ModelSettings, key: string, labelled: readonly Labelled[]): Promise<Written> => {
  const people = [
    ...new Map(labelled.map((one) => [JSON.stringify(one.evidence.map(({ value }) => value)), one])).values(),
  ];
  const written: Written = {
    model: settings.ANTHROPIC_MODEL,
    people: people.length,
    without: 0,
    claims: 0,
    standing: 0,
    dropped: 0,
    cited: 0,
    given: 0,
    tokens: 0,
  };
  for (const { subject, evidence: known } of people) {
    const prompt = promptOf(known);
    const question = { system: prompt.system, user: prompt.user, shape: SUMMARY_SHAPE, maxTokens: ANSWER_TOKENS };
    const said = await askModel(settings, key, question, Date.now() + CALL_MS);
    written.given += prompt.ids.size;
    if ('usage' in said && said.usage) written.tokens += said.usage.inputTokens + said.usage.outputTokens;
    const answer = said.kind === 'json' ? ANSWER_SHAPE.safeParse(said.value).data : undefined;
    if (!answer) {
      written.without += 1;
      continue;
    }
    const { content, dropped } = keepClaims(answer, prompt.ids, subject);
    written.claims += answer.sentences.length + answer.talkingPoints.length + answer.wealthSignals.length;
    written.dropped += droppedCount(dropped);
    const kept = [...content.sentences, ...content.talkingPoints, ...content.wealthSignals];
    if (kept.length === 0) written.without += 1;
    written.standing += kept.length;
    written.cited += new Set(kept.flatMap(({ evidence: ids }) => ids)).size;
  }
  return written;
};
