import type { EvaluationContext, Provider, ResolutionDetails } from '@openfeature/server-sdk';
import { ErrorCode, FlagNotFoundError, OpenFeature, StandardResolutionReasons } from '@openfeature/server-sdk';
import * as z from 'zod';
import { isOnFor, tenantFlag } from '../../lib/flags.ts';

/**
 * What an evaluation needs to know: the flags of the tenant's record, and whose request it is (`targetingKey`). The
 * record comes with the request, so that nothing is read and nothing is kept.
 */
const context = z.object({ targetingKey: z.string().optional(), flags: z.record(z.string(), tenantFlag) });

const wrongType = <T>(value: T): ResolutionDetails<T> => ({
  value,
  reason: StandardResolutionReasons.ERROR,
  errorCode: ErrorCode.TYPE_MISMATCH,
  errorMessage: 'Flags are on or off.',
});

/** OpenFeature over the record of the tenant: flags are booleans. */
export class RecordProvider implements Provider {
  readonly metadata = { name: 'tenant-record' } as const;
  readonly runsOn = 'server';

  async resolveBooleanEvaluation(
    key: string,
    _: boolean,
    given: EvaluationContext,
  ): Promise<ResolutionDetails<boolean>> {
    const { targetingKey, flags } = context.parse(given);
    const flag = flags[key];
    if (!flag) throw new FlagNotFoundError(`There is no flag "${key}".`);
    const value = isOnFor(key, flag, targetingKey);
    const reason = flag.rules ? StandardResolutionReasons.TARGETING_MATCH : StandardResolutionReasons.STATIC;
    return { value, reason, variant: value ? 'on' : 'off' };
  }

  async resolveStringEvaluation(_: string, value: string): Promise<ResolutionDetails<string>> {
    return wrongType(value);
  }

  async resolveNumberEvaluation(_: string, value: number): Promise<ResolutionDetails<number>> {
    return wrongType(value);
  }

  async resolveObjectEvaluation<T>(_: string, value: T): Promise<ResolutionDetails<T>> {
    return wrongType(value);
  }
}

OpenFeature.setProvider(new RecordProvider());

export const flagClient = OpenFeature.getClient();
