import type { ENCODINGS } from '../contract.ts';

export type Encoding = (typeof ENCODINGS)[number];

/** Bytes of the byte order mark, for the encodings that have one. */
const BOM_BYTES: Partial<Record<Encoding, number>> = { 'utf-8': 3, 'utf-16le': 2, 'utf-16be': 2 };

/** One character is one byte here, always: positions in the text are positions in the file. */
const SINGLE_BYTE: ReadonlySet<Encoding> = new Set([
  'windows-1252',
  'iso-8859-15',
  'macintosh',
  'windows-1251',
] as const);

export const bomBytes = (encoding: Encoding): number => BOM_BYTES[encoding] ?? 0;

/** Bytes of a UTF-8 sequence that the end of `bytes` cuts off (0 to 3): they belong to the next chunk. */
function cutSequence(bytes: Uint8Array): number {
  const end = bytes.length;
  for (let back = 1; back <= 3 && back <= end; back++) {
    const byte = bytes[end - back] ?? 0;
    if (byte < 0x80) return 0;
    if (byte >= 0xc0) {
      const length = byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : 2;
      return length > back ? back : 0;
    }
  }
  return 0;
}

function count(text: string, needle: string): number {
  let found = 0;
  for (let at = text.indexOf(needle); at !== -1; at = text.indexOf(needle, at + 1)) found++;
  return found;
}

function countGenuineMarks(bytes: Uint8Array): number {
  let found = 0;
  for (let at = bytes.indexOf(0xef); at !== -1; at = bytes.indexOf(0xef, at + 1)) {
    if (bytes[at + 1] === 0xbf && bytes[at + 2] === 0xbd) found++;
  }
  return found;
}

function join(head: Uint8Array, tail: Uint8Array): Uint8Array {
  if (head.length === 0) return tail;
  const whole = new Uint8Array(head.length + tail.length);
  whole.set(head);
  whole.set(tail, head.length);
  return whole;
}

/**
 * Bytes to text, chunk by chunk, that can also tell how many bytes of the file a stretch of its text takes. Sequences
 * that the encoding does not know become U+FFFD and are counted (WHATWG Encoding, "replacement" error mode).
 */
export class TextSource {
  readonly #encoding: Encoding;
  readonly #lossy: TextDecoder;
  readonly #strict = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
  readonly #encoder = new TextEncoder();
  #carry: Uint8Array = new Uint8Array(0);
  #replaced = 0;
  #exact: boolean;

  constructor(encoding: Encoding) {
    this.#encoding = encoding;
    // A byte order mark is for the reader to drop at the start of the file only: elsewhere U+FEFF is a character.
    this.#lossy = new TextDecoder(encoding, { fatal: false, ignoreBOM: true });
    this.#exact = encoding === 'utf-8' || encoding.startsWith('utf-16') || SINGLE_BYTE.has(encoding);
  }

  /** The text of one more chunk; `last` flushes what a cut sequence left over. */
  text(chunk: Uint8Array, last: boolean): string {
    if (this.#encoding === 'utf-8') return this.#utf8(chunk, last);
    const text = this.#lossy.decode(chunk, { stream: !last });
    this.#replaced += count(text, '\uFFFD');
    return text;
  }

  // Whole sequences are decoded apart from each other, so that a bad one is known to lie in this chunk alone.
  #utf8(chunk: Uint8Array, last: boolean): string {
    const bytes = join(this.#carry, chunk);
    const cut = last ? 0 : cutSequence(bytes);
    this.#carry = bytes.slice(bytes.length - cut);
    const whole = bytes.subarray(0, bytes.length - cut);
    try {
      return this.#strict.decode(whole);
    } catch {
      this.#exact = false;
      const text = this.#lossy.decode(whole);
      this.#replaced += count(text, '\uFFFD') - countGenuineMarks(whole);
      return text;
    }
  }

  /** Bytes that `text`, given by `text()`, takes in the file; null where that cannot be told exactly. */
  byteLength(text: string): number | null {
    if (!this.#exact) return null;
    if (this.#encoding === 'utf-8') return this.#encoder.encode(text).byteLength;
    return SINGLE_BYTE.has(this.#encoding) ? text.length : text.length * 2;
  }

  /** Sequences replaced since the last call. */
  takeReplaced(): number {
    const replaced = this.#replaced;
    this.#replaced = 0;
    return replaced;
  }
}
