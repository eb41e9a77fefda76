/** `npm run edgar -- parse FILE…`: Forms 3, 4 and 5 as the product reads them. `npm run edgar -- feed [TIMES]`: how soon a new one is told. */
import { measureFeed, SIGNAL_MAX_S } from '../edgar/feed.ts';
import { parseFiles } from '../edgar/parse.ts';

const USAGE = `npm run edgar -- parse FILE…     one JSON line a document (a document, a submission text file, a directory, an archive.tar.gz[:member])
npm run edgar -- feed [TIMES]    seconds from a new filing in the feed to its signal (5 times unless told)`;
const TIMES = 5;

const feed = async (times: number): Promise<number> => {
  const all = await measureFeed(times, (line) => console.log(line));
  const sorted = all.map((one) => one ?? Number.POSITIVE_INFINITY).sort((a, b) => a - b);
  const worst = sorted.at(-1) ?? 0;
  console.log(`median ${sorted[Math.floor((times - 1) / 2)]?.toFixed(1)} s, worst ${worst.toFixed(1)} s`);
  return worst <= SIGNAL_MAX_S ? 0 : 1;
};

const [verb, ...rest] = process.argv.slice(2);
const times = Number(rest[0] ?? TIMES);
if (verb === 'parse' && rest.length > 0) {
  // Each of them has its own line: what reads on needs to know that some of them say why there is no document.
  if (parseFiles(rest, (line) => process.stdout.write(`${line}\n`)) > 0) process.exitCode = 1;
} else if (verb === 'feed' && Number.isInteger(times) && times > 0) {
  process.exitCode = await feed(times).catch((error: unknown) => {
    console.error(error instanceof Error ? error.message : error);
    return 1;
  });
} else {
  console.error(USAGE);
  process.exitCode = 2;
}
