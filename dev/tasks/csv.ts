/** `npm run csv -- parse FILE…`: what the importer reads of a file, as JSON lines. */
import { once } from 'node:events';
import { parseCsv } from '../csv/parse.ts';

/** `| head` has seen enough: that is no fault. */
process.stdout.on('error', (error: NodeJS.ErrnoException) => process.exit(error.code === 'EPIPE' ? 0 : 1));

const [verb, ...paths] = process.argv.slice(2);
if (verb !== 'parse' || paths.length === 0) {
  console.error('npm run csv -- parse FILE…');
  process.exitCode = 2;
} else {
  const print = (line: string) => process.stdout.write(`${line}\n`) || once(process.stdout, 'drain');
  // A file that is refused has a line that says why; what reads on needs to know of it without reading all lines.
  for (const path of paths) if (!(await parseCsv(path, print))) process.exitCode = 1;
}
