import { readFile } from 'node:fs/promises';
import * as z from 'zod';
import { isSame, type Judgement, judge } from '../../src/features/enrichment/identity/match.ts';
import { readPerson } from '../../src/features/enrichment/identity/record.ts';

/** One labelled pair. `same` says whether both records are of one person. Other keys are ignored. */
const pair = z.object({
  a: z.record(z.string(), z.unknown()),
  b: z.record(z.string(), z.unknown()),
  same: z.boolean(),
});

export type Judged = { line: number; a: unknown; b: unknown; same: boolean; judgement: Judgement };
export type BadLine = { line: number; reason: string };

/** Judges each line of a file of pairs; a line that is none is told by its number and left out. */
export const judgeLines = (text: string): { judged: Judged[]; bad: BadLine[] } => {
  const judged: Judged[] = [];
  const bad: BadLine[] = [];
  for (const [at, raw] of text.split(/\r?\n/).entries()) {
    if (raw.trim() === '' || (at === 0 && raw.trim() === '\ufeff')) continue;
    const line = at + 1;
    try {
      const { a, b, same } = pair.parse(JSON.parse(raw.replace(/^\ufeff/, '')));
      judged.push({ line, a, b, same, judgement: judge(readPerson(a), readPerson(b)) });
    } catch (error) {
      const reason = error instanceof z.ZodError ? (error.issues[0]?.message ?? 'not a pair') : 'not JSON';
      const path = error instanceof z.ZodError ? error.issues[0]?.path.join('.') : undefined;
      bad.push({ line, reason: path ? `${path}: ${reason}` : reason });
    }
  }
  return { judged, bad };
};

export type Score = { truePositive: number; falsePositive: number; falseNegative: number; trueNegative: number };

const countOf = (judged: readonly Judged[], says: (one: Judged) => boolean): Score => {
  const count = (same: boolean, said: boolean) =>
    judged.filter((one) => one.same === same && says(one) === said).length;
  return {
    truePositive: count(true, true),
    falsePositive: count(false, true),
    falseNegative: count(true, false),
    trueNegative: count(false, false),
  };
};

/** Shares in [0, 1]; 1 where nothing was said, or there was nothing to find. */
export const precisionOf = ({ truePositive: t, falsePositive: f }: Score): number => (t + f === 0 ? 1 : t / (t + f));
export const recallOf = ({ truePositive: t, falseNegative: f }: Score): number => (t + f === 0 ? 1 : t / (t + f));

/** How often the matcher is right: where it says `exact` or `near`, and where it says `exact`. */
export const scoreOf = (judged: readonly Judged[]): { same: Score; exact: Score } => ({
  same: countOf(judged, ({ judgement }) => isSame(judgement.grade)),
  exact: countOf(judged, ({ judgement }) => judgement.grade === 'exact'),
});

const percent = (share: number): string => `${(share * 100).toFixed(2)} %`;
const words = (name: string, score: Score): string =>
  `${name}: precision ${percent(precisionOf(score))}, recall ${percent(recallOf(score))} ` +
  `(true positives ${score.truePositive}, false positives ${score.falsePositive}, ` +
  `false negatives ${score.falseNegative}, true negatives ${score.trueNegative})`;

const misjudged = (one: Judged): string => {
  const what = one.same ? 'missed' : 'taken for the same';
  const why = one.judgement.evidence
    .map(({ weight, words: said }) => `${weight > 0 ? '+' : ''}${weight} ${said}`)
    .join('; ');
  return `  line ${one.line}: ${what}, ${one.judgement.grade} (${one.judgement.score}): ${JSON.stringify(one.a)} | ${JSON.stringify(one.b)} | ${why}`;
};

const USAGE =
  'Usage: npm run identity -- score FILE.jsonl …   (one {"a": record, "b": record, "same": true|false} a line)';

/**
 * Prints precision, recall, counts and the misjudged pairs of each file. Gives the exit code: 0 where all lines were
 * read, 1 where some could not be, or a file is missing or has no pair, 2 for a call that is none.
 */
export const scoreFiles = async (args: readonly string[], print: (line: string) => void): Promise<number> => {
  const [verb, ...files] = args;
  if (verb !== 'score' || files.length === 0) {
    print(USAGE);
    return 2;
  }
  let code = 0;
  for (const file of files) {
    const text = await readFile(file, 'utf8').catch((error: Error) => error);
    if (text instanceof Error) {
      print(`${file}: cannot be read (${text.message})`);
      code = 1;
      continue;
    }
    const { judged, bad } = judgeLines(text);
    const { same, exact } = scoreOf(judged);
    const positives = judged.filter((one) => one.same).length;
    print(`${file}: ${judged.length} pairs (${positives} same, ${judged.length - positives} different)`);
    print(words('same person (exact or near)', same));
    print(words('exact alone', exact));
    const wrong = judged.filter((one) => one.same !== isSame(one.judgement.grade));
    print(wrong.length === 0 ? 'Misjudged: none' : `Misjudged: ${wrong.length}`);
    for (const one of wrong) print(misjudged(one));
    for (const { line, reason } of bad) print(`  line ${line}: left out, ${reason}`);
    if (bad.length > 0 || judged.length === 0) code = 1;
  }
  return code;
};
