/** `npm start`: the whole product on this machine, until Ctrl-C. Options: --verbose, --latency MS. */
import { parseArgs } from 'node:util';
import { onEnd } from '../process/lifetime.ts';
import { prefixed } from '../process/lines.ts';
import { StopStack } from '../process/stop-stack.ts';
import { banner } from '../stack/banner.ts';
import { productParts } from '../stack/product.ts';
import { startStack } from '../stack/stack.ts';

const DEFAULT_PORT = 8787;

async function main(): Promise<void> {
  const { values } = parseArgs({ options: { verbose: { type: 'boolean' }, latency: { type: 'string' } } });
  const port = wholeNumber('PORT', process.env.PORT ?? String(DEFAULT_PORT), 1, 65_535);
  const latency = wholeNumber('--latency', values.latency ?? '0', 0, 60_000);
  const stops = new StopStack();
  const stopAll = async () => {
    for (const problem of await stops.stop()) console.error(problem);
  };
  onEnd(stopAll, true);

  const timings: string[] = [];
  const worker = prefixed('worker');
  const postgresUrl = process.env.EDGEWISE_POSTGRES_URL;
  const stack = await startStack(
    {
      port,
      latency,
      print: (line) => console.log(line),
      onTiming: (part, ms) => timings.push(`${part} ${Math.round(ms)} ms`),
      ...(postgresUrl ? { postgresUrl } : {}),
      ...(values.verbose ? { onWorkerLine: worker } : {}),
    },
    productParts,
    stops,
  );
  console.log(banner(stack));
  if (values.verbose) console.log(timings.join(', '));
  const error = await stack.failed;
  console.error(error.message);
  await stopAll();
  process.exit(1);
}

function wholeNumber(name: string, text: string, least: number, most: number): number {
  const value = Number(text);
  if (Number.isInteger(value) && value >= least && value <= most && text.trim() !== '') return value;
  throw new Error(`${name} must be a whole number from ${least} to ${most}; it is "${text}".`);
}

await main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exit(1);
});
