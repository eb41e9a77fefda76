import { useQuery } from '@tanstack/react-query';
import { Coins } from 'lucide-react';
import type { Quote } from '../../../../../src/features/credits/contract.ts';
import { post } from '../../../lib/api.ts';
import { count, number } from '../../../lib/format.ts';
import { useMay } from '../../session/use-me.ts';
import { enrichEstimate } from './enrich-estimate.ts';

interface EnrichLineProps {
  /** Of nobody, so that the quote tells what a call costs and no more. */
  importId: string;
  /** People who would be new. */
  people: number;
}

/** What the import costs, and what enriching those who are new would, if that is to follow. */
export function EnrichLine({ importId, people }: EnrichLineProps) {
  const may = useMay('enrichment:run');
  const quote = useQuery({
    queryKey: ['quote', 'of-an-import', importId],
    queryFn: ({ signal }) => post<Quote>('/api/v1/enrichment/quote', { ids: [importId] }, { signal }),
    enabled: may && people > 0,
    refetchOnWindowFocus: false,
  });
  const cost = quote.data === undefined ? null : enrichEstimate(quote.data.sources, people);
  return (
    <p className="num mt-3 flex min-h-5 items-start gap-2 text-ink-2 text-sm">
      <Coins className="mt-0.5 size-4 shrink-0 text-ink-3" aria-hidden="true" />
      <span>
        The import costs no credits.
        {cost !== null &&
          cost.worst > 0 &&
          ` If you enrich ${count(people, 'new person', 'new people')} afterwards: about ${count(cost.expected, 'credit')}, at most ${number(cost.worst)}.`}
      </span>
    </p>
  );
}
