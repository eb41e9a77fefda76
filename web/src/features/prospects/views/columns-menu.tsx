import { Columns3 } from 'lucide-react';
import { Button } from '../../../ui/button.tsx';
import { Menu, MenuItem, MenuLabel, MenuLine, MenuTick } from '../../../ui/menu.tsx';
import type { Filters, ViewColumn } from '../filters.ts';
import { COLUMN_LABELS } from '../labels.ts';
import { USUAL_COLUMNS, withColumns } from './view-state.ts';

const ALL = Object.keys(COLUMN_LABELS) as ViewColumn[];

/** Which columns the list has beside the person's own; one at least. A new one stands at its usual place. */
export function ColumnsMenu({ filters, onChange }: { filters: Filters; onChange: (filters: Filters) => void }) {
  const shown = filters.columns ?? USUAL_COLUMNS;
  const toggle = (column: ViewColumn) => {
    const next = shown.includes(column)
      ? shown.filter((one) => one !== column)
      : [...shown, column].sort((a, b) => ALL.indexOf(a) - ALL.indexOf(b));
    if (next.length > 0) onChange(withColumns(filters, next));
  };
  return (
    <Menu
      trigger={
        <Button icon={<Columns3 aria-hidden="true" />}>
          <span className="max-xl:sr-only">Columns</span>
        </Button>
      }
    >
      <MenuLabel>Columns</MenuLabel>
      {ALL.map((column) => (
        <MenuTick key={column} on={shown.includes(column)} onToggle={() => toggle(column)}>
          {COLUMN_LABELS[column]}
        </MenuTick>
      ))}
      {filters.columns !== undefined && (
        <>
          <MenuLine />
          <MenuItem onSelect={() => onChange(withColumns(filters, USUAL_COLUMNS))}>The usual columns</MenuItem>
        </>
      )}
    </Menu>
  );
}
