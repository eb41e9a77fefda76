import { ArrowRight } from 'lucide-react';
import { Fragment } from 'react';
import type { ExpectedChange } from '../../../../../src/features/imports/contract.ts';
import { fieldLabel, valueLabel } from '../../prospects/labels.ts';

/** A value as it is written for people; one of the file's own is what it says. */
const shown = (field: string, custom: boolean, value: string): string => (custom ? value : valueLabel(field, value));

/** What would change of one person: field, what stands there, what will. The old is struck, and said so to those who hear it. */
export function DiffList({ fields }: Pick<ExpectedChange, 'fields'>) {
  return (
    <dl className="grid gap-x-4 gap-y-1 text-sm sm:grid-cols-[120px_1fr]">
      {fields.map(({ field, custom, from, to }) => (
        <Fragment key={`${custom}:${field}`}>
          <dt className="truncate text-ink-3 text-xs leading-5 max-sm:mt-1">{custom ? field : fieldLabel(field)}</dt>
          <dd className="flex min-w-0 flex-wrap items-baseline gap-x-2">
            {from !== null && (
              <>
                <del className="min-w-0 break-words text-ink-3">
                  <span className="sr-only">was </span>
                  {shown(field, custom, from)}
                </del>
                <ArrowRight className="size-3 shrink-0 self-center text-ink-3" aria-hidden="true" />
              </>
            )}
            <ins className="min-w-0 break-words rounded-sm bg-good-soft px-1 text-good-ink no-underline">
              <span className="sr-only">{from === null ? 'new: ' : 'becomes '}</span>
              {to === null ? 'Empty' : shown(field, custom, to)}
            </ins>
          </dd>
        </Fragment>
      ))}
    </dl>
  );
}
