/** Where things lie in a checkout. Everything the local stack writes is under `.local`, which git ignores. */
import { join, resolve } from 'node:path';

/** The root of the checkout. */
export const ROOT = resolve(import.meta.dirname, '..', '..');

/** State of the local stack: `npm run reset` forgets it, except for {@link CACHE}. */
export const LOCAL = join(ROOT, '.local');

/** What can be made again at any time and is slow to make: the unpacked browser, stamps of builds. Survives a reset. */
export const CACHE = join(LOCAL, 'cache');

/** Logs of the parts of the stack, one file each, begun anew at each start. */
export const LOGS = join(LOCAL, 'logs');
