/** What an evaluation found, as lines of text. */
import type { Score, Written } from './evaluate.ts';

const share = (part: number, whole: number): string =>
  `${part} of ${whole} (${whole === 0 ? 'none' : `${((100 * part) / whole).toFixed(1)} %`})`;

const linesOf = ({ split, pairs, kept, caught, dropped, passed, reasons }: Score): string[] => {
  const supported = kept + dropped.length;
  return [
    `checker, ${split}: ${pairs} labelled claims, ${supported} that the cited evidence holds`,
    `  faithfulness (kept claims that it holds)   ${share(kept, kept + passed.length)}`,
    `  falsehoods caught (recall)                 ${share(caught, caught + passed.length)}`,
    `  dropped rightly (precision)                ${share(caught, caught + dropped.length)}`,
    `  coverage (true claims kept)                ${share(kept, supported)}`,
    `  dropped sentences                          ${caught + dropped.length}: ${Object.entries(reasons)
      .map(([reason, n]) => `${n} ${reason}`)
      .join(', ')}`,
    ...passed.map(({ id, text, why }) => `  passed though false: ${id} ${text} (${why})`),
    ...dropped.map(({ id, text, why }) => `  fell though true: ${id} ${text} (${why})`),
  ];
};

export const reportScores = (all: readonly Score[]): string[] => all.flatMap(linesOf);

export const reportWritten = (
  who: string,
  { model, people, without, claims, standing, dropped, cited, given, tokens }: Written,
): string[] => [
  `${who} (${model}): ${people} people, ${without} without a summary, ${tokens} tokens`,
  `  faithfulness (claims that the cited evidence holds, by the checker)   ${share(standing, claims)}`,
  `  dropped sentences                                                     ${dropped}`,
  `  coverage (values given that a standing claim cites)                   ${share(cited, given)}`,
];
