import { sha256 } from '../../lib/encode.ts';
import type { Env } from '../../platform/env.ts';
import type { AnswerStore } from '../../platform/fetch-guard.ts';
import type { Log } from '../../platform/log.ts';

/** How long what the SEC answered stands in for asking: filings do not change, and the lists of them do once a day or so. */
const LIFE_S = 24 * 3_600;
/** Largest answer kept: KV takes 25 MiB, and a worker's memory has to hold it twice. */
const KEPT_MAX = 8_000_000;

/** The end of a whole answer: JSON, XML, or a submission text file. What is cut or garbled would stand for a day. */
const WHOLE = /(\}|<\/[\w:-]+>|-----END PRIVACY-ENHANCED MESSAGE-----)\s*$/;

const keyOf = async (url: string): Promise<string> => `edgar:${await sha256(url)}`;

/**
 * Public filings, the same for all workspaces, as they were answered to whichever asked first. It is a help and no more: what
 * cannot be read or written is asked for again.
 */
export const filingsStore = (env: Pick<Env, 'FILINGS'>, log: Log): AnswerStore => ({
  async get(url) {
    try {
      return (await env.FILINGS.get(await keyOf(url))) ?? undefined;
    } catch (error) {
      log.warn('filing not read', { error });
      return undefined;
    }
  },
  async put(url, text) {
    if (text.length > KEPT_MAX || !WHOLE.test(text.slice(-200))) return;
    try {
      await env.FILINGS.put(await keyOf(url), text, { expirationTtl: LIFE_S });
    } catch (error) {
      log.warn('filing not kept', { error });
    }
  },
});
