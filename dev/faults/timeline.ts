/** How the breakers behaved, as lines of text: one for each provider, one character for each stretch of time. */

export interface Sample {
  /** Seconds since the start. */
  at: number;
  /** State of each provider's breaker; undefined where nobody could be asked, as while the runtime is away. */
  states: Readonly<Record<string, { state: string }>> | undefined;
}
/** A time in which a provider was out, in seconds since the start. */
export interface Out {
  provider: string;
  from: number;
  to: number;
}

const SIGNS: Readonly<Record<string, string>> = { closed: '.', half_open: '?', open: 'X', unknown: 'u' };
/** The worst state of a stretch is what it is drawn as. */
const RANK = ['closed', 'unknown', 'half_open', 'open'];
/** Room for the names. */
const INDENT = 11;

/** `names` gives what `outs` call the provider of a breaker, where that is another name. */
export const timeline = (
  samples: readonly Sample[],
  kills: readonly number[],
  outs: readonly Out[] = [],
  names: Readonly<Record<string, string>> = {},
  width = 100,
): string[] => {
  const end = Math.max(1, ...samples.map(({ at }) => at), ...kills);
  const step = end / width;
  const within = (n: number, at: number) => at >= n * step && (at < (n + 1) * step || n === width - 1);
  const drawn = (sign: (n: number) => string) => Array.from({ length: width }, (_, n) => sign(n)).join('');
  const providers = [...new Set(samples.flatMap(({ states }) => Object.keys(states ?? {})))].sort();
  if (providers.length === 0) return ['No breaker was to be seen.'];
  const rows = providers.flatMap((provider) => {
    const out = outs.filter((one) => one.provider === (names[provider] ?? provider));
    const breaker = drawn((n) => {
      const seen = samples.filter(({ at }) => within(n, at)).flatMap(({ states }) => states?.[provider]?.state ?? []);
      const worst = seen.toSorted((a, b) => RANK.indexOf(b) - RANK.indexOf(a))[0];
      return worst === undefined ? ' ' : (SIGNS[worst] ?? 'u');
    });
    const down = drawn((n) => (out.some(({ from, to }) => from < (n + 1) * step && to > n * step) ? 'o' : ' '));
    return [
      ...(out.length === 0 ? [] : [`${'out'.padStart(INDENT - 1)}  ${down.trimEnd()}`]),
      `${provider.padEnd(INDENT)} ${breaker}`,
    ];
  });
  const marks = drawn((n) => (kills.some((at) => within(n, at)) ? 'K' : ' '));
  return [
    `${'kills'.padEnd(INDENT)} ${marks.trimEnd()}`,
    ...rows,
    `${''.padEnd(INDENT)} 0 s … ${Math.round(end)} s; . closed, X open, ? half open, u gate away, blank not to be asked; o the provider is out`,
  ];
};
