import * as z from 'zod';

/** A field value or a signal that a claim may cite. `date` is the day it was fetched, or of which a signal speaks. */
export const evidence = z.object({
  id: z.string(),
  field: z.string(),
  value: z.string(),
  source: z.string(),
  sourceUrl: z.string().nullable(),
  date: z.string(),
});
export type Evidence = z.infer<typeof evidence>;
