/**
 * Two things that files have and the parser does not know are put right before it, so that one line end (`\n`, with or
 * without a `\r` before it) and one place for quotes (right after the delimiter) are left:
 * - a bare `\r` outside quotes ends a line (old Mac exports; files put together from several systems) and becomes `\n`;
 * - blanks before a quoted cell (`a, "b, c"`) change places with its opening quote (`a," b, c"`), but only where that
 *   quote is closed again on the same line, right before a delimiter or the line's end; else it is a character like any
 *   other. (Looking further would make a record depend on lines that have not come yet.)
 * Every character is replaced by one of the same size, in every encoding: positions in the text stay true.
 */

const QUOTE = 34;
const CR = 13;
const LF = 10;
const TAB = 9;
const SPACE = 32;
const BARE_CR = /\r(?!\n)/;
const WHITE = /\s/;

const inClass = (delimiter: string) => (delimiter === '|' ? '\\|' : delimiter);

/**
 * Makes the straightener for a delimiter. It takes text that starts where a record starts. What cannot be told yet (a
 * `\r` as the very last character, an unfinished line) is left for a later call over the same text and more.
 */
export function straightener(delimiter: string): (text: string) => string {
  const blank = delimiter === '\t' ? ' ' : ' \\t';
  const loose = new RegExp(`(?:^|[${inClass(delimiter)}\\r\\n])[${blank}]+"`);
  // Two plain looks first: hardly any file has what the pattern is for.
  const isLoose = (text: string) => (text.includes(' "') || text.includes('\t"')) && loose.test(text);
  return (text) => (BARE_CR.test(text) || isLoose(text) ? scan(text, delimiter).text : text);
}

/** How many quotes inside quoted cells are neither doubled nor closing ones. */
export const countStrayQuotes = (text: string, delimiter: string): number => scan(text, delimiter).stray;

function scan(text: string, delimiter: string): { text: string; stray: number } {
  const d = delimiter.charCodeAt(0);
  const fieldEnd = new RegExp(`[${inClass(delimiter)}\\r\\n]`, 'g');
  let out = '';
  let copied = 0;
  let stray = 0;
  const replace = (from: number, to: number, by: string) => {
    out += text.slice(copied, from) + by;
    copied = to;
  };

  let at = 0;
  while (at < text.length) {
    let quote = at;
    let c = text.charCodeAt(quote);
    while ((c === SPACE || c === TAB) && c !== d) c = text.charCodeAt(++quote);
    let end = at;
    if (c === QUOTE && quote === at) {
      const close = closing(text, at, d);
      stray += close.stray;
      end = close.end;
    } else if (c === QUOTE) {
      const close = closing(text, quote, d);
      if (close.stray === 0 && close.end <= lineEnd(text, quote)) {
        replace(at, quote + 1, `"${text.slice(at, quote)}`);
        end = close.end;
      }
    }
    fieldEnd.lastIndex = end;
    const stop = fieldEnd.exec(text)?.index;
    if (stop === undefined) break;
    at = stop + 1;
    if (text.charCodeAt(stop) === CR) {
      if (text.charCodeAt(at) === LF) at++;
      else if (at < text.length) replace(stop, at, '\n');
    }
  }
  return { text: copied === 0 ? text : out + text.slice(copied), stray };
}

/** The first line end after `from`; -1 where the line is not complete, as then nothing can be told of it yet. */
const lineEnd = (text: string, from: number) => {
  const end = /[\r\n]/g;
  end.lastIndex = from;
  return end.exec(text)?.index ?? -1;
};

/**
 * Where the cell that opens at `open` is closed: `end` stands after the closing quote, or at the end of the text where
 * there is none. A quote closes when only white space stands between it and the next delimiter, line end or end of text;
 * any other quote that is not doubled is a stray one and belongs to the cell, as the parser has it.
 */
function closing(text: string, open: number, delimiter: number): { end: number; stray: number } {
  let stray = 0;
  let quote = open;
  for (;;) {
    quote = text.indexOf('"', quote + 1);
    if (quote === -1) return { end: text.length, stray: stray + 1 };
    if (text.charCodeAt(quote + 1) === QUOTE) {
      quote++;
      continue;
    }
    let after = quote + 1;
    let c = text.charCodeAt(after);
    while (c !== delimiter && isWhite(c)) c = text.charCodeAt(++after);
    if (after >= text.length) return { end: text.length, stray };
    if (c === delimiter || c === LF || c === CR) return { end: quote + 1, stray };
    stray++;
  }
}

/** White space as `String.prototype.trim` has it, line ends aside. */
const isWhite = (c: number) =>
  c === SPACE || c === TAB || c === 11 || c === 12 || (c > 126 && WHITE.test(String.fromCharCode(c)));
