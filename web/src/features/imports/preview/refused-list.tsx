import type { Validation } from '../../../../../src/features/imports/contract.ts';
import { count, number } from '../../../lib/format.ts';
import { Card } from '../../../ui/page.tsx';
import { kindKey } from '../validate/problem-words.ts';

/** Kinds named: the rest is in the step before. */
const KINDS = 6;

/** Why rows would be refused. */
export function RefusedList({ problems }: Pick<Validation, 'problems'>) {
  const shown = problems.slice(0, KINDS);
  const others = problems.length - shown.length;
  return (
    <section aria-label="Problems that stay" className="mt-8">
      <h3 className="mb-3 text-sm">Problems that stay</h3>
      <Card>
        <ul className="divide-y divide-line">
          {shown.map((kind) => (
            <li key={kindKey(kind)} className="flex min-h-10 items-center gap-4 px-4 py-2 text-sm">
              <span className="min-w-0 flex-1">
                <span className="font-medium">{kind.column || 'Whole row'}</span>
                <span className="text-ink-2">: {kind.reason}</span>
              </span>
              <span className="num font-medium">{number(kind.count)}</span>
            </li>
          ))}
        </ul>
      </Card>
      <p className="mt-2 text-ink-3 text-xs">
        {others > 0 && `and ${count(others, 'other kind')}. `}
        Refused rows go into an error file with the original row and the reason; it can be mended and imported again.
      </p>
    </section>
  );
}
