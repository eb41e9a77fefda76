import { FileSpreadsheet } from 'lucide-react';
import { bytes, percent } from '../../../lib/format.ts';
import { Button } from '../../../ui/button.tsx';
import { Card } from '../../../ui/page.tsx';
import { Progress } from '../../../ui/progress.tsx';
import type { KeptUpload } from './kept-upload.ts';

interface KeptCardProps {
  kept: KeptUpload;
  /** Bytes that are there. */
  sent: number;
  whyNot: string | null;
  onChoose: () => void;
  onDrop: () => void;
}

/** An upload that a reload or a closed tab interrupted, and how to go on. */
export function KeptCard({ kept, sent, whyNot, onChoose, onDrop }: KeptCardProps) {
  return (
    <Card className="mb-4 flex flex-wrap items-center gap-x-4 gap-y-3 p-4">
      <FileSpreadsheet className="size-5 shrink-0 text-ink-3" aria-hidden="true" />
      <div className="min-w-48 flex-1">
        <p className="truncate font-medium text-sm">{kept.name}</p>
        <p className="num text-ink-3 text-xs">
          {percent(sent / Math.max(1, kept.bytes))} of {bytes(kept.bytes)} is here. Choose the same file to go on.
        </p>
        <Progress label={`Upload of ${kept.name}`} done={sent} total={kept.bytes} tone="neutral" className="mt-2" />
      </div>
      <div className="flex gap-2 max-sm:w-full max-sm:[&>*]:flex-1">
        <Button kind="ghost" onClick={onDrop}>
          Forget it
        </Button>
        <Button whyNot={whyNot} onClick={onChoose}>
          Choose the file
        </Button>
      </div>
    </Card>
  );
}
