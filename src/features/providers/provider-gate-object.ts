import { DurableObject } from 'cloudflare:workers';
import { newId } from '../../lib/ids.ts';
import type { GateAnswer, GateAsk, GateFigures, GateReport, ProviderGateRpc } from '../../platform/env.ts';
import { type Core, coreOf, decide, type GateState, type Keep, look, newGate, settle } from './gate.ts';
import { POLICIES } from './policies.ts';

/** Counts older than the longest window are of no use to anybody; looked for this often. */
const CLEAN_MS = 3_600_000;
/** A day's window and its last step. */
const KEPT_MS = 25 * 3_600_000;

/**
 * The gate to one provider, for all workspaces. What was decided is stored before the answer leaves, by the platform's output
 * gate, so that an object that is moved or evicted goes on where it was: counts, blocks, the breaker, and who holds a permit.
 */
export class ProviderGate extends DurableObject<object> implements ProviderGateRpc {
  readonly #state: GateState = newGate();
  #cleanedAt = Date.now();

  constructor(state: DurableObjectState, env: object) {
    super(state, env);
    const { sql } = state.storage;
    sql.exec(
      `create table if not exists counts (key text, step int, n int, at int, primary key (key, step)) without rowid`,
    );
    sql.exec(
      `create table if not exists permits (id text primary key, until int, probe int, account text) without rowid`,
    );
    sql.exec(`create table if not exists core (one int primary key check (one = 1), value text)`);
    this.#restore(sql);
  }

  async admit(ask: GateAsk): Promise<GateAnswer> {
    const { answer, keep } = decide(this.#state, POLICIES[ask.provider], ask, Date.now(), newId());
    this.#keep(keep);
    return answer;
  }

  async report(provider: GateAsk['provider'], report: GateReport): Promise<void> {
    this.#keep(settle(this.#state, report, Date.now(), POLICIES[provider]));
  }

  async look(ask: GateAsk): Promise<GateFigures> {
    return look(this.#state, POLICIES[ask.provider], ask, Date.now());
  }

  #restore(sql: SqlStorage): void {
    for (const { key, step, n } of sql.exec<{ key: string; step: number; n: number }>(
      'select key, step, n from counts',
    )) {
      const window = this.#state.windows.get(key) ?? new Map<number, number>();
      this.#state.windows.set(key, window.set(step, n));
    }
    for (const row of sql.exec<{ id: string; until: number; probe: number; account: string }>(
      'select * from permits',
    )) {
      this.#state.permits.set(row.id, { until: row.until, probe: row.probe === 1, account: row.account });
    }
    const [core] = sql.exec<{ value: string }>('select value from core');
    if (!core) return;
    const { breaker, pace, ended = [], blocks } = JSON.parse(core.value) as Core;
    Object.assign(this.#state, { breaker, pace, ended, blocks: new Map(blocks) });
  }

  #keep(rows: readonly Keep[]): void {
    const { sql } = this.ctx.storage;
    const now = Date.now();
    for (const row of rows) {
      if (row.kind === 'count') {
        sql.exec('insert or replace into counts values (?, ?, ?, ?)', row.key, row.step, row.count, now);
      } else if (row.kind === 'permit') {
        sql.exec('insert into permits values (?, ?, ?, ?)', row.id, row.until, row.probe ? 1 : 0, row.account);
      } else if (row.kind === 'returned') sql.exec('delete from permits where id = ?', row.id);
    }
    if (rows.some(({ kind }) => kind === 'core')) {
      sql.exec('insert or replace into core values (1, ?)', JSON.stringify(coreOf(this.#state, now)));
    }
    if (now - this.#cleanedAt < CLEAN_MS) return;
    this.#cleanedAt = now;
    sql.exec('delete from counts where at < ?', now - KEPT_MS);
  }
}
