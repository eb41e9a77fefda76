import { type Ctx, makeCtx } from '../../ctx.ts';
import type { Actor } from '../../lib/actor.ts';
import type { Env } from '../../platform/env.ts';

/** The watch over a domain goes on in every billing state: a name must not be lost for a bill that is paid tomorrow. */
const WATCH: Actor = { kind: 'system', name: 'domains' };

/** The context of what domains do by themselves, or for somebody with a link. */
export const systemCtx = (
  env: Env,
  tenantId: string,
  requestId: string,
  later: (work: Promise<unknown>) => void,
): Ctx => makeCtx({ env, tenantId, actor: WATCH, requestId, intent: 'any', later });
