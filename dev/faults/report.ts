/** What a test of faults found, as lines of text. */
import type { Opening } from './openings.ts';
import type { FaultsResult } from './run.ts';

const percent = (part: number, whole: number): string => `${whole === 0 ? 0 : ((100 * part) / whole).toFixed(1)} %`;
const units = (value: number): string => String(Math.round(value * 1e6) / 1e6);

const openingLines = (openings: readonly Opening[]): string[] => [
  'a breaker opened         failed in a row before  let through while open  until',
  ...openings.map(({ provider, at, first, failed, probes, next }) => {
    const before = first ? `${failed} calls` : 'the probe';
    const end = next
      ? `${next.state === 'open' ? 'opened again' : 'closed'} after ${(next.at - at).toFixed(0)} s`
      : 'not seen';
    return `${provider.padEnd(11)} at ${at.toFixed(0).padStart(5)} s ${before.padStart(24)} ${String(probes).padStart(23)}  ${end}`;
  }),
];

export const report = (result: FaultsResult): string[] => {
  const { accepted, statuses, settledMs, seconds, faulted, calls, sums, problems } = result;
  const ends = Object.entries(statuses).map(([status, n]) => `${n} ${status}`);
  return [
    '',
    ...result.timeline,
    ...(result.openings.length === 0 ? [] : ['', ...openingLines(result.openings)]),
    '',
    `${accepted} runs accepted: ${ends.join(', ')}; ${seconds.toFixed(0)} s, ${(accepted / seconds).toFixed(2)} a second`,
    `${calls} calls, ${faulted} with a fault (${percent(faulted, calls)})`,
    ...(settledMs === null
      ? []
      : [`everything had its end ${(settledMs / 1_000).toFixed(1)} s after the last restart`]),
    '',
    'provider    calls  billed calls   billed  = in the books + of outcomes not known   credits paid',
    ...sums.map(
      (sum) =>
        `${sum.provider.padEnd(10)} ${String(sum.calls).padStart(6)} ${String(sum.billedCalls).padStart(13)} ${units(sum.billed).padStart(8)}    ${units(sum.known).padStart(12)}   ${units(sum.unknown).padStart(25)} ${String(sum.credits).padStart(14)}`,
    ),
    '',
    ...(problems.length === 0
      ? ['0 lost, 0 double charges, every entry as the provider billed it']
      : ['FAILED', ...problems.map((problem) => `- ${problem}`)]),
  ];
};
