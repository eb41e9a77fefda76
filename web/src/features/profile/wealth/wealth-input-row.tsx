import type { WealthInput } from '../../../../../src/features/filings/contract.ts';
import { cx } from '../../../lib/cx.ts';
import { calendarDay, usd } from '../../../lib/format.ts';
import { safeUrl } from '../../../lib/links.ts';
import { Switch } from '../../../ui/switch.tsx';
import { decimalWords, priceWords } from '../insider/decimal-words.ts';
import { heldWords } from '../insider/kinds.ts';
import { reasonWords } from './wealth-words.ts';

const Filed = ({ url, day }: { url: string | null; day: string | null }) => {
  const safe = url === null ? null : safeUrl(url);
  if (day === null) return null;
  return safe === null ? (
    <span>{calendarDay(day)}</span>
  ) : (
    <a
      href={safe}
      target="_blank"
      rel="noopener noreferrer"
      className="rounded-sm underline decoration-line-strong underline-offset-2 hover:text-ink"
    >
      {calendarDay(day)}
      <span className="sr-only">, the filing (opens in a new tab)</span>
    </a>
  );
};

interface WealthInputRowProps {
  input: WealthInput;
  on: boolean;
  onTurn: (on: boolean) => void;
}

/** One holding of the estimate: its figures, where each is filed, and whether it counts. */
export function WealthInputRow({ input, on, onTurn }: WealthInputRowProps) {
  const name = `${input.issuer.symbol ?? input.issuer.name}, ${input.security}`;
  const why = on ? null : reasonWords(input);
  return (
    <li className="flex items-start gap-3 px-3 py-3">
      <div className="pt-0.5">
        <Switch
          label={`Count ${name}, ${heldWords(input)}`}
          on={on}
          disabled={input.price === null}
          onChange={onTurn}
        />
      </div>
      <div className={cx('min-w-0 flex-1', !on && 'text-ink-3')}>
        <div className="flex items-baseline gap-3">
          <p className="min-w-0 flex-1 font-medium text-sm">{name}</p>
          <p className={cx('num shrink-0 font-medium text-sm', !on && 'line-through decoration-line-strong')}>
            {input.value === null ? '–' : usd(Number(input.value))}
          </p>
        </div>
        <p className="num mt-0.5 flex flex-wrap gap-x-3 text-xs">
          <span className={cx(on ? 'text-ink-2' : 'text-ink-3')}>{heldWords(input)}</span>
          <span className="text-ink-3">
            {decimalWords(input.shares, 2)} shares, <Filed url={input.sharesUrl} day={input.sharesDate} />
          </span>
          {input.price !== null && (
            <span className="text-ink-3">
              × {priceWords(input.price)}, <Filed url={input.priceUrl} day={input.priceDate} />
            </span>
          )}
        </p>
        {why !== null && <p className="mt-1 text-xs">{why}</p>}
      </div>
    </li>
  );
}
