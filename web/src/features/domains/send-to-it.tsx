import { Check, Copy, ExternalLink, Send } from 'lucide-react';
import { useState } from 'react';
import { date, exactTime } from '../../lib/format.ts';
import { useCopy } from '../../lib/use-copy.ts';
import { useNow } from '../../lib/use-now.ts';
import { Button, buttonClass } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { inputClass } from '../../ui/field.tsx';
import { toastFailure } from '../../ui/toast.ts';
import { useHandoffLink } from './use-handoff-link.ts';

/** Makes a link to the records for whoever keeps the DNS, and copies it. */
export function SendToIt({ domainId, whyNot }: { domainId: string; whyNot: string | null }) {
  const [open, setOpen] = useState(false);
  const make = useHandoffLink(domainId);
  const { copied, copy } = useCopy();
  const now = useNow();
  const link = make.data;
  const press = () =>
    make.mutate(undefined, {
      onSuccess: ({ url }) => {
        setOpen(true);
        copy(url);
      },
      onError: (error) => toastFailure('The link could not be made', error),
    });
  return (
    <>
      <Button busy={make.isPending} icon={<Send aria-hidden="true" />} whyNot={whyNot} onClick={press}>
        Send to IT
      </Button>
      {link !== undefined && (
        <Dialog title="Send this link to IT" open={open} onClose={() => setOpen(false)}>
          <p className="text-ink-2 text-sm">
            Whoever opens it sees the records of this name and how they stand, needs no account, and sees nothing else
            of your workspace.
          </p>
          <div className="mt-4 flex gap-2">
            <input
              readOnly
              aria-label="Link"
              value={link.url}
              onFocus={(event) => event.target.select()}
              className={inputClass('min-w-0 flex-1 font-mono text-xs!')}
            />
            <Button
              kind="primary"
              className="h-9 max-md:h-11"
              icon={copied ? <Check aria-hidden="true" /> : <Copy aria-hidden="true" />}
              onClick={() => copy(link.url)}
            >
              <span aria-live="polite">{copied ? 'Copied' : 'Copy'}</span>
            </Button>
          </div>
          <div className="mt-4 flex items-center justify-between gap-4">
            <p className="num text-ink-3 text-xs">
              Good until{' '}
              <time dateTime={link.expiresAt} title={exactTime(link.expiresAt)}>
                {date(link.expiresAt, now)}
              </time>
            </p>
            <a href={link.url} target="_blank" rel="noreferrer" className={buttonClass('ghost', 'sm')}>
              <ExternalLink aria-hidden="true" />
              See what they see
            </a>
          </div>
        </Dialog>
      )}
    </>
  );
}
