import { DurableObject } from 'cloudflare:workers';
import { type HostCacheRpc, readEnv } from '../../platform/env.ts';

/** Life of the KV keys `slug:` and `domain:` in seconds. */
const TTL_S = { slug: 600, domain: 300 } as const;
const VERSION = 'version';

/**
 * Writes one tenant's host records to KV, in turn. It remembers the newest version it has heard of, and keeps an older
 * record out: whoever read before a change and writes after it changes nothing.
 */
export class HostCache extends DurableObject<object> implements HostCacheRpc {
  async put(key: string, record: string, version: number): Promise<void> {
    await this.ctx.blockConcurrencyWhile(async () => {
      if (version < ((await this.ctx.storage.get<number>(VERSION)) ?? 0)) return;
      await this.ctx.storage.put(VERSION, version);
      const expirationTtl = key.startsWith('slug:') ? TTL_S.slug : TTL_S.domain;
      await readEnv(this.env).HOSTS.put(key, record, { expirationTtl });
    });
  }

  async purge(keys: string[], version: number): Promise<void> {
    await this.ctx.blockConcurrencyWhile(async () => {
      const newest = (await this.ctx.storage.get<number>(VERSION)) ?? 0;
      await this.ctx.storage.put(VERSION, Math.max(newest, version));
      const { HOSTS } = readEnv(this.env);
      await Promise.all(keys.map((key) => HOSTS.delete(key)));
    });
  }
}
