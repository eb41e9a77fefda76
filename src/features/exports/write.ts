import { csvLine } from '../../lib/csv.ts';
import { type ExportFormat, type ExportTrailer, TRAILER_MARK } from './contract.ts';
import { workbookOf } from './workbook.ts';

/** Tells a spreadsheet program that this is UTF-8. */
const BOM = '\uFEFF';

/** Lines of a file as they come, each piece of whole lines. */
export type Lines = AsyncIterable<string | Uint8Array>;

const encoder = new TextEncoder();

async function* asBytes(head: string, lines: Lines): AsyncGenerator<Uint8Array> {
  if (head !== '') yield encoder.encode(head);
  for await (const piece of lines) yield typeof piece === 'string' ? encoder.encode(piece) : piece;
}

const bodyOf = (format: ExportFormat, headers: readonly string[], lines: Lines): AsyncGenerator<Uint8Array> => {
  if (format === 'xlsx') return workbookOf(headers, lines);
  return asBytes(format === 'csv' ? BOM + csvLine(headers) : '', lines);
};

export type Written = {
  format: ExportFormat;
  headers: readonly string[];
  lines: Lines;
  /** How many rows went into it and how many were left out, once all lines have come; undefined for a file without its trailer. */
  trailer: (() => Pick<ExportTrailer, 'rows' | 'left'>) | undefined;
  /** Told of an error that breaks the file off. */
  broken(error: unknown): void;
};

/**
 * A file as a stream, made as its reader takes it: memory stays the same for ten rows and for a million. Where its lines
 * break off, it does so with an error; it never ends as if it were whole.
 */
export const writeFile = ({ format, headers, lines, trailer, broken }: Written): ReadableStream<Uint8Array> => {
  const body = bodyOf(format, headers, lines);
  let bytes = 0;
  return new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        try {
          const { done, value } = await body.next();
          if (!done) {
            bytes += value.byteLength;
            controller.enqueue(value);
            return;
          }
          if (trailer) {
            const seal = JSON.stringify({ ...trailer(), bytes } satisfies ExportTrailer);
            controller.enqueue(encoder.encode(`${String.fromCharCode(TRAILER_MARK)}${seal}\n`));
          }
          controller.close();
        } catch (error) {
          broken(error);
          controller.error(new Error('The export broke off.'));
        }
      },
      async cancel() {
        await body.return(undefined);
      },
    },
    { highWaterMark: 0 },
  );
};
