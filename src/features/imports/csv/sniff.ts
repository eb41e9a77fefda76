import { ProblemError } from '../../../lib/problem.ts';
import type { Encoding } from './encoding.ts';
import { refuseForeign } from './foreign.ts';

/** Enough to see the layout of any list of people, and little enough to keep of an upload that streams by. */
export const HEAD_BYTES = 64 * 1024;

/** In UTF-16 tables of any script delimiters, digits, addresses and line ends are Latin, with a NUL byte each. */
const WIDE_SHARE = 0.2;
/** Fewer NULs than "a,b" has in UTF-16 tell nothing. */
const WIDE_LEAST = 3;
/** The other half of each unit is then almost never NUL; stray NULs of a broken 8-bit file fall on both alike. */
const WIDE_CONTRAST = 20;

/**
 * One broken sequence for so many good ones is damage in a UTF-8 file, not another encoding: text in windows-1252 holds
 * next to no byte sequences that are UTF-8 by chance. The reader replaces the broken ones and counts them.
 */
const GOOD_PER_BAD = 50;

/** UTF-8 (WHATWG Encoding, "UTF-8 decoder") over chunks cut anywhere: counts sequences of two bytes and more. */
class Utf8Check {
  #good = 0;
  #bad = 0;
  #need = 0;
  /** Bytes of the open sequence that were seen. */
  #seen = 0;
  #low = 0x80;
  #high = 0xbf;

  push(bytes: Uint8Array): void {
    let need = this.#need;
    let seen = this.#seen;
    let low = this.#low;
    let high = this.#high;
    for (let i = 0; i < bytes.length; i++) {
      const byte = bytes[i] as number;
      if (need > 0) {
        const fits = byte >= low && byte <= high;
        low = 0x80;
        high = 0xbf;
        if (fits) {
          seen++;
          if (--need === 0) this.#good++;
          continue;
        }
        // The byte that does not fit may start the next sequence: it is looked at again below.
        need = 0;
        this.#bad++;
      }
      if (byte < 0x80) continue;
      if (byte < 0xc2 || byte > 0xf4) {
        this.#bad++;
        continue;
      }
      seen = 1;
      need = byte < 0xe0 ? 1 : byte < 0xf0 ? 2 : 3;
      if (byte === 0xe0) low = 0xa0;
      else if (byte === 0xed) high = 0x9f;
      else if (byte === 0xf0) low = 0x90;
      else if (byte === 0xf4) high = 0x8f;
    }
    this.#need = need;
    this.#seen = seen;
    this.#low = low;
    this.#high = high;
  }

  /** Sequences that are UTF-8 and that are not, and how many bytes at the end belong to one that is still open. */
  counts(): { good: number; bad: number; open: number } {
    return { good: this.#good, bad: this.#bad, open: this.#need > 0 ? this.#seen : 0 };
  }

  /** Whether it is UTF-8; `last`: that was all, a sequence still open is a broken one. */
  holds(last: boolean): boolean {
    const bad = this.#bad + (last && this.#need > 0 ? 1 : 0);
    return isUtf8(this.#good, bad);
  }
}

const isUtf8 = (good: number, bad: number): boolean => bad === 0 || bad * GOOD_PER_BAD <= good;

/** What one part of a file says of UTF-8, so that parts can be looked at in any order: its ends belong to its neighbours. */
export type PartCounts = { good: number; bad: number; lead: number[]; tail: number[] };

const isContinuation = (byte: number | undefined): byte is number => byte !== undefined && byte >= 0x80 && byte < 0xc0;
/** The longest sequence has four bytes. */
const ENDS = 3;

/** Looks at one part of a file as it streams by. */
export class PartCheck {
  readonly #utf8 = new Utf8Check();
  readonly #lead: number[] = [];
  #begun = false;
  #end: number[] = [];

  push(chunk: Uint8Array): void {
    let from = 0;
    while (!this.#begun && from < chunk.length) {
      const byte = chunk[from];
      if (this.#lead.length === ENDS || !isContinuation(byte)) this.#begun = true;
      else {
        this.#lead.push(byte);
        from++;
      }
    }
    const rest = chunk.subarray(from);
    this.#utf8.push(rest);
    this.#end = [...this.#end, ...rest.subarray(-ENDS)].slice(-ENDS);
  }

  finish(): PartCounts {
    const { good, bad, open } = this.#utf8.counts();
    return { good, bad, lead: this.#lead, tail: open === 0 ? [] : this.#end.slice(-open) };
  }
}

/** Whether a file is UTF-8, from what its parts say, in order. */
export const partsHold = (parts: readonly PartCounts[]): boolean => {
  let good = 0;
  let bad = 0;
  let tail: number[] = [];
  for (const part of [...parts, { good: 0, bad: 0, lead: [], tail: [] }]) {
    const seam = new Utf8Check();
    seam.push(Uint8Array.from([...tail, ...part.lead]));
    const at = seam.counts();
    good += part.good + at.good;
    bad += part.bad + at.bad + (at.open > 0 ? 1 : 0);
    tail = part.tail;
  }
  return isUtf8(good, bad);
};

function wideByNuls(head: Uint8Array): 'utf-16le' | 'utf-16be' | null {
  const nuls: [even: number, odd: number] = [0, 0];
  for (let at = head.indexOf(0); at !== -1; at = head.indexOf(0, at + 1)) nuls[at % 2 === 0 ? 0 : 1]++;
  const [even, odd] = nuls;
  const least = Math.max(WIDE_LEAST, (head.length / 2) * WIDE_SHARE);
  if (odd >= least && even * WIDE_CONTRAST <= odd) return 'utf-16le';
  if (even >= least && odd * WIDE_CONTRAST <= even) return 'utf-16be';
  return null;
}

function encodingByBom(head: Uint8Array): Encoding | null {
  if (head[0] === 0xef && head[1] === 0xbb && head[2] === 0xbf) return 'utf-8';
  if (head[0] === 0xff && head[1] === 0xfe) return 'utf-16le';
  if (head[0] === 0xfe && head[1] === 0xff) return 'utf-16be';
  return null;
}

export interface Sniffed {
  encoding: Encoding;
  /** Whether the file starts with a byte order mark. */
  bom: boolean;
  bytes: number;
  /** The first `HEAD_BYTES` of the file as text, without the byte order mark. */
  head: string;
  /** Whether `head` is the whole file. */
  whole: boolean;
}

/**
 * Tells the encoding of a file that streams by, from all of its bytes: byte order mark, else the NUL pattern of UTF-16,
 * else UTF-8 over the whole, else windows-1252 (which knows a character for every byte). Memory: `HEAD_BYTES`.
 */
export class EncodingSniffer {
  readonly #utf8 = new Utf8Check();
  readonly #head = new Uint8Array(HEAD_BYTES);
  #kept = 0;
  #bytes = 0;
  #judged = false;

  /** @throws ProblemError `invalid_file` as soon as the first bytes show that this is no CSV. */
  push(chunk: Uint8Array): void {
    if (this.#kept < HEAD_BYTES) {
      const part = chunk.subarray(0, HEAD_BYTES - this.#kept);
      this.#head.set(part, this.#kept);
      this.#kept += part.length;
    }
    this.#bytes += chunk.length;
    this.#utf8.push(chunk);
    if (this.#kept === HEAD_BYTES && !this.#judged) this.#judge(false);
  }

  /** @throws ProblemError `invalid_file` where the file is empty or no CSV. */
  finish(): Sniffed {
    if (this.#bytes === 0) throw new ProblemError('invalid_file', 'The file is empty.');
    const { encoding, bom, head } = this.#judge(true);
    const whole = this.#bytes === this.#kept;
    if (whole && head.trim() === '') throw new ProblemError('invalid_file', 'The file has no text in it.');
    return { encoding, bom, bytes: this.#bytes, head, whole };
  }

  #judge(last: boolean) {
    this.#judged = true;
    return judgeHead(this.#head.subarray(0, this.#kept), this.#utf8.holds(last));
  }
}

/** The encoding by the first bytes of a file, and by whether the whole of it is UTF-8. */
const judgeHead = (bytes: Uint8Array, holds: boolean) => {
  const marked = encodingByBom(bytes);
  const encoding = marked ?? wideByNuls(bytes) ?? (holds ? 'utf-8' : 'windows-1252');
  const head = decodeHead(bytes, encoding);
  refuseForeign(bytes, head, encoding.startsWith('utf-16'));
  return { encoding, bom: marked !== null, head };
};

/**
 * The same of a file that came in parts: from its first bytes and from what each part says.
 * @throws ProblemError `invalid_file` where it is no CSV.
 */
export const sniffParts = (first: Uint8Array, bytes: number, parts: readonly PartCounts[]): Sniffed => {
  const sniffed = judgeHead(first, partsHold(parts));
  const whole = bytes === first.length;
  if (whole && sniffed.head.trim() === '') throw new ProblemError('invalid_file', 'The file has no text in it.');
  return { ...sniffed, bytes, whole };
};

/** The text of the first bytes of a file, without byte order mark; a sequence that the end cuts off is left away. */
export function decodeHead(bytes: Uint8Array, encoding: Encoding): string {
  return new TextDecoder(encoding).decode(bytes, { stream: true });
}
