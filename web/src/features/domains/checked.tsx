import { RotateCw } from 'lucide-react';
import { ago, exactTime } from '../../lib/format.ts';
import { useNow } from '../../lib/use-now.ts';
import { Button } from '../../ui/button.tsx';
import { Progress } from '../../ui/progress.tsx';

interface CheckedProps {
  checkedAt: string | null;
  busy: boolean;
  onCheck: () => void;
}

/** When all this was seen, and the way to see it anew. */
export function Checked({ checkedAt, busy, onCheck }: CheckedProps) {
  const now = useNow(5_000);
  return (
    <div className="relative flex min-h-10 items-center justify-between gap-4 pb-3">
      <p className="num text-ink-3 text-sm" role="status">
        {busy ? (
          'Looking at the records, the certificate and the pages'
        ) : checkedAt === null ? (
          'Not looked at yet'
        ) : (
          <>
            Checked{' '}
            <time dateTime={checkedAt} title={exactTime(checkedAt)}>
              {ago(checkedAt, now)}
            </time>
          </>
        )}
      </p>
      <Button busy={busy} icon={<RotateCw aria-hidden="true" />} onClick={onCheck}>
        Check now
      </Button>
      {busy && <Progress label="Check" done={0} total={null} className="absolute! inset-x-0 bottom-0.5 h-0.5!" />}
    </div>
  );
}
