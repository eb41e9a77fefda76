import type { Apex } from '../../../../src/features/domains/contract.ts';
import { Banner } from '../../ui/banner.tsx';

/** The way round for a name at the top of its zone; nothing where its DNS service has found one. */
export function ApexNote({ apex }: { apex: Apex | null }) {
  if (apex === null || apex.flattened) return null;
  return (
    <Banner className="mb-3">
      <p>{apex.text}</p>
    </Banner>
  );
}
