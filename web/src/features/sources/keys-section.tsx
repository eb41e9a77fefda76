import { KeyRound } from 'lucide-react';
import { useState } from 'react';
import type { ProviderKeys } from '../../../../src/features/credits/contract.ts';
import { ago, exactTime } from '../../lib/format.ts';
import { Badge } from '../../ui/badge.tsx';
import { Button } from '../../ui/button.tsx';
import { ErrorState } from '../../ui/error-state.tsx';
import { Card } from '../../ui/page.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';
import { inSentence } from '../members/member-words.ts';
import { useMemberWord } from '../members/use-members.ts';
import { SOURCE_LABELS } from '../prospects/labels.ts';
import { KeyDialog } from './key-dialog.tsx';
import { KEY_WORDS } from './source-words.ts';
import type { useKeys } from './use-sources.ts';

type Key = ProviderKeys['items'][number];
const SKELETONS = ['a', 'b', 'c', 'd'];

/** Whose key each paid source is asked with. */
export function KeysSection({
  query,
  now,
  whyNot,
}: {
  query: ReturnType<typeof useKeys>;
  now: number;
  whyNot: string | null;
}) {
  const word = useMemberWord();
  const [editing, setEditing] = useState<Key | null>(null);
  if (query.data === undefined) {
    return query.isError ? (
      <ErrorState error={query.error} onRetry={() => void query.refetch()} />
    ) : (
      <Card className="divide-y divide-line">
        {SKELETONS.map((key) => (
          <div key={key} className="flex h-[61px] items-center px-4" aria-hidden="true">
            <Skeleton className="w-40" />
            <Skeleton className="ml-auto h-7 w-20" />
          </div>
        ))}
      </Card>
    );
  }
  return (
    <>
      <Card>
        <ul className="divide-y divide-line">
          {query.data.items.map((item) => (
            <li key={item.provider} className="flex min-h-[61px] items-center gap-4 px-4 py-2.5">
              <div className="min-w-0 flex-1">
                <p className="flex flex-wrap items-center gap-x-2 text-sm">
                  <span className="font-medium">{SOURCE_LABELS[item.provider]}</span>
                  {item.set && (
                    <>
                      <span className="num text-ink-2">•••• {item.last4}</span>
                      {item.health !== null && (
                        <Badge tone={KEY_WORDS[item.health].tone}>{KEY_WORDS[item.health].word}</Badge>
                      )}
                    </>
                  )}
                </p>
                <p className="num text-ink-3 text-xs">
                  {item.set && item.setAt !== null ? (
                    <>
                      Set by {inSentence(word(item.setBy))},{' '}
                      <time dateTime={item.setAt} title={exactTime(item.setAt)}>
                        {ago(item.setAt, now)}
                      </time>
                      {item.lastUsedAt !== null && `, last used ${ago(item.lastUsedAt, now)}`}
                    </>
                  ) : (
                    'Our key: costs credits'
                  )}
                </p>
                {item.healthReason !== null && (item.health === 'refused' || item.health === 'exhausted') && (
                  <p className="text-bad-ink text-xs">{item.healthReason}</p>
                )}
              </div>
              <Button size="sm" icon={<KeyRound aria-hidden="true" />} whyNot={whyNot} onClick={() => setEditing(item)}>
                {item.set ? 'Change' : 'Use own key'}
                <span className="sr-only"> for {SOURCE_LABELS[item.provider]}</span>
              </Button>
            </li>
          ))}
        </ul>
      </Card>
      {editing !== null && <KeyDialog item={editing} onClose={() => setEditing(null)} />}
    </>
  );
}
