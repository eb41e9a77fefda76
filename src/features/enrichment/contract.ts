import * as z from 'zod';
import { id } from '../../lib/page.ts';
import { SOURCES } from '../prospects/contract.ts';

/** `POST /api/v1/prospects/{id}/enrichments`: all sources, or the ones named. */
export const startEnrichmentBody = z.strictObject({
  sources: z.array(z.enum(SOURCES)).min(1).optional(),
});

/** 202: the job that does it. Where a run is on already, that run's. */
export const startedEnrichment = z.object({ jobId: id, runId: id });
