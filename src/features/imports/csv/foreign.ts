import { ProblemError } from '../../../lib/problem.ts';

/**
 * Bodies that are no CSV, told by their first bytes ("magic numbers" of each format) or first characters, each with what
 * to do about it. A guess that is wrong refuses a good file, so every mark here is one that no CSV starts with.
 */

/** Of the first bytes, more control characters than this share are no text: random bytes have 10 %, text has none. */
const BINARY_SHARE = 0.05;
/** Below this many control characters a short file is given the benefit of the doubt: its NULs are stripped instead. */
const BINARY_LEAST = 16;

const SAVE_AS_CSV = 'open it in a spreadsheet program and save it as “CSV UTF-8”';

const MAGIC: readonly (readonly [bytes: readonly number[], what: string])[] = [
  [[0xff, 0xfe, 0x00, 0x00], 'This text is in UTF-32: save it as UTF-8'],
  [[0x00, 0x00, 0xfe, 0xff], 'This text is in UTF-32: save it as UTF-8'],
  [[0xd0, 0xcf, 0x11, 0xe0], `This is an Excel workbook of the old kind (.xls): ${SAVE_AS_CSV}`],
  [[0x25, 0x50, 0x44, 0x46, 0x2d], 'This is a PDF document: export the table it was made from as CSV'],
  [[0x1f, 0x8b], 'This is a gzip archive: unpack it and upload the CSV inside'],
  [[0x42, 0x5a, 0x68], 'This is a bzip2 archive: unpack it and upload the CSV inside'],
  [[0x28, 0xb5, 0x2f, 0xfd], 'This is a Zstandard archive: unpack it and upload the CSV inside'],
  [[0xfd, 0x37, 0x7a, 0x58, 0x5a], 'This is an xz archive: unpack it and upload the CSV inside'],
  [[0x37, 0x7a, 0xbc, 0xaf], 'This is a 7z archive: unpack it and upload the CSV inside'],
  [[0x52, 0x61, 0x72, 0x21, 0x1a], 'This is a RAR archive: unpack it and upload the CSV inside'],
  [[0x89, 0x50, 0x4e, 0x47], 'This is a PNG image'],
  [[0xff, 0xd8, 0xff], 'This is a JPEG image'],
  [[0x47, 0x49, 0x46, 0x38], 'This is a GIF image'],
  [[0x52, 0x49, 0x46, 0x46], 'This is a RIFF file (an image, sound or film)'],
  [[0x50, 0x41, 0x52, 0x31], 'This is a Parquet file: export it as CSV'],
  [[0x7f, 0x45, 0x4c, 0x46], 'This is a program'],
];

const TEXT_MARKS: readonly (readonly [RegExp, string])[] = [
  [
    /^<(?:!doctype\s+html|html|head|body|table)\b/i,
    'This is a web page (HTML): download the file itself, not its page',
  ],
  [/^<\?xml\b/i, 'This is an XML document: export the data as CSV'],
  [/^(?:\{\s*(?:"|\}|$)|\[\s*(?:[{["\]]|$))/, 'This is JSON: export the data as CSV'],
  [/^BEGIN:VCARD\b/i, 'This is a vCard file: export the contacts as CSV'],
  [/^BEGIN:VCALENDAR\b/i, 'This is a calendar file'],
  [/^\{\\rtf/, 'This is a rich-text document (RTF): save the table as CSV'],
  [/^SQLite format 3/, 'This is an SQLite database: export the table as CSV'],
];

const startsWith = (bytes: Uint8Array, mark: readonly number[]) => mark.every((byte, i) => bytes[i] === byte);

function zipReason(head: string): string {
  if (head.includes('xl/') || head.includes('[Content_Types].xml')) {
    return `This is an Excel workbook (.xlsx): ${SAVE_AS_CSV}`;
  }
  if (head.includes('opendocument.spreadsheet')) return `This is an OpenDocument spreadsheet (.ods): ${SAVE_AS_CSV}`;
  if (head.includes('Index/')) return 'This is a Numbers document: export it as CSV';
  return 'This is a ZIP archive: unpack it and upload the CSV inside';
}

function reasonOf(head: Uint8Array, text: string, wide: boolean): string | null {
  if (startsWith(head, [0x50, 0x4b, 0x03, 0x04])) return zipReason(new TextDecoder('windows-1252').decode(head));
  for (const [mark, reason] of MAGIC) if (startsWith(head, mark)) return reason;
  const start = text.trimStart();
  for (const [mark, reason] of TEXT_MARKS) if (mark.test(start)) return reason;
  if (wide) return null;
  let controls = 0;
  for (const byte of head) if (byte < 0x20 && (byte < 0x09 || byte > 0x0d)) controls++;
  return controls >= BINARY_LEAST && controls > head.length * BINARY_SHARE ? 'This is binary data, not text' : null;
}

/**
 * Refuses what is no CSV. `head`: the first bytes of the file; `text`: the same decoded; `wide`: whether that is UTF-16,
 * where NUL bytes are nothing odd.
 * @throws ProblemError `invalid_file` that names what the file is.
 */
export function refuseForeign(head: Uint8Array, text: string, wide: boolean): void {
  const reason = reasonOf(head, text, wide);
  if (reason !== null) throw new ProblemError('invalid_file', `${reason}.`);
}
