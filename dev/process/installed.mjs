// @ts-check
/**
 * Whether the packages on disk are those of the lock file, by npm's own notes. Plain JavaScript without packages, as
 * `boot.mjs` asks it before there are any. It only reads.
 */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * One package in a lock file (https://docs.npmjs.com/cli/configuring-npm/package-lock-json), as far as it matters here.
 * @typedef {{ version?: string, integrity?: string, optional?: boolean, os?: Names, cpu?: Names, libc?: Names }} Entry
 * @typedef {string | string[]} Names one name may stand without its list
 * @typedef {{ platform: string, arch: string }} Machine
 */

/**
 * Whether somebody ran `npm ci` or `npm install` with this lock file. npm writes `node_modules/.package-lock.json` as
 * the very last step, so an installation that was cut short does not count.
 * @param {string} root
 */
export function isInstalled(root) {
  const notes = join(root, 'node_modules', '.package-lock.json');
  return existsSync(notes) && matches(packagesOf(join(root, 'package-lock.json')), packagesOf(notes), process);
}

/**
 * Whether everything that the lock file wants on this machine was noted as installed.
 * @param {Record<string, Entry>} wanted @param {Record<string, Entry>} found @param {Machine} machine
 */
export function matches(wanted, found, machine) {
  return Object.entries(wanted).every(([path, entry]) => {
    const installed = found[path];
    if (path === '') return true; // the project itself
    if (!installed) return entry.optional === true && !isMadeFor(entry, machine);
    return installed.version === entry.version && installed.integrity === entry.integrity;
  });
}

/**
 * Whether an optional package names this machine. One that names none is most often the dependency of a package for
 * another machine, so its absence says nothing; which C library this is cannot be told cheaply, so one that asks for a
 * certain one may be absent too.
 * @param {Entry} entry @param {Machine} machine
 */
function isMadeFor({ os, cpu, libc }, machine) {
  return Boolean(os ?? cpu) && !libc && allows(os, machine.platform) && allows(cpu, machine.arch);
}

/** npm's rule: names are what is allowed, or with `!` what is not. @param {Names | undefined} names @param {string} value */
function allows(names, value) {
  const list = [names ?? 'any'].flat();
  if (list.includes('any')) return true;
  if (list.includes(`!${value}`)) return false;
  return list.includes(value) || list.every((name) => name.startsWith('!'));
}

/** @param {string} path @returns {Record<string, Entry>} */
function packagesOf(path) {
  return JSON.parse(readFileSync(path, 'utf8')).packages ?? {};
}
