import { Eye, Pencil, Play, Power } from 'lucide-react';
import { useState } from 'react';
import type { FlagView } from '../../../../src/features/console/contract.ts';
import { ago, exactTime } from '../../lib/format.ts';
import { Badge } from '../../ui/badge.tsx';
import { Button } from '../../ui/button.tsx';
import { flagStanding, ruleWords } from './console-words.ts';
import { FlagEditor } from './flag-editor.tsx';
import { FlagPreviewDialog } from './flag-preview.tsx';
import { KillDialog } from './kill-dialog.tsx';

/** One flag: its answer and its rules in words, and what can be done to it. */
export function FlagRow({ flag, now }: { flag: FlagView; now: number }) {
  const [open, setOpen] = useState<'edit' | 'kill' | 'preview' | null>(null);
  const { word, tone } = flagStanding(flag);
  const close = () => setOpen(null);
  return (
    <li className="grid gap-3 px-4 py-4 md:grid-cols-[minmax(0,1fr)_auto] md:items-start">
      <div className="min-w-0">
        <h2 className="flex flex-wrap items-center gap-2">
          <span className="break-all font-medium font-mono text-sm">{flag.key}</span>
          <Badge tone={tone}>{word}</Badge>
        </h2>
        <p className="mt-0.5 text-ink-2 text-sm">{flag.description}</p>
        <ol className={`mt-2 text-xs ${flag.killed ? 'text-ink-3 line-through' : 'text-ink-2'}`}>
          {flag.rules.map((rule, index) => (
            // Rules have no name but their place.
            <li key={index} className="num">
              {index + 1}. {ruleWords(rule)}
            </li>
          ))}
          <li>
            {flag.rules.length > 0 ? 'Otherwise ' : 'Everyone: '}
            {flag.enabled ? 'on' : 'off'}
          </li>
        </ol>
        <p className="num mt-1 text-ink-3 text-xs">
          Changed{' '}
          <time dateTime={flag.updatedAt} title={exactTime(flag.updatedAt)}>
            {ago(flag.updatedAt, now)}
          </time>
        </p>
      </div>
      <div className="flex flex-wrap gap-2">
        <Button size="sm" icon={<Eye aria-hidden="true" />} onClick={() => setOpen('preview')}>
          Who sees it
        </Button>
        <Button size="sm" icon={<Pencil aria-hidden="true" />} onClick={() => setOpen('edit')}>
          Edit
        </Button>
        {flag.killed ? (
          <Button size="sm" icon={<Play aria-hidden="true" />} onClick={() => setOpen('kill')}>
            Revive
          </Button>
        ) : (
          <Button size="sm" kind="danger" icon={<Power aria-hidden="true" />} onClick={() => setOpen('kill')}>
            Kill
          </Button>
        )}
      </div>
      {open === 'edit' && <FlagEditor flag={flag} onClose={close} />}
      {open === 'kill' && <KillDialog flag={flag} onClose={close} />}
      {open === 'preview' && <FlagPreviewDialog flagKey={flag.key} onClose={close} />}
    </li>
  );
}
