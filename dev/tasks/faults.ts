/** `npm run faults -- [--seed TEXT] [--runs N] [--kills N]`: enrichments while providers fail and the runtime is killed. */
import { randomBytes } from 'node:crypto';
import { parseArgs } from 'node:util';
import { report } from '../faults/report.ts';
import { runFaults } from '../faults/run.ts';

const RUNS = 10_000;
const KILLS = 5;

const whole = (name: string, text: string | undefined, usual: number): number => {
  const value = Number(text ?? usual);
  if (!Number.isInteger(value) || value < 0) throw new Error(`--${name} takes a whole number; not "${text}".`);
  return value;
};

async function main(): Promise<number> {
  const { values } = parseArgs({
    options: { seed: { type: 'string' }, runs: { type: 'string' }, kills: { type: 'string' } },
  });
  const seed = values.seed ?? randomBytes(4).toString('hex');
  const runs = whole('runs', values.runs, RUNS);
  const kills = whole('kills', values.kills, KILLS);
  console.log(`seed ${seed}, ${runs} runs, 20 % of calls with a fault, ${kills} kills`);
  const result = await runFaults({ seed, runs, kills, print: (line) => console.log(line) });
  for (const line of report(result)) console.log(line);
  return result.problems.length === 0 ? 0 : 1;
}

process.exitCode = await main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  return 1;
});
