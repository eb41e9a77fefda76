import { DurableObject } from 'cloudflare:workers';
import { type FilingsFeedRpc, readEnv } from '../../platform/env.ts';
import { makeLog } from '../../platform/log.ts';
import { EdgarError } from './edgar-client.ts';
import { type Look, lookAtFeed, type Seen } from './follow-feed.ts';

/** Time between two looks: with a look's own time, a filing is told within a minute of standing in the feed. */
const PERIOD_MS = 20_000;
/** How many accession numbers are remembered: more than the feed itself shows, which ends at five thousand entries. */
const SEEN_MAX = 6_000;

/**
 * Looks at the feed of new filings for all tenants, by one alarm. What it remembers only spares work: told again, a
 * filing changes nothing.
 */
export class FilingsFeed extends DurableObject<object> implements FilingsFeedRpc {
  #running: Promise<Look | null> | undefined;

  constructor(ctx: DurableObjectState, env: object) {
    super(ctx, env);
    ctx.storage.sql.exec(
      'create table if not exists seen (n integer primary key autoincrement, accession text unique)',
    );
  }

  async arm(): Promise<void> {
    if ((await this.ctx.storage.getAlarm()) === null) await this.ctx.storage.setAlarm(Date.now() + PERIOD_MS);
  }

  /** Looks now; who asks during a look gets what comes of it. Null where EDGAR did not answer: the next look sees it all. */
  look(): Promise<Look | null> {
    this.#running ??= this.#lookOnce().finally(() => {
      this.#running = undefined;
    });
    return this.#running;
  }

  override async alarm(): Promise<void> {
    // An alarm that throws is retried six times and then gone: set the next one before anything can throw.
    await this.ctx.storage.setAlarm(Date.now() + PERIOD_MS);
    try {
      await this.look();
    } catch (error) {
      makeLog({ object: 'filings-feed' }).error('look failed', { error });
    }
  }

  async #lookOnce(): Promise<Look | null> {
    try {
      return await lookAtFeed(readEnv(this.env), this.#seen(), (work) => this.ctx.waitUntil(work));
    } catch (error) {
      if (!(error instanceof EdgarError)) throw error;
      makeLog({ object: 'filings-feed' }).warn('no answer', { why: error.why.kind });
      return null;
    }
  }

  #seen(): Seen {
    const { sql } = this.ctx.storage;
    return {
      has: (accession) => sql.exec('select 1 from seen where accession = ?', accession).toArray().length > 0,
      add: (accession) => {
        sql.exec('insert or ignore into seen (accession) values (?)', accession);
        sql.exec('delete from seen where n <= (select max(n) from seen) - ?', SEEN_MAX);
      },
    };
  }
}
