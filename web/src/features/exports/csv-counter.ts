const QUOTE = 0x22;
const LF = 0x0a;

/**
 * Counts the records of a CSV as its bytes go by (RFC 4180: a line break within quotes ends no record; a doubled quote
 * opens and closes at once). The head is not counted. Works on bytes because UTF-8 keeps both signs to themselves.
 */
export function createCsvCounter() {
  let quoted = false;
  let breaks = 0;
  let last = LF;
  return {
    add: (chunk: Uint8Array): void => {
      for (const byte of chunk) {
        if (byte === QUOTE) quoted = !quoted;
        else if (byte === LF && !quoted) breaks++;
        last = byte;
      }
    },
    /** Records so far without the head; a last line counts though no break follows it. */
    rows: (): number => Math.max(0, breaks + (last === LF ? 0 : 1) - 1),
  };
}
