import { RotateCcw } from 'lucide-react';
import { useState } from 'react';
import type { Profile } from '../../../../../src/features/prospects/profile-contract.ts';
import { cx } from '../../../lib/cx.ts';
import { calendarDay, count, usd, usdShort } from '../../../lib/format.ts';
import { useNow } from '../../../lib/use-now.ts';
import { Button } from '../../../ui/button.tsx';
import { ErrorState } from '../../../ui/error-state.tsx';
import { InsiderSkeleton } from '../insider/insider-skeleton.tsx';
import { Nobody } from '../insider/nobody.tsx';
import { useWealth } from '../insider/use-insider.ts';
import { Section } from '../section.tsx';
import { OriginButton } from '../value-origin.tsx';
import { Band } from './band.tsx';
import { isOn, type Switches, turned } from './switches.ts';
import { WealthInputRow } from './wealth-input-row.tsx';
import { BAND_LABELS, missingFrom } from './wealth-words.ts';

interface WealthTabProps {
  profile: Profile;
  switches: Switches;
  onSwitches: (switches: Switches) => void;
  onField: (field: string) => void;
  onRecords: () => void;
}

/** What is said of means: by the tenant's own data, and by filed shares at filed prices, each input with a switch. */
export function WealthTab({ profile, switches, onSwitches, onField, onRecords }: WealthTabProps) {
  const { prospect, fields } = profile;
  const now = useNow();
  const query = useWealth(prospect.id, switches);
  // A turn shows at once; figures follow with the answer.
  const [turn, setTurn] = useState<{ key: string; on: boolean } | null>(null);
  const answer = query.data;
  const worth = fields.find(({ field, chosen }) => field === 'netWorth' && chosen);
  return (
    <>
      {prospect.netWorth !== null && (
        <Section title="Net worth in your data">
          <div className="flex flex-wrap items-center gap-x-3">
            <p className="num font-semibold text-lg">{usd(prospect.netWorth)}</p>
            <OriginButton label="Net worth" value={worth ?? null} now={now} onOpen={() => onField('netWorth')} />
          </div>
        </Section>
      )}
      {answer === undefined ? (
        query.isError ? (
          <ErrorState error={query.error} onRetry={() => void query.refetch()} />
        ) : (
          <InsiderSkeleton />
        )
      ) : answer.identity !== 'counted' ? (
        <Nobody identity={answer.identity} what="figures of wealth" onRecords={onRecords} />
      ) : (
        <>
          <Section
            title="Filed shares at filed prices"
            about={answer.wealth.asOf === null ? null : `oldest figure ${calendarDay(answer.wealth.asOf)}`}
          >
            <div aria-live="polite" className={cx('transition-opacity', query.isPlaceholderData && 'opacity-60')}>
              <p className="flex flex-wrap items-baseline gap-x-3">
                <span className="font-semibold text-xl">
                  {answer.wealth.band === null ? 'Nothing counts' : BAND_LABELS[answer.wealth.band]}
                </span>
                {answer.wealth.band !== null && (
                  <span className="num text-ink-2 text-sm" title={usd(Number(answer.wealth.valueUsd))}>
                    at least {usdShort(Number(answer.wealth.valueUsd))}
                  </span>
                )}
              </p>
              <Band band={answer.wealth.band} />
              {answer.wealth.formula !== '' && (
                <p className="num mt-3 break-words rounded-lg bg-sunken px-3 py-2 text-ink-2 text-sm">
                  <span className="sr-only">Formula: </span>
                  {answer.wealth.formula}
                </p>
              )}
            </div>
          </Section>
          <Section
            title="Inputs"
            about={count(answer.wealth.inputs.length, 'holding')}
            action={
              (switches.without.length > 0 || switches.with.length > 0) && (
                <Button
                  size="sm"
                  icon={<RotateCcw aria-hidden="true" />}
                  onClick={() => onSwitches({ without: [], with: [] })}
                >
                  As it was
                </Button>
              )
            }
          >
            <ul className="divide-y divide-line rounded-lg border border-line">
              {answer.wealth.inputs.map((input) => {
                const turning = query.isPlaceholderData && turn?.key === input.key;
                return (
                  <WealthInputRow
                    key={input.key}
                    input={input}
                    on={turning ? turn.on : isOn(input, switches)}
                    onTurn={(on) => {
                      setTurn({ key: input.key, on });
                      onSwitches(turned(switches, input.key, on));
                    }}
                  />
                );
              })}
            </ul>
            {answer.wealth.inputs.length === 0 && (
              <p className="py-4 text-center text-ink-3 text-sm">No filing tells of a holding.</p>
            )}
          </Section>
          <Section title="Not in it">
            <ul className="grid list-disc gap-1 pl-4 text-ink-2 text-sm marker:text-ink-3">
              {missingFrom(answer.wealth, answer.filings).map((sentence) => (
                <li key={sentence}>{sentence}</li>
              ))}
            </ul>
          </Section>
        </>
      )}
    </>
  );
}
