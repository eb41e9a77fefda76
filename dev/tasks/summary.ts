/**
 * `npm run summary -- evaluate [FILE.jsonl]`: how faithful summaries are, on the labelled set of the project or another.
 * Where ANTHROPIC_KEY is set the model writes too (ANTHROPIC_URL, ANTHROPIC_MODEL); else the emulator, and it says so.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { ROOT } from '../process/paths.ts';
import { startProviders } from '../providers/server.ts';
import { type Labelled, readLabelled, scores, write } from '../summary/evaluate.ts';
import { reportScores, reportWritten } from '../summary/report.ts';

const OWN = join(ROOT, 'dev', 'summary', 'labelled.jsonl');
const MODEL = 'claude-haiku-4-5';

const writing = async (labelled: readonly Labelled[]): Promise<string[]> => {
  const { ANTHROPIC_KEY, ANTHROPIC_URL, ANTHROPIC_MODEL = MODEL } = process.env;
  const settings = (url: string) => ({ ANTHROPIC_URL: url, ANTHROPIC_MODEL });
  if (ANTHROPIC_KEY) {
    return reportWritten(
      'the model',
      await write(settings(ANTHROPIC_URL ?? 'https://api.anthropic.com'), ANTHROPIC_KEY, labelled),
    );
  }
  console.log(
    'ANTHROPIC_KEY is not set: the local emulator writes in the model’s place, which says nothing of the model.',
  );
  const providers = await startProviders();
  try {
    return reportWritten(
      'the emulator',
      await write(settings(`${providers.url}/anthropic`), 'local-evaluation', labelled),
    );
  } finally {
    await providers.stop();
  }
};

async function main(): Promise<void> {
  const [verb, file = OWN] = parseArgs({ allowPositionals: true }).positionals;
  if (verb !== 'evaluate') throw new Error('npm run summary -- evaluate [FILE.jsonl]');
  const labelled = readLabelled(readFileSync(file, 'utf8'));
  for (const line of reportScores(scores(labelled))) console.log(line);
  for (const line of await writing(labelled)) console.log(line);
}

await main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
