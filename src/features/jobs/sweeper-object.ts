import { DurableObject } from 'cloudflare:workers';
import { readEnv, type SweeperRpc } from '../../platform/env.ts';
import { makeLog } from '../../platform/log.ts';
import { sweep } from './sweep.ts';

/** Time between two sweeps while work is open. */
const PERIOD_MS = 15_000;

/**
 * Sweeps while any work is open, by an alarm: it outlives a crash and fires when the object comes back. The cron does
 * the same each minute, so that neither of them is the only one.
 */
export class Sweeper extends DurableObject<object> implements SweeperRpc {
  /** Work was accepted since the running sweep began: its look may have missed it. */
  #armed = false;

  async arm(): Promise<void> {
    this.#armed = true;
    if ((await this.ctx.storage.getAlarm()) === null) await this.ctx.storage.setAlarm(Date.now() + PERIOD_MS);
  }

  override async alarm(): Promise<void> {
    // An alarm that throws is retried six times and then gone: set the next one before anything can throw.
    await this.ctx.storage.setAlarm(Date.now() + PERIOD_MS);
    this.#armed = false;
    try {
      const { open } = await sweep(readEnv(this.env));
      if (!open && !this.#armed) await this.ctx.storage.deleteAlarm();
    } catch (error) {
      makeLog({ object: 'sweeper' }).warn('sweep failed', { error });
    }
  }
}
