import { type FormEvent, useState } from 'react';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { Field } from '../../ui/field.tsx';

interface SuppressDialogProps {
  /** `Jane Doe`, `3 people` */
  whom: string;
  /** What else is to be known before: that many are a job. */
  about?: string | undefined;
  busy: boolean;
  onClose: () => void;
  onSuppress: (reason: string | undefined) => void;
}

/** Asks before somebody is left alone, because it is an admin who can lift it. */
export function SuppressDialog({ whom, about, busy, onClose, onSuppress }: SuppressDialogProps) {
  const [reason, setReason] = useState('');
  const submit = (event: FormEvent) => {
    event.preventDefault();
    onSuppress(reason.trim() || undefined);
  };
  return (
    <Dialog title={`Suppress ${whom}`} open onClose={onClose}>
      <form onSubmit={submit} className="grid gap-4">
        <p className="text-ink-2 text-sm">
          In no export from now on, enriched by nobody, offered by no search for people like somebody, also after a file
          has brought them back. An admin can lift it.
        </p>
        {about !== undefined && <p className="num text-ink-2 text-sm">{about}</p>}
        <Field
          label="Reason, if you like"
          value={reason}
          maxLength={200}
          onChange={(event) => setReason(event.target.value)}
        />
        <div className="flex justify-end gap-2">
          <Button onClick={onClose}>Cancel</Button>
          <Button kind="danger" type="submit" busy={busy}>
            Suppress
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
