import { MailX } from 'lucide-react';
import { useState } from 'react';
import { Button } from '../../ui/button.tsx';
import { useWhyNot } from '../billing/why-not.ts';
import { useMay } from '../session/use-me.ts';
import { useBounce } from './use-bounce.ts';

/** Says that mail to an address came back. Asks once more: a refund is final. */
export function BouncedButton({ runId, prospectId, email }: { runId: string; prospectId: string; email: string }) {
  const may = useMay('prospects:write');
  const whyNot = useWhyNot();
  const [asking, setAsking] = useState(false);
  const report = useBounce(prospectId, runId);
  if (!may) return null;
  return asking ? (
    <span className="flex shrink-0 items-center gap-1.5 max-sm:order-last max-sm:w-full max-sm:justify-end">
      <Button size="sm" kind="danger" busy={report.isPending} whyNot={whyNot} onClick={() => report.mutate(email)}>
        It bounced, refund it
      </Button>
      <Button size="sm" kind="ghost" disabled={report.isPending} onClick={() => setAsking(false)}>
        No
      </Button>
    </span>
  ) : (
    <Button size="sm" kind="ghost" icon={<MailX aria-hidden="true" />} onClick={() => setAsking(true)}>
      <span className="max-sm:sr-only">Bounced?</span>
    </Button>
  );
}
