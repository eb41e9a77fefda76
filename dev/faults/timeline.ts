/** How the breakers behaved, as lines of text: one for each provider, one character for each stretch of time. */

export interface Sample {
  /** Seconds since the start. */
  at: number;
  /** State of each provider's breaker; undefined where nobody could be asked, as while the runtime is away. */
  states: Readonly<Record<string, string>> | undefined;
}

const SIGNS: Readonly<Record<string, string>> = { closed: '.', half_open: '?', open: 'X', unknown: 'u' };
/** The worst state of a stretch is what it is drawn as. */
const RANK = ['closed', 'unknown', 'half_open', 'open'];

export const timeline = (samples: readonly Sample[], kills: readonly number[], width = 80): string[] => {
  const end = Math.max(1, ...samples.map(({ at }) => at), ...kills);
  const step = end / width;
  const stretch = (n: number) =>
    samples.filter(({ at }) => at >= n * step && at < (n + 1) * step + (n === width - 1 ? 1 : 0));
  const providers = [...new Set(samples.flatMap(({ states }) => Object.keys(states ?? {})))].sort();
  if (providers.length === 0) return ['No breaker was to be seen.'];
  const rows = providers.map((provider) => {
    const line = Array.from({ length: width }, (_, n) => {
      const seen = stretch(n).flatMap(({ states }) => states?.[provider] ?? []);
      const worst = seen.toSorted((a, b) => RANK.indexOf(b) - RANK.indexOf(a))[0];
      return worst === undefined ? ' ' : (SIGNS[worst] ?? 'u');
    }).join('');
    return `${provider.padEnd(11)} ${line}`;
  });
  const marks = Array.from({ length: width }, (_, n) =>
    kills.some((at) => at >= n * step && at < (n + 1) * step) ? 'K' : ' ',
  ).join('');
  return [
    `${'kills'.padEnd(11)} ${marks}`,
    ...rows,
    `${''.padEnd(11)} 0 s … ${Math.round(end)} s; . closed, X open, ? half open, u gate away, blank not to be asked`,
  ];
};
