/** A stretch of the file, from `start` up to `end` (bytes). Numbers begin at 1, as object stores count them. */
export interface Part {
  number: number;
  start: number;
  end: number;
}

/** A file of `total` bytes as parts of `partBytes`, the last one shorter; an empty file is one empty part. */
export function partsOf(total: number, partBytes: number): Part[] {
  const parts: Part[] = [];
  for (let start = 0; start < total || parts.length === 0; start += partBytes) {
    parts.push({ number: parts.length + 1, start, end: Math.min(total, start + partBytes) });
  }
  return parts;
}

export const partBytesOf = ({ start, end }: Part): number => end - start;

/** Bytes of the parts that are there already. */
export const bytesOf = (parts: readonly Part[], have: ReadonlySet<number>): number =>
  parts.reduce((sum, part) => sum + (have.has(part.number) ? partBytesOf(part) : 0), 0);
