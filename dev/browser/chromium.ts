/**
 * A browser for tests. On Linux x64 it is npm's `@sparticuz/chromium`, which needs nothing of the system; elsewhere the
 * Chrome that is installed, or the one that CHROMIUM_PATH names.
 */
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Browser, chromium, type LaunchOptions } from 'playwright-core';
import * as z from 'zod';
import { withDirLock } from '../process/dir-lock.mjs';
import { CACHE } from '../process/paths.ts';

/** `swiftshader` is left out: it draws WebGL, which no page of ours uses. */
const ARCHIVES = ['chromium.br', 'fonts.tar.br', 'al2023.tar.br'];

/**
 * The package's own flags are for a cloud function: one process, no web security. These keep the browser a browser.
 * - no sandbox: it needs rights that containers do not give; only our own pages are opened;
 * - no /dev/shm: containers make it too small for a page.
 */
const ARGS = ['--no-sandbox', '--disable-dev-shm-usage', '--headless=shell', '--font-render-hinting=none'];

/** Starts a browser. `options` go over ours. Fails with what to do where none is found. */
export async function launchBrowser(options: LaunchOptions = {}): Promise<Browser> {
  const own = process.env.CHROMIUM_PATH;
  if (own) return await chromium.launch({ executablePath: own, ...options });
  if (process.platform === 'linux' && process.arch === 'x64') {
    const dir = await unpacked();
    const env = { ...process.env, LD_LIBRARY_PATH: join(dir, 'al2023', 'lib'), FONTCONFIG_PATH: join(dir, 'fonts') };
    return await chromium.launch({ executablePath: join(dir, 'chromium'), args: ARGS, env, ...options });
  }
  try {
    return await chromium.launch({ channel: 'chrome', ...options });
  } catch (cause) {
    throw new Error('No browser for the tests: install Chrome, or name a Chromium in CHROMIUM_PATH.', { cause });
  }
}

/** The folder with the unpacked browser; unpacked once for each version, by one process at a time. */
async function unpacked(): Promise<string> {
  const packageDir = dirname(dirname(fileURLToPath(import.meta.resolve('@sparticuz/chromium'))));
  const Package = z.object({ version: z.string() });
  const { version } = Package.parse(JSON.parse(readFileSync(join(packageDir, 'package.json'), 'utf8')));
  const dir = join(CACHE, `chromium-${version}`);
  if (existsSync(dir)) return dir;
  mkdirSync(CACHE, { recursive: true });
  await withDirLock(`${dir}.lock`, async () => {
    if (!existsSync(dir)) await unpack(join(packageDir, 'bin'), dir);
  });
  return dir;
}

/** Unpacks beside the place and moves at the end, so that a kill leaves no half of a browser. */
async function unpack(archives: string, dir: string): Promise<void> {
  const part = `${dir}.part`;
  rmSync(part, { recursive: true, force: true });
  mkdirSync(part);
  const { inflate } = await import('@sparticuz/chromium');
  // The package unpacks into the system's folder for temporary files, under names that all its users share.
  const before = process.env.TMPDIR;
  process.env.TMPDIR = part;
  try {
    await Promise.all(ARCHIVES.map((name) => inflate(join(archives, name))));
  } finally {
    if (before === undefined) delete process.env.TMPDIR;
    else process.env.TMPDIR = before;
  }
  writeFileSync(join(part, 'fonts', 'fonts.conf'), fontsConf(join(dir, 'fonts')));
  renameSync(part, dir);
}

/** The package's own list names folders of the cloud only; without a font text has no height on a bare system. */
function fontsConf(dir: string): string {
  const path = dir.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
  return `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig><dir>${path}</dir><cachedir>${path}/cache</cachedir></fontconfig>
`;
}
