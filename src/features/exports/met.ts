/** Bytes of an id that tell it from all others of a workspace: the second half of a UUID of version 7 is random. */
const PRINT_BYTES = 8;
const FIRST = 1024;

/** People that a file has already, in eight bytes each: of a million people eight megabytes. */
export class Met {
  #prints = new BigUint64Array(FIRST);
  #size = 0;
  #sorted = true;

  /** Ids of 16 bytes each, one after the other. */
  add(ids: Uint8Array): void {
    const view = new DataView(ids.buffer, ids.byteOffset, ids.byteLength);
    for (let at = 0; at < ids.byteLength; at += 2 * PRINT_BYTES) {
      if (this.#size === this.#prints.length) {
        const wider = new BigUint64Array(this.#size * 2);
        wider.set(this.#prints);
        this.#prints = wider;
      }
      this.#prints[this.#size++] = view.getBigUint64(at + PRINT_BYTES);
    }
    this.#sorted = false;
  }

  has(id: string): boolean {
    const all = this.#inOrder();
    const print = BigInt(`0x${id.replaceAll('-', '').slice(2 * PRINT_BYTES)}`);
    let [low, high] = [0, all.length];
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((all[middle] ?? 0n) < print) low = middle + 1;
      else high = middle;
    }
    return all[low] === print;
  }

  /** Whether anybody was met twice. */
  get doubled(): boolean {
    const all = this.#inOrder();
    return all.some((print, i) => i > 0 && print === all[i - 1]);
  }

  #inOrder(): BigUint64Array {
    const all = this.#prints.subarray(0, this.#size);
    if (!this.#sorted) all.sort();
    this.#sorted = true;
    return all;
  }
}

/** Base64 as the database gives bytes. */
export const bytesOf = (base64: string): Uint8Array => Uint8Array.from(atob(base64), (c) => c.charCodeAt(0));
