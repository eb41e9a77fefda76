import { FileSearch, Fingerprint } from 'lucide-react';
import { Button } from '../../../ui/button.tsx';
import { EmptyState } from '../../../ui/empty-state.tsx';

interface NobodyProps {
  identity: 'none' | 'unproven';
  /** What would stand here: “transactions”, “an estimate”. */
  what: string;
  onRecords: () => void;
}

/** Why filings say nothing of this person: nobody is known, or it is not proven who it is. */
export const Nobody = ({ identity, what, onRecords }: NobodyProps) =>
  identity === 'none' ? (
    <EmptyState icon={<FileSearch aria-hidden="true" />} title="No SEC filer is known for this person">
      Officers, directors and ten-percent owners of US-listed companies file their trades. Where a source finds a filer,{' '}
      {what} stand here.
    </EmptyState>
  ) : (
    <EmptyState
      icon={<Fingerprint aria-hidden="true" />}
      title="A filer may be this person"
      action={<Button onClick={onRecords}>Look at the evidence</Button>}
    >
      It is not proven yet, so that {what} are kept back: somebody else’s wealth is worse than none.
    </EmptyState>
  );
