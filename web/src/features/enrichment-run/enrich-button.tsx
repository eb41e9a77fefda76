import { Sparkles } from 'lucide-react';
import type { SearchAnswer } from '../../../../src/features/prospects/contract.ts';
import { Button } from '../../ui/button.tsx';
import { useWhyNot } from '../billing/why-not.ts';
import { useMay } from '../session/use-me.ts';

/** Asks for the price of enriching everyone whom the list finds. */
export function EnrichButton({ total, onClick }: { total: SearchAnswer['total'] | undefined; onClick: () => void }) {
  const may = useMay('enrichment:run');
  const whyNot = useWhyNot('enrichment');
  if (!may) return null;
  return (
    <Button
      icon={<Sparkles aria-hidden="true" />}
      whyNot={whyNot}
      disabled={total === undefined || total.value === 0}
      onClick={onClick}
    >
      <span className="max-sm:sr-only">Enrich all</span>
    </Button>
  );
}
