/** PostgreSQL refuses to run as root, which is who we are in many containers. */
import { spawnSync } from 'node:child_process';

/** How to run a program so that it does not see itself as root. */
export interface Identity {
  /** A command to put in front; empty when none is needed. */
  readonly prefix: readonly string[];
  /** The user to become, when that is the way. */
  readonly user: { readonly uid: number; readonly gid: number } | undefined;
}

/** "nobody" on every Linux and macOS that matters here. */
const NOBODY = 65_534;
const NAMESPACE = ['unshare', '-U', `--map-user=${NOBODY}`, `--map-group=${NOBODY}`] as const;

/**
 * As root: a user namespace in which root is called "nobody". Files stay root's, so a checkout in root's home, closed to
 * all others, works too. Where namespaces are not allowed (the default of Docker) we really become nobody.
 * @param avoidNamespace for the tests of the second way
 */
export function unprivileged(avoidNamespace = false): Identity {
  if (process.getuid?.() !== 0) return { prefix: [], user: undefined };
  const [command, ...args] = NAMESPACE;
  const allowed = !avoidNamespace && spawnSync(command, [...args, 'true']).status === 0;
  return allowed ? { prefix: NAMESPACE, user: undefined } : { prefix: [], user: { uid: NOBODY, gid: NOBODY } };
}
