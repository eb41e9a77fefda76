import type { Env } from '../../platform/env.ts';
import { callProvider } from '../../platform/fetch-guard.ts';
import type { Log } from '../../platform/log.ts';
import { entranceTo } from '../providers/entrance.ts';
import { filingsStore } from '../providers/filings-store.ts';
import { type Ask, EdgarError } from './edgar-client.ts';

/** Work that is no workspace's: it has the gate's turns in common with all of them, and no share. */
const NOBODY = { tenantId: '', plan: 'free', account: 'platform' } as const;

/**
 * How the Worker itself asks EDGAR: in turn with everybody's enrichments, at the same gate. Documents that were answered within
 * the last day are not asked for: they never change, lists and feeds do. Throws EdgarError of the kind `line` where the gate
 * lets nothing out in time, so that nothing was sent.
 */
export const askInTurn = (
  env: Pick<Env, 'PROVIDER_GATE' | 'FILINGS'>,
  log: Log,
  later: (work: Promise<unknown>) => void,
): Ask => {
  const gate = entranceTo(env, 'edgar', NOBODY, () => 'enrich', later);
  const documents = filingsStore(env, log);
  return async (url, init, until) => {
    const store = new URL(url).pathname.includes('/Archives/') ? documents : undefined;
    const called = await callProvider(url, init, { paid: false, until, gate, store });
    if (called.kind === 'fault' && gate.held) throw new EdgarError({ kind: 'line' });
    return called;
  };
};
