import { ChevronRight } from 'lucide-react';
import { useId } from 'react';
import type { Plan } from '../../../../../src/features/imports/contract.ts';
import { cx } from '../../../lib/cx.ts';
import { number } from '../../../lib/format.ts';
import { useIsPhone } from '../../../lib/use-media.ts';
import { withCell } from '../plan.ts';
import { rulesFor } from '../rule-words.ts';
import { FixCards } from './fix-cards.tsx';
import { FixGrid, type GridColumn, type GridRow } from './fix-grid.tsx';
import { gridOf } from './grid-rows.ts';
import type { ProblemKind } from './problem-words.ts';
import { RuleButtons } from './rule-buttons.tsx';

interface KindPanelProps {
  kind: ProblemKind;
  plan: Plan;
  open: boolean;
  onToggle: () => void;
  onPlan: (plan: Plan) => void;
}

/** Problems of one kind: how many; and, opened, the rules and the rows that mend them. */
export function KindPanel({ kind, plan, open, onToggle, onPlan }: KindPanelProps) {
  const panel = useId();
  const phone = useIsPhone();
  const rules = rulesFor(plan.mapping[kind.column] ?? 'skip');
  const { columns, rows } = gridOf(kind, plan);
  const mended = rows.filter(({ cells }) => cells.some(({ mark }) => mark === 'fixed')).length;
  const fix = (row: GridRow, column: GridColumn, value: string) => {
    const read = kind.rows.find((one) => one.row === row.number)?.cells[column.key];
    onPlan(withCell(plan, row.number, column.key, value === read ? null : value));
  };
  return (
    <li>
      <button
        type="button"
        aria-expanded={open}
        aria-controls={panel}
        onClick={onToggle}
        className="flex min-h-13 w-full items-center gap-3 px-4 py-2.5 text-left text-sm -outline-offset-2 hover:bg-hover"
      >
        <ChevronRight
          className={cx('size-4 shrink-0 text-ink-3 transition-transform', open && 'rotate-90')}
          aria-hidden="true"
        />
        <span className="min-w-0 flex-1">
          <span className="block truncate font-medium">{kind.column || 'Whole row'}</span>
          <span className="block text-ink-2 text-xs">{kind.reason}</span>
        </span>
        {mended > 0 && <span className="num text-good-ink text-xs">{number(mended)} mended</span>}
        <span className="num font-semibold text-md">{number(kind.count)}</span>
      </button>
      <div id={panel} hidden={!open} className="pb-4">
        {open && (
          <>
            {rules.length > 0 && (
              <div className="px-4 pb-4 md:pl-11">
                <h4 className="mb-2 text-ink-2 text-xs">Mend the whole column by a rule</h4>
                <RuleButtons column={kind.column} rules={rules} plan={plan} onPlan={onPlan} />
              </div>
            )}
            {rows.length > 0 && (
              <div className="md:pl-11 md:pr-4">
                <h4 className="num mb-2 text-ink-2 text-xs max-md:px-4">
                  {rules.length > 0 ? 'Or mend them one by one' : 'Mend them one by one'}
                  {rows.length < kind.count && `: the first ${number(rows.length)}`}
                </h4>
                {phone ? (
                  <FixCards columns={columns} rows={rows} onFix={fix} />
                ) : (
                  <div className="overflow-hidden rounded-lg border border-line">
                    <FixGrid
                      label={`${kind.column || 'Rows'}: ${kind.reason}`}
                      columns={columns}
                      rows={rows}
                      total={rows.length}
                      more={null}
                      onFix={fix}
                    />
                  </div>
                )}
              </div>
            )}
          </>
        )}
      </div>
    </li>
  );
}
