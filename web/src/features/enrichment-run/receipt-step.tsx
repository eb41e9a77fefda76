import { useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useEffect } from 'react';
import { exactTime } from '../../lib/format.ts';
import { Dot } from '../../ui/badge.tsx';
import { Banner } from '../../ui/banner.tsx';
import { Button, buttonClass } from '../../ui/button.tsx';
import { ErrorState } from '../../ui/error-state.tsx';
import { Progress } from '../../ui/progress.tsx';
import { Loading, Skeleton } from '../../ui/skeleton.tsx';
import { useWhyNot } from '../billing/why-not.ts';
import { creditsKey } from '../credits/use-credits.ts';
import { ledgerKey } from '../credits/use-ledger.ts';
import { useMemberWord } from '../members/use-members.ts';
import { SOURCE_ORDER } from '../profile/run-words.ts';
import { useRetrySource } from '../profile/use-enrich.ts';
import { useMay } from '../session/use-me.ts';
import { DialogFoot } from './dialog-foot.tsx';
import { ReceiptBill } from './receipt-bill.tsx';
import { ReceiptSourceRow } from './receipt-source.tsx';
import { isEnded, receiptTitle } from './receipt-words.ts';
import { useCancelRun } from './use-cancel-run.ts';
import { isOn, useReceipt } from './use-receipt.ts';

interface ReceiptStepProps {
  runId: string;
  /** Another run has begun, of one source asked again. */
  onRun: (runId: string) => void;
  onClose: () => void;
  /** Where one comes from; the other place is a link away. */
  from?: 'profile' | 'ledger';
}

/** A run while it is on, and its bill when it has ended: the same lines in the same places. */
export function ReceiptStep({ runId, onRun, onClose, from = 'profile' }: ReceiptStepProps) {
  const query = useReceipt(runId);
  const queries = useQueryClient();
  const receipt = query.data;
  const on = receipt !== undefined && isOn(receipt);
  const may = useMay('enrichment:run');
  const whyNot = useWhyNot('enrichment');
  const cancel = useCancelRun(runId);
  const word = useMemberWord();
  const retry = useRetrySource(receipt?.prospectId ?? '');
  useEffect(() => {
    if (on || receipt === undefined) return;
    for (const queryKey of [creditsKey, ledgerKey]) void queries.invalidateQueries({ queryKey });
  }, [on, receipt === undefined, queries]);

  if (receipt === undefined && query.isError) {
    return <ErrorState error={query.error} onRetry={() => void query.refetch()} className="-my-8" />;
  }
  if (receipt === undefined) {
    return (
      <>
        <Loading label="Loading the receipt" />
        <Skeleton className="mb-4 w-40" />
        {SOURCE_ORDER.map((source) => (
          <div key={source} className="flex h-[53px] items-center gap-3 border-line border-t">
            <Skeleton className="w-24" />
            <Skeleton className="ml-auto w-16" />
          </div>
        ))}
      </>
    );
  }
  const { text, tone } = receiptTitle(receipt);
  const done = receipt.sources.filter(isEnded).length;
  const order = (source: (typeof SOURCE_ORDER)[number]) => SOURCE_ORDER.indexOf(source);
  const mayAsk = may && whyNot === null && !on && !retry.isPending;
  return (
    <>
      <div className="mb-3">
        <p role="status" className="flex items-center gap-2 text-sm">
          <Dot tone={tone} pulse={on} />
          <span className="num font-medium">{text}</span>
          <span className="num ml-auto text-right text-ink-3 text-xs">
            {word(receipt.memberId)}, <time dateTime={receipt.createdAt}>{exactTime(receipt.createdAt)}</time>
          </span>
        </p>
        <Progress
          label="Sources done"
          done={done}
          total={receipt.status === 'queued' ? null : receipt.sources.length}
          tone={tone}
          className="mt-2"
        />
      </div>
      {receipt.training && (
        <Banner className="mb-3">Training: these are examples, paid in play credits. The profile is unchanged.</Banner>
      )}
      <ul className="divide-y divide-line">
        {[...receipt.sources]
          .sort((a, b) => order(a.source) - order(b.source))
          .map((source) => (
            <ReceiptSourceRow
              key={source.source}
              source={source}
              runId={runId}
              prospectId={receipt.prospectId}
              training={receipt.training}
              onRetry={
                mayAsk ? () => retry.mutate(source.source, { onSuccess: (started) => onRun(started.runId) }) : null
              }
            />
          ))}
      </ul>
      <ReceiptBill receipt={receipt} />
      <DialogFoot>
        {from === 'ledger' ? (
          <Link
            to="/prospects/$prospectId"
            params={{ prospectId: receipt.prospectId }}
            className={buttonClass('ghost', 'md', 'mr-auto -ml-3')}
          >
            Open the profile
          </Link>
        ) : (
          <Link
            to="/settings/credits"
            search={{ run: runId }}
            onClick={onClose}
            className={buttonClass('ghost', 'md', 'mr-auto -ml-3')}
          >
            In the ledger
          </Link>
        )}
        {on && may && (
          <Button kind="danger" busy={cancel.isPending} whyNot={whyNot} onClick={() => cancel.mutate()}>
            Cancel the run
          </Button>
        )}
        <Button kind={on ? 'secondary' : 'primary'} onClick={onClose}>
          {on ? 'Let it run' : 'Done'}
        </Button>
      </DialogFoot>
    </>
  );
}
