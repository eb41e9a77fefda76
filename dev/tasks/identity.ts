/** `npm run identity -- score FILE.jsonl …`: how well the matcher tells people apart, on labelled pairs. */
import { scoreFiles } from '../identity/score.ts';

process.exitCode = await scoreFiles(process.argv.slice(2), (line) => console.log(line));
