/** `npm run edgar -- parse FILE…`: Forms 3, 4 and 5 as the product reads them, one JSON line a document. */
import { parseFiles } from '../edgar/parse.ts';

const [verb, ...paths] = process.argv.slice(2);
if (verb !== 'parse' || paths.length === 0) {
  console.error(
    'npm run edgar -- parse FILE…   (a document, a submission text file, a directory, an archive.tar.gz[:member])',
  );
  process.exitCode = 2;
} else if (parseFiles(paths, (line) => process.stdout.write(`${line}\n`)) > 0) {
  // Each of them has its own line: what reads on needs to know that some of them say why there is no document.
  process.exitCode = 1;
}
