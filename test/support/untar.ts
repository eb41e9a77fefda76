import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { type TarFile, untar } from '../../dev/providers/tar.ts';

/** The regular files of a gzipped archive. */
export const untarGz = (path: string): TarFile[] => untar(gunzipSync(readFileSync(path)));
