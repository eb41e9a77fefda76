import { Upload } from 'lucide-react';
import { type DragEvent, type RefObject, useState } from 'react';
import { cx } from '../../../lib/cx.ts';
import { Button } from '../../../ui/button.tsx';
import { ACCEPTED } from './file-rules.ts';

interface DropZoneProps {
  picker: RefObject<HTMLInputElement | null>;
  whyNot: string | null;
  onFile: (file: File | undefined) => void;
}

/** The place for a file: dropped, or picked. */
export function DropZone({ picker, whyNot, onFile }: DropZoneProps) {
  const [over, setOver] = useState(false);
  const drag = (event: DragEvent, inside: boolean) => {
    event.preventDefault();
    setOver(inside);
  };
  return (
    <section
      aria-label="Drop a file here"
      onDragOver={(event) => drag(event, true)}
      onDragLeave={(event) => drag(event, false)}
      onDrop={(event) => {
        drag(event, false);
        onFile(event.dataTransfer.files[0]);
      }}
      className={cx(
        'flex min-h-64 flex-col items-center justify-center rounded-lg border-2 border-dashed p-6 text-center transition-colors',
        over ? 'border-accent bg-accent-soft' : 'border-line-strong bg-surface',
      )}
    >
      <span className="mb-4 inline-flex size-10 items-center justify-center rounded-lg border border-line bg-surface text-ink-3">
        <Upload className="size-5" aria-hidden="true" />
      </span>
      <p className="font-medium text-md">{over ? 'Let go to upload' : 'Drop a CSV here'}</p>
      <p className="mt-1 mb-5 text-ink-2 text-sm">
        {ACCEPTED.join(', ')} up to 512 MB, a million rows and a thousand columns
      </p>
      <Button kind="primary" whyNot={whyNot} onClick={() => picker.current?.click()}>
        Choose a file
      </Button>
      <input
        ref={picker}
        type="file"
        accept={ACCEPTED.join(',')}
        aria-label="File to import"
        tabIndex={-1}
        className="sr-only"
        onChange={(event) => {
          onFile(event.target.files?.[0]);
          event.target.value = '';
        }}
      />
    </section>
  );
}
