/** Parses the documents of a request as often as it says: the product's reader in the product's runtime, and nothing else. */
import { readOwnership } from '../src/features/filings/read-ownership.ts';
import { rowsOf } from '../src/features/filings/rows.ts';

export default {
  async fetch(request: Request): Promise<Response> {
    const { documents, rounds } = (await request.json()) as { documents: string[]; rounds: number };
    let lines = 0;
    for (let round = 0; round < rounds; round += 1) {
      for (const xml of documents) lines += rowsOf(readOwnership(xml), '2026-01-01').length;
    }
    return Response.json({ lines });
  },
};
