/** Builds the front end where its files are missing or old; part of `npm test`. */
import { buildFrontEnd } from '../worker/front-end.ts';

await buildFrontEnd();
