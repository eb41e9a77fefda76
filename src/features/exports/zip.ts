/** A ZIP archive (APPNOTE 6.3.10) as a stream, without ZIP64: what would be larger than 4 GiB is an error. */
import { constants, crc32, deflateRawSync } from 'node:zlib';

/** A file of an archive, its pieces as they come. */
export type Entry = { path: string; data: AsyncIterable<Uint8Array> | Iterable<Uint8Array> };

const encoder = new TextEncoder();
/** The least effort: the sheets of a workbook say the same again and again, which any level finds. */
const LEVEL = 1;
/** Ends deflated data whose last block was not marked as such: an empty one with fixed codes (RFC 1951, 3.2.6). */
const LAST_BLOCK = Uint8Array.of(0x03, 0x00);
const [LOCAL, DESCRIPTOR, CENTRAL, END] = [0x04034b50, 0x08074b50, 0x02014b50, 0x06054b50];
const VERSION = 20;
/** Checksum and sizes follow the data; names are UTF-8. */
const FLAGS = 0x0808;
const DEFLATED = 8;
/** 1 January 1980, the first that there is: a file says nothing of when it was made. */
const DAY = 0x21;
const BYTES_MAX = 0xffffffff;

type Field = readonly [bytes: 2 | 4, value: number];

const record = (fields: readonly Field[], name: Uint8Array): Uint8Array => {
  const bytes = new Uint8Array(fields.reduce((sum, [size]) => sum + size, 0) + name.length);
  const view = new DataView(bytes.buffer);
  let at = 0;
  for (const [size, value] of fields) {
    if (value > BYTES_MAX) throw new Error('An archive of more than 4 GiB cannot be written.');
    if (size === 2) view.setUint16(at, value, true);
    else view.setUint32(at, value, true);
    at += size;
  }
  bytes.set(name, at);
  return bytes;
};

/** Each piece is deflated alone up to a whole byte: pieces stand one after the other as one, and nothing is held between two. */
const deflated = (piece: Uint8Array): Uint8Array =>
  deflateRawSync(piece, { level: LEVEL, finishFlush: constants.Z_SYNC_FLUSH });

export async function* zipped(entries: AsyncIterable<Entry> | Iterable<Entry>): AsyncGenerator<Uint8Array> {
  const central: Uint8Array[] = [];
  let offset = 0;
  for await (const { path, data } of entries) {
    const name = encoder.encode(path);
    const about: Field[] = [
      [2, VERSION],
      [2, FLAGS],
      [2, DEFLATED],
      [2, 0],
      [2, DAY],
    ];
    const named: Field[] = [
      [2, name.length],
      [2, 0],
    ];
    const begun = offset;
    const head = record([[4, LOCAL], ...about, [4, 0], [4, 0], [4, 0], ...named], name);
    offset += head.length;
    yield head;
    let [sum, size, packed] = [0, 0, 0];
    for await (const piece of data) {
      sum = crc32(piece, sum);
      size += piece.length;
      const bytes = deflated(piece);
      packed += bytes.length;
      yield bytes;
    }
    yield LAST_BLOCK;
    packed += LAST_BLOCK.length;
    const sums: Field[] = [
      [4, sum],
      [4, packed],
      [4, size],
    ];
    const tail = record([[4, DESCRIPTOR], ...sums], new Uint8Array());
    offset += packed + tail.length;
    yield tail;
    // No comment, the first disk, no attributes.
    const where: Field[] = [
      [2, 0],
      [2, 0],
      [2, 0],
      [4, 0],
      [4, begun],
    ];
    central.push(record([[4, CENTRAL], [2, VERSION], ...about, ...sums, ...named, ...where], name));
  }
  yield* central;
  const bytes = central.reduce((sum, { length }) => sum + length, 0);
  const end: Field[] = [
    [4, END],
    [2, 0],
    [2, 0],
    [2, central.length],
    [2, central.length],
    [4, bytes],
    [4, offset],
    [2, 0],
  ];
  yield record(end, new Uint8Array());
}
