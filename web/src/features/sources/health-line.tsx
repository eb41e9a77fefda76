import { clockTime } from '../../lib/format.ts';
import { callWords, type Health, healthState, rateWords } from './source-words.ts';

/** A provider's last minute in plain words: what is wrong first, then the figures. */
export function HealthLine({ health, now }: { health: Health; now: number }) {
  const { tone } = healthState(health, now);
  const { rate, mine, nextProbeAt, blockedUntil } = health;
  const blocked = blockedUntil !== null && Date.parse(blockedUntil) > now;
  return (
    <>
      {tone !== 'good' && (
        <p className={tone === 'bad' ? 'text-bad-ink text-xs' : 'text-warn-ink text-xs'}>
          {health.words}
          {nextProbeAt !== null && Date.parse(nextProbeAt) > now && ` Tried again at ${clockTime(nextProbeAt)}.`}
          {blocked && ` It asked to be left alone until ${clockTime(blockedUntil)}.`}
        </p>
      )}
      <p className="num text-ink-3 text-xs">
        {[
          callWords(health),
          mine !== null ? `${rateWords(mine)} used` : rate !== null ? `${rateWords(rate)} used` : null,
        ]
          .filter((part) => part !== null)
          .join(' · ')}
      </p>
    </>
  );
}
