import * as z from 'zod';
import { id } from '../../lib/page.ts';
import { bulk } from '../enrichment/contract.ts';
import { importState } from '../imports/contract.ts';
import { job } from '../jobs/contract.ts';
import { enrichmentState } from '../prospects/profile-contract.ts';

/**
 * What `GET /api/v1/live` (WebSocket) sends. A message is news, not the truth: a client that was away reads again.
 * The socket answers the text `ping` with `pong`.
 */
export const liveMessage = z.discriminatedUnion('type', [
  z.object({ type: z.literal('hello') }),
  z.object({ type: z.literal('job'), job }),
  z.object({ type: z.literal('import'), import: importState }),
  z.object({ type: z.literal('domain'), domainId: id }),
  z.object({
    type: z.literal('filing'),
    prospectId: id,
    accession: z.string(),
    signals: z.int().describe('How many of its trades are new signals'),
  }),
  z.object({ type: z.literal('enrichment'), prospectId: id, enrichment: enrichmentState }),
  z.object({ type: z.literal('bulk'), bulk }),
  z.object({ type: z.literal('records'), changed: z.array(id).describe('Prospects to be read again') }),
]);
export type LiveMessage = z.infer<typeof liveMessage>;
