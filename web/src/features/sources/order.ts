/** `list` with the item at `from` put to `to`; the very same list where that moves nothing or leads outside. */
export function moved<T>(list: readonly T[], from: number, to: number): readonly T[] {
  if (from === to || to < 0 || to >= list.length || from < 0 || from >= list.length) return list;
  const next = [...list];
  const [item] = next.splice(from, 1);
  next.splice(to, 0, item as T);
  return next;
}

/** Where a row that is dragged belongs: the place whose middle the pointer has passed. `middles` are of the rows in order. */
export function placeAt(middles: readonly number[], y: number): number {
  const below = middles.findIndex((middle) => y < middle);
  return below === -1 ? Math.max(0, middles.length - 1) : below;
}
