/** Lines for a person who waits: how far, how fast, how much longer. */

const whole = (n: number): string => Math.round(n).toLocaleString('en-US').replaceAll(',', ' ');

function duration(seconds: number): string {
  const all = Math.max(1, Math.round(seconds));
  const minutes = Math.floor(all / 60);
  return minutes > 0 ? `${minutes} min ${all % 60} s` : `${all} s`;
}

/**
 * A function that takes what is done and gives the line. `from` was done before: it counts as done, but tells nothing of
 * the speed.
 */
export function progress(from: number, total: number, unit: string, clock = () => performance.now()) {
  const begun = clock();
  return (done: number): string => {
    const perSecond = (done - from) / Math.max((clock() - begun) / 1000, 0.001);
    const left = done < total && perSecond > 0 ? `, ${duration((total - done) / perSecond)} left` : '';
    return `${whole(done)} of ${whole(total)} ${unit}, ${whole(perSecond)} a second${left}`;
  };
}
