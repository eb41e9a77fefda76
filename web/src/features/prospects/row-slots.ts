/** An element of the list, and the row it stands for now. */
export interface Slot {
  slot: number;
  index: number;
}

/**
 * Which element stands for which row, in the order of the elements. A row that stays keeps its element; one that comes takes that of
 * one that went, in its place, as an element that is made or moved costs far more than one given another text. Once the list is
 * at rest the elements are `sorted`: those who have it read out hear it in its own order.
 */
export function nextSlots(before: readonly Slot[], indices: readonly number[], sorted: boolean): Slot[] {
  const drawn = new Set(indices);
  const there = new Set(before.map(({ index }) => index));
  const come = indices.filter((index) => !there.has(index));
  const slots = before.flatMap((one): Slot[] => {
    if (drawn.has(one.index)) return [one];
    const index = come.shift();
    return index === undefined ? [] : [{ slot: one.slot, index }];
  });
  const unused = 1 + Math.max(-1, ...slots.map(({ slot }) => slot));
  slots.push(...come.map((index, n) => ({ slot: unused + n, index })));
  return sorted ? slots.sort((a, b) => a.index - b.index) : slots;
}
