/**
 * A part of a file as it lies in R2: how many people, who they are, how long each one's line is, then the lines. So a line can be
 * left out later by whose it is, without reading what it says. Whoever was left out when it was made has a line of no length.
 *
 * Layout, little-endian: people (4 bytes) · ids (16 bytes each) · lengths (4 bytes each) · lines.
 */
const HEAD_BYTES = 4;
const ID_BYTES = 16;
const LENGTH_BYTES = 4;

/** `ids` are 16 bytes each; `lengths` the bytes of each of `lines` with its end. Throws where they do not add up. */
export const writePart = (ids: Uint8Array, lengths: readonly number[], lines: Uint8Array): Uint8Array<ArrayBuffer> => {
  const sum = lengths.reduce((a, b) => a + b, 0);
  if (ids.byteLength !== lengths.length * ID_BYTES || sum !== lines.byteLength) {
    throw new Error(`A part of ${lengths.length} lines and ${sum} bytes has ${lines.byteLength} bytes.`);
  }
  const at = HEAD_BYTES + ids.byteLength;
  const body = at + lengths.length * LENGTH_BYTES;
  const bytes = new Uint8Array(body + lines.byteLength);
  const view = new DataView(bytes.buffer);
  view.setUint32(0, lengths.length, true);
  bytes.set(ids, HEAD_BYTES);
  for (const [i, length] of lengths.entries()) view.setUint32(at + i * LENGTH_BYTES, length, true);
  bytes.set(lines, body);
  return bytes;
};

/** Bytes of the part that say whose its rows are. */
export const idsRange = (rows: number) => ({ offset: HEAD_BYTES, length: rows * ID_BYTES });

const HEX = Array.from({ length: 256 }, (_, n) => n.toString(16).padStart(2, '0'));

const idOf = (bytes: Uint8Array): string => {
  let id = '';
  for (const [i, byte] of bytes.entries()) id += (i === 4 || i === 6 || i === 8 || i === 10 ? '-' : '') + HEX[byte];
  return id;
};

/** `shown` are those of `ids` who have a line. */
export type Part = { ids: string[]; shown: string[]; without(left: ReadonlySet<string>): Uint8Array[] };

/** Reads a part. Throws where it is not whole. */
export const readPart = (bytes: Uint8Array): Part => {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const rows = bytes.byteLength < HEAD_BYTES ? -1 : view.getUint32(0, true);
  const at = HEAD_BYTES + rows * ID_BYTES;
  const body = at + rows * LENGTH_BYTES;
  if (rows < 0 || body > bytes.byteLength) throw new Error('A part of an export is not whole.');
  const ends: number[] = [];
  let end = body;
  for (let i = 0; i < rows; i += 1) {
    end += view.getUint32(at + i * LENGTH_BYTES, true);
    ends.push(end);
  }
  if (end !== bytes.byteLength) throw new Error('A part of an export is not whole.');
  const ids = Array.from({ length: rows }, (_, i) =>
    idOf(bytes.subarray(HEAD_BYTES + i * ID_BYTES, HEAD_BYTES + (i + 1) * ID_BYTES)),
  );
  const lengthOf = (i: number): number => (ends[i] ?? body) - (i === 0 ? body : (ends[i - 1] ?? body));
  return {
    ids,
    shown: ids.filter((_, i) => lengthOf(i) > 0),
    /** Its lines but those of some people, in pieces of whole lines. */
    without(left) {
      const pieces: Uint8Array[] = [];
      let from = body;
      for (let i = 0; i < rows; i += 1) {
        if (!left.has(ids[i] ?? '')) continue;
        const start = i === 0 ? body : (ends[i - 1] ?? body);
        if (start > from) pieces.push(bytes.subarray(from, start));
        from = ends[i] ?? start;
      }
      if (bytes.byteLength > from) pieces.push(bytes.subarray(from));
      return pieces;
    },
  };
};
