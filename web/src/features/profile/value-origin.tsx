import { ChevronRight } from 'lucide-react';
import type { FieldValue } from '../../../../src/features/prospects/profile-contract.ts';
import { cx } from '../../lib/cx.ts';
import { ago, exactTime, percent } from '../../lib/format.ts';
import { confidenceWord } from './fields.ts';
import { isOld } from './provenance/standing-words.ts';
import { SourcePill } from './source-pill.tsx';

/** The tenant's own word is no guess: a share of certainty beside it would say nothing. */
export const isOwn = ({ source }: FieldValue): boolean => source === 'import' || source === 'member';

/** Who says it, how long ago, and how sure they are. */
export function OriginText({ value, now }: { value: FieldValue; now: number }) {
  const old = isOld(value, now);
  return (
    <span className="num inline-flex items-center gap-1.5 whitespace-nowrap text-ink-3 text-xs">
      <SourcePill source={value.source} />
      <time
        dateTime={value.fetchedAt}
        title={old ? `Old: ${exactTime(value.fetchedAt)}` : exactTime(value.fetchedAt)}
        className={cx(old && 'text-warn-ink')}
      >
        {ago(value.fetchedAt, now)}
        {old && <span className="sr-only">, counts as old</span>}
      </time>
      {!isOwn(value) && (
        <span className="min-w-8 text-right" title={`Confidence: ${confidenceWord(value.confidence)}`}>
          <span className="sr-only">Confidence </span>
          {percent(value.confidence)}
        </span>
      )}
    </span>
  );
}

interface OriginButtonProps {
  label: string;
  value: FieldValue | null;
  now: number;
  onOpen: () => void;
}

/** The origin of a field's value; a press shows all that was ever said of the field. */
export function OriginButton({ label, value, now, onOpen }: OriginButtonProps) {
  return (
    <button
      type="button"
      onClick={onOpen}
      aria-label={`Where ${label} is from`}
      className="-mr-1.5 ml-auto inline-flex min-h-6 shrink-0 items-center gap-1 rounded-md pl-1.5 text-ink-3 text-xs hover:bg-hover hover:text-ink max-md:min-h-8"
    >
      {value === null ? 'No record of it' : <OriginText value={value} now={now} />}
      <ChevronRight className="size-3.5" aria-hidden="true" />
    </button>
  );
}
