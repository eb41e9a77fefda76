import { ExternalLink } from 'lucide-react';
import type { InsiderAnswer } from '../../../../../src/features/filings/contract.ts';
import { safeUrl } from '../../../lib/links.ts';
import { useNow } from '../../../lib/use-now.ts';
import { Progress } from '../../../ui/progress.tsx';
import { readWords } from './filings-words.ts';

/** Who files, and how much of it has been read so far. */
export function FilingsLine({ answer }: { answer: InsiderAnswer }) {
  const now = useNow();
  const { filers, filings } = answer;
  return (
    <div className="border-b px-4 py-3 md:px-6">
      <div className="num flex flex-wrap items-baseline justify-between gap-x-4 gap-y-1 text-xs">
        <p className="text-ink-3" role="status">
          {readWords(filings, now)}
        </p>
        <ul className="flex flex-wrap gap-x-3">
          {filers.map(({ cik, name, url }) => {
            const safe = safeUrl(url);
            return (
              <li key={cik} className="text-ink-2">
                {safe === null ? (
                  name
                ) : (
                  <a href={safe} target="_blank" rel="noopener noreferrer" className="rounded-sm hover:underline">
                    {name}
                    <ExternalLink className="ml-1 inline size-3 align-[-1px] text-ink-3" aria-hidden="true" />
                    <span className="sr-only"> at the SEC (opens in a new tab)</span>
                  </a>
                )}
              </li>
            );
          })}
        </ul>
      </div>
      {!filings.complete && (
        <Progress
          label="Filings read"
          done={filings.read}
          total={filings.known === 0 ? null : filings.known}
          className="mt-2 h-1!"
        />
      )}
    </div>
  );
}
