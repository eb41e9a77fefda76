import { DurableObject } from 'cloudflare:workers';
import type { LimiterRpc } from '../../platform/env.ts';
import { type Answer, type Ask, BUCKET_MS, type Kept, LEASE_MAX_MS, Ledger } from './ledger.ts';

/** How long after its first grant an object looks whether anything is out still; longer than a minute's permits are. */
const CLEAN_MS = 60_000 + LEASE_MAX_MS + 2 * BUCKET_MS;

/**
 * The permits of one tenant (`tenant:<id>`), one address (`ip:<prefix>`) or one account (`account:<hash>`) that are out.
 * Counts are stored before an answer leaves, which the platform's output gate sees to, so that an object that is moved,
 * updated or broken goes on where it was; what is never granted is never stored.
 */
export class Limiter extends DurableObject<object> implements LimiterRpc {
  readonly #ledger = new Ledger();
  #table: boolean;
  #armed = false;

  constructor(state: DurableObjectState, env: object) {
    super(state, env);
    const { sql } = state.storage;
    this.#table = [...sql.exec(`select 1 from sqlite_master where name = 'held'`)].length > 0;
    if (this.#table) this.#ledger.restore(sql.exec<Kept>('select key, bucket, count from held'));
  }

  /** Grants permits, those for waiting requests first. */
  async lease(ask: Ask): Promise<Answer> {
    const { answer, keep } = this.#ledger.ask(ask, Date.now());
    if (keep.length === 0) return answer;
    this.#keep(keep);
    if (!this.#armed) {
      this.#armed = true;
      await this.ctx.storage.setAlarm(Date.now() + CLEAN_MS);
    }
    return answer;
  }

  override async alarm(): Promise<void> {
    const now = Date.now();
    if (this.#ledger.sweep(now)) {
      this.#armed = true;
      await this.ctx.storage.setAlarm(now + CLEAN_MS);
      if (this.#table) this.ctx.storage.sql.exec('delete from held where bucket <= ?', Math.floor(now / BUCKET_MS));
      return;
    }
    this.#armed = false;
    this.#table = false;
    await this.ctx.storage.deleteAll();
  }

  #keep(rows: Kept[]): void {
    const { sql } = this.ctx.storage;
    if (!this.#table) {
      sql.exec('create table held (key text, bucket int, count int, primary key (key, bucket)) without rowid');
      this.#table = true;
    }
    const places = rows.map(() => '(?, ?, ?)').join(', ');
    sql.exec(
      `insert into held (key, bucket, count) values ${places} on conflict do update set count = excluded.count`,
      ...rows.flatMap(({ key, bucket, count }) => [key, bucket, count]),
    );
  }
}
