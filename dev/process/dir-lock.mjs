// @ts-check
/**
 * A lock between processes: a directory, as making one is atomic everywhere. Plain JavaScript without packages, because
 * `boot.mjs` holds it while there are none.
 *
 * The holder touches the directory all the time; one that is no longer touched was left by a process that was killed.
 * It is not deleted and made again (two that wait could each delete the other's new one) but taken over in place:
 * whoever makes the directory `taken-<token of the dead holder>` in it is its next holder.
 */
import { randomUUID } from 'node:crypto';
import { mkdirSync, readFileSync, renameSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';

/** A holder shows often enough that a pause of the machine is not taken for its death. */
const TOUCH_MS = 1_000;
const STALE_MS = 15_000;
/** How often a waiting process looks. */
const LOOK_MS = 200;

/**
 * Waits for the lock, runs the work while holding it, and gives it back.
 * @template T
 * @param {string} dir the lock: a path that nothing else uses, in a directory that exists
 * @param {() => Promise<T>} work
 * @param {{ onWait?: () => void, staleMs?: number }} [options] `onWait` is called once if another process holds the lock
 * @returns {Promise<T>}
 */
export async function withDirLock(dir, work, { onWait, staleMs = STALE_MS } = {}) {
  const token = randomUUID();
  let waited = false;
  const touchMs = Math.min(TOUCH_MS, staleMs / 3);
  while (!(make(dir, token) || (await takeOver(dir, token, staleMs, touchMs)))) {
    if (!waited) onWait?.();
    waited = true;
    await delay(LOOK_MS);
  }
  const touch = setInterval(() => touchNow(dir), touchMs);
  try {
    return await work();
  } finally {
    clearInterval(touch);
    if (ownerOf(dir) === token) rmSync(dir, { recursive: true, force: true });
  }
}

/** @param {string} dir @param {string} token */
function make(dir, token) {
  try {
    mkdirSync(dir);
  } catch (error) {
    if (code(error) === 'EEXIST') return false;
    throw error;
  }
  writeOwner(dir, token);
  return true;
}

/** @param {string} dir @param {string} token @param {number} staleMs @param {number} touchMs */
async function takeOver(dir, token, staleMs, touchMs) {
  const dead = ownerOf(dir) ?? 'nobody'; // killed between making the directory and signing it
  if (ageOf(dir) < staleMs) return false;
  // After a sleep of the whole machine the living look dead too: give the holder the time to show itself.
  await delay(2 * touchMs);
  if (ageOf(dir) < staleMs) return false;
  try {
    mkdirSync(join(dir, `taken-${dead}`));
  } catch (error) {
    if (code(error) === 'ENOENT' || code(error) === 'EEXIST') return false; // given back, or another was quicker
    throw error;
  }
  // The lock may have been given back and taken anew since we looked: then the mark stands in a living holder's lock.
  if ((ownerOf(dir) ?? 'nobody') !== dead) return false;
  writeOwner(dir, token);
  return true;
}

/** Milliseconds since the lock was touched; 0 when it is gone. @param {string} dir */
function ageOf(dir) {
  try {
    return Date.now() - statSync(dir).mtimeMs;
  } catch {
    return 0;
  }
}

/** @param {string} dir @param {string} token */
function writeOwner(dir, token) {
  writeFileSync(join(dir, token), token);
  renameSync(join(dir, token), join(dir, 'owner'));
}

/** @param {string} dir */
function ownerOf(dir) {
  try {
    return readFileSync(join(dir, 'owner'), 'utf8');
  } catch {
    return undefined;
  }
}

/** @param {string} dir */
function touchNow(dir) {
  try {
    utimesSync(dir, new Date(), new Date());
  } catch {
    // deleted by hand: whoever did it meant to let others in
  }
}

/** @param {unknown} error */
function code(error) {
  return error instanceof Error && 'code' in error ? error.code : undefined;
}
