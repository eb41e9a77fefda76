/** Output of the parts of the stack, line by line, each line with the name of its part. */
import { createWriteStream, mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import type { Readable } from 'node:stream';
import { StringDecoder } from 'node:string_decoder';

/** A line longer than this is cut in pieces: a part that never ends its line must not fill our memory. */
const LONGEST_LINE = 64 * 1024;

/** Calls back with each line of the stream, without its end; also with the last one if it has no end. */
export function eachLine(stream: Readable, onLine: (line: string) => void): void {
  const decoder = new StringDecoder('utf8');
  let rest = '';
  stream.on('data', (chunk: Buffer) => {
    const lines = (rest + decoder.write(chunk)).split(/\r?\n/);
    rest = lines.pop() ?? '';
    for (const line of lines) onLine(line);
    if (rest.length > LONGEST_LINE) {
      onLine(rest);
      rest = '';
    }
  });
  stream.once('end', () => {
    rest += decoder.end();
    if (rest) onLine(rest);
  });
}

/** A function that writes lines to the terminal, each behind the padded name of its part. */
export function prefixed(name: string, write: (text: string) => unknown = (text) => process.stdout.write(text)) {
  const prefix = `${name.padEnd(8)} | `;
  return (line: string): void => {
    write(`${prefix}${line}\n`);
  };
}

export interface LogFile {
  write(line: string): void;
  /** The last lines, for an error message. */
  tail(): string;
  close(): Promise<void>;
}

/** How much of a log an error message shows: the whole of a wrangler build error, not the whole of an evening. */
const TAIL_LINES = 40;

/** A log file, begun anew, that remembers its last lines. */
export function logFile(path: string): LogFile {
  mkdirSync(dirname(path), { recursive: true });
  const file = createWriteStream(path);
  const last: string[] = [];
  let closed = false;
  return {
    write(line) {
      // What a child still had to say when it was ended.
      if (closed) return;
      file.write(`${line}\n`);
      last.push(line);
      if (last.length > TAIL_LINES) last.shift();
    },
    tail: () => last.join('\n'),
    close: () => {
      closed = true;
      return new Promise((resolve) => file.end(resolve));
    },
  };
}
