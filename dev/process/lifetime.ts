/** When a task of this folder has to end: a signal, or the end of the process that started it. */

const SIGNALS = { SIGINT: 130, SIGTERM: 143, SIGHUP: 129 } as const;

/**
 * Calls `stop` once when this process is told to end, then ends it: with 0 where being told to end is the usual way
 * (`npm` would print a complaint otherwise), else with 128 + the number of the signal, as shells do. Ctrl-C reaches us twice, from the terminal and from
 * `boot.mjs`, which passes every signal on; so a second signal adds nothing. A killed `boot.mjs` closes the channel it
 * gave us, which counts as a signal.
 */
export function onEnd(stop: () => Promise<void>, usual = false): void {
  let ending = false;
  const end = (code: number) => {
    if (ending) return;
    ending = true;
    stop().then(
      () => process.exit(usual ? 0 : code),
      (error: unknown) => {
        console.error(error instanceof Error ? error.message : error);
        process.exit(1);
      },
    );
  };
  for (const [signal, code] of Object.entries(SIGNALS)) process.on(signal, () => end(code));
  if (process.channel) {
    process.once('disconnect', () => end(SIGNALS.SIGHUP));
    process.channel.unref(); // the channel alone must not keep a finished task alive
  }
}
