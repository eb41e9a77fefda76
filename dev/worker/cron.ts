/** The cron of the local stack: `wrangler dev` knows the Worker's schedule and never calls by it. */

/** As often as wrangler.toml has it. */
const EVERY_MS = 60_000;
/** Longer than any sweep: the next one is told apart from one that hangs. */
const PATIENCE_MS = 55_000;
/** Where Miniflare takes a call of the schedule. */
const PATH = '/cdn-cgi/local/scheduled';

/** Calls the Worker's schedule now. Fails where nobody answers. */
export const strikeCron = async (
  port: number,
  signal: AbortSignal = AbortSignal.timeout(PATIENCE_MS),
): Promise<void> => {
  const response = await fetch(`http://127.0.0.1:${port}${PATH}`, { signal });
  await response.body?.cancel();
};

/** Calls the Worker's schedule each minute, the first time after one, until it is stopped. A call that fails is the next one's. */
export function startCron(port: number): { stop(): Promise<void> } {
  const stopped = new AbortController();
  const timer = setInterval(() => {
    const signal = AbortSignal.any([stopped.signal, AbortSignal.timeout(PATIENCE_MS)]);
    strikeCron(port, signal).catch(() => undefined);
  }, EVERY_MS);
  return {
    async stop() {
      clearInterval(timer);
      stopped.abort();
    },
  };
}
