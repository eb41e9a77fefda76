/** As many as the stack around one runtime answers without waiting for itself. */
const AT_ONCE = 8;

/**
 * Works on independent items some at a time; gives the results in their order. Where one fails the others under way still
 * come to their end first, so that none of them reaches into the next test.
 */
export const together = async <T, R>(
  items: Iterable<T>,
  work: (item: T) => Promise<R>,
  atOnce = AT_ONCE,
): Promise<R[]> => {
  const all = [...items];
  const results: R[] = [];
  for (let from = 0; from < all.length; from += atOnce) {
    const settled = await Promise.allSettled(all.slice(from, from + atOnce).map(work));
    for (const one of settled) {
      if (one.status === 'rejected') throw one.reason;
      results.push(one.value);
    }
  }
  return results;
};
