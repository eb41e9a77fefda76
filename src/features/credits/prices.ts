import type { Source } from '../prospects/contract.ts';
import { PAID_SOURCES, type PaidSource } from './contract.ts';

/**
 * Credits that one call of a source may cost at most; that much is put aside before it. Apollo: one for a person it knows
 * (Apollo OpenAPI, People Enrichment). ContactOut: one for the profile, one more for any e-mail, one more for any phone
 * (ContactOut API, credits). Exa and Claude: one for what brought something. A price of 0 means that the source is free,
 * and may be asked again at any time.
 */
export const PRICE_MAX: Record<Source, number> = { apollo: 1, exa: 1, contactout: 3, edgar: 0, claude: 1 };

export const isPaid = (source: Source): source is PaidSource => (PAID_SOURCES as readonly string[]).includes(source);
