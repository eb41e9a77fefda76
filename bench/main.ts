/** `npm run bench [-- part …]`: figures and ratios. See docs/performance.md. */
import { parseArgs } from 'node:util';
import { onEnd } from '../dev/process/lifetime.ts';
import { StopStack } from '../dev/process/stop-stack.ts';
import { bulkChange } from './bulk-change.ts';
import { conditionsOf } from './conditions.ts';
import { edgar } from './edgar.ts';
import { enrichment } from './enrichment.ts';
import { exports } from './export.ts';
import { exportMemory } from './export-memory.ts';
import { imports } from './import.ts';
import { importMemory } from './import-memory.ts';
import { limiter } from './limiter.ts';
import { peers } from './peers/compare.ts';
import { pipeline } from './pipeline.ts';
import { Report } from './report.ts';
import { resolution } from './resolution.ts';
import { screen } from './screen.ts';
import { search } from './search.ts';
import { type Bench, startBench } from './stack.ts';
import { trips } from './trips.ts';
import { users } from './users.ts';

/** In the order they run in. */
const PARTS: Readonly<Record<string, (bench: Bench, report: Report) => Promise<void>>> = {
  pipeline,
  limiter,
  resolution,
  trips,
  users,
  search,
  import: imports,
  export: exports,
  enrichment,
};
/** Run where they are named: one installs another product first, one takes a browser, three take long. */
const ON_REQUEST: typeof PARTS = {
  peers,
  screen,
  'import-memory': importMemory,
  'export-memory': exportMemory,
  bulk: bulkChange,
};
const ROWS = 1_000_000;
/** Of a file to import unless told, at most: a tenth of what is there. */
const IMPORT_ROWS = 100_000;
const ROUNDS = 3;
const SECONDS = 4;

/** Options: --rows N, --rounds N, --seconds N, --import-rows N; the names of the parts to run, all unless told. */
export async function main(argv: readonly string[]): Promise<void> {
  const { values, positionals } = parseArgs({
    args: [...argv],
    options: {
      rows: { type: 'string' },
      rounds: { type: 'string' },
      seconds: { type: 'string' },
      'import-rows': { type: 'string' },
    },
    allowPositionals: true,
  });
  // Needs neither a database nor the product around it.
  if (positionals.length === 1 && positionals[0] === 'edgar') return edgar();
  const names = positionals.length > 0 ? positionals : Object.keys(PARTS);
  const parts = names.map((name) => {
    const part = PARTS[name] ?? ON_REQUEST[name];
    if (!part)
      throw new Error(
        `There is no part "${name}"; there are ${[...Object.keys(PARTS), ...Object.keys(ON_REQUEST), 'edgar'].join(', ')}.`,
      );
    return part;
  });
  const rows = wholeNumber('--rows', values.rows, ROWS);
  const options = {
    rows,
    rounds: wholeNumber('--rounds', values.rounds, ROUNDS),
    seconds: wholeNumber('--seconds', values.seconds, SECONDS),
    importRows: wholeNumber('--import-rows', values['import-rows'], Math.min(IMPORT_ROWS, Math.ceil(rows / 10))),
  };
  const stops = new StopStack();
  const stopAll = async () => {
    for (const problem of await stops.stop()) console.error(problem);
  };
  onEnd(stopAll);
  try {
    const bench = await startBench(options, stops, (line) => console.log(line));
    const report = new Report(await conditionsOf(await bench.connect(), bench.database));
    for (const part of parts) await part(bench, report);
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    process.exitCode = 1;
  } finally {
    await stopAll();
  }
}

function wholeNumber(name: string, text: string | undefined, otherwise: number): number {
  if (text === undefined) return otherwise;
  const value = Number(text);
  if (Number.isInteger(value) && value > 0) return value;
  throw new Error(`${name} must be a whole number above 0; it is "${text}".`);
}
