/** Settings of the embedded server (https://www.postgresql.org/docs/18/runtime-config.html). */

export type Settings = Readonly<Record<string, string | number>>;

const COMMON: Settings = {
  listen_addresses: '127.0.0.1',
  unix_socket_directories: '', // their paths have a length limit that deep checkouts pass
  timezone: 'UTC',
  lc_messages: 'C', // the start is recognised by its message
  log_min_messages: 'log', // what the server does, not each refused statement: those reach their caller
  log_checkpoints: 'off',
  // One database per test file, three roles each, a pool for each: an idle slot costs next to nothing.
  max_connections: 200,
  shared_buffers: '128MB',
  io_method: 'sync', // no helper processes; the data is in the page cache
  jit: 'off', // compiling costs more than it saves on queries of milliseconds
  random_page_cost: 1.1,
  wal_level: 'minimal',
  max_wal_senders: 0,
  // Without fsync, flushing is only told to the system, and waiting for a disk never pays here.
  fsync: 'off',
};

/**
 * Survives the kill of every process of the machine, SIGKILL included, without waiting for a disk:
 * - `fsync` may be off, because what was written is in the system's page cache, which outlives a process. Only a crash
 *   of the machine itself can harm the data; then `npm run reset` makes it anew.
 * - `synchronous_commit` must be on: off, a commit is answered while its record is still in the server's own memory.
 * - `full_page_writes` must be on: Linux copies a page of 8 kB in steps of 4 and stops in between when killed, so a torn
 *   page is possible, and only a whole copy in the log can mend it.
 */
const DURABLE: Settings = { synchronous_commit: 'on', full_page_writes: 'on', max_wal_size: '1GB' };

/** For tests: a killed server's data is thrown away. */
const FAST: Settings = {
  synchronous_commit: 'off',
  full_page_writes: 'off',
  max_wal_size: '1GB',
  checkpoint_timeout: '1h',
};

/** Command-line arguments of `postgres`; `own` goes over the profile. */
export function settingArguments(durable: boolean, port: number, own: Settings = {}): string[] {
  const all = { ...COMMON, ...(durable ? DURABLE : FAST), ...own, port };
  return Object.entries(all).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
}
