import { type Ctx, makeCtx } from '../../src/ctx.ts';
import { newId } from '../../src/lib/ids.ts';
import { readEnv } from '../../src/platform/env.ts';
import type { TestTenant } from './tenants.ts';
import { testEnv } from './worker.ts';

/** The context that a job's work has. What runs `later` is not waited for, as in the Worker. */
export const jobCtx = (tenant: TestTenant, jobId: string): Ctx =>
  makeCtx({
    env: readEnv(testEnv),
    tenantId: tenant.id,
    actor: { kind: 'job', jobId },
    requestId: `test-${newId()}`,
    later: (work) => {
      work.catch(() => undefined);
    },
  });
