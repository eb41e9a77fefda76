import { DurableObject } from 'cloudflare:workers';
import * as z from 'zod';
import { databaseError } from '../../db/errors.ts';
import { newId } from '../../lib/ids.ts';
import { type DomainWatchRpc, readEnv } from '../../platform/env.ts';
import { makeLog } from '../../platform/log.ts';
import { checkDomain } from './check.ts';
import { FIRST_MS } from './pace.ts';
import { systemCtx } from './system.ts';

/** When to try again where a look itself failed: the database did not answer. */
const RETRY_MS = 60_000;
/** Which domain this object watches: its one key. */
const SUBJECT = 'subject';

const subject = z.object({ tenantId: z.uuid(), domainId: z.uuid() });
type Subject = z.infer<typeof subject>;

/**
 * Watches one domain, by one alarm. It holds no truth: every look begins with the row. It is there so that looks at one
 * domain never run side by side, and so that one follows another whatever breaks between them.
 */
export class DomainWatch extends DurableObject<object> implements DomainWatchRpc {
  #running: Promise<number | null> | undefined;

  async watch(tenantId: string, domainId: string): Promise<void> {
    await this.#follow({ tenantId, domainId }, FIRST_MS);
  }

  async check(tenantId: string, domainId: string): Promise<void> {
    await this.#follow({ tenantId, domainId }, RETRY_MS);
    await this.#look({ tenantId, domainId });
  }

  override async alarm(): Promise<void> {
    // An alarm that throws is retried six times and then gone: set the next one before anything can throw.
    await this.ctx.storage.setAlarm(Date.now() + RETRY_MS);
    try {
      const known = subject.safeParse(await this.ctx.storage.get(SUBJECT));
      if (known.success) await this.#look(known.data);
      else await this.#forget();
    } catch (error) {
      makeLog({ object: 'domain-watch' }).warn('look failed', { error });
    }
  }

  /** Has an alarm come within the time, and know whom it is about. */
  async #follow(of: Subject, withinMs: number): Promise<void> {
    await this.ctx.storage.put(SUBJECT, of);
    const at = Date.now() + withinMs;
    const set = await this.ctx.storage.getAlarm();
    if (set === null || set > at) await this.ctx.storage.setAlarm(at);
  }

  /** One look at a time; who asks during one gets what comes of it. */
  async #look(of: Subject): Promise<void> {
    this.#running ??= this.#lookOnce(of).finally(() => {
      this.#running = undefined;
    });
    const inMs = await this.#running;
    if (inMs !== null) await this.ctx.storage.setAlarm(Date.now() + inMs);
    else await this.#forget();
  }

  async #forget(): Promise<void> {
    await this.ctx.storage.deleteAlarm();
    await this.ctx.storage.deleteAll();
  }

  async #lookOnce({ tenantId, domainId }: Subject): Promise<number | null> {
    const env = readEnv(this.env);
    const ctx = systemCtx(env, tenantId, `domain-${newId()}`, (work) => this.ctx.waitUntil(work));
    try {
      return await checkDomain(ctx, domainId);
    } catch (error) {
      // The workspace is gone: there is nothing to look after.
      if (databaseError(error)?.code === 'EW404') return null;
      throw error;
    }
  }
}
