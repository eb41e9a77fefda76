import { ArrowDownUp } from 'lucide-react';
import { Button } from '../../ui/button.tsx';
import { Menu, MenuChoice, MenuLabel } from '../../ui/menu.tsx';
import { SORT_LABELS, type Sort } from './labels.ts';

const OPTIONS = (Object.keys(SORT_LABELS) as Sort[]).map((value) => ({ value, label: SORT_LABELS[value] }));

export function SortMenu({ sort, onChange }: { sort: Sort; onChange: (sort: Sort) => void }) {
  return (
    <Menu
      trigger={
        <Button icon={<ArrowDownUp aria-hidden="true" />}>
          <span className="sr-only">Sort: </span>
          <span className="max-md:sr-only">{SORT_LABELS[sort]}</span>
        </Button>
      }
    >
      <MenuLabel>Sort by</MenuLabel>
      <MenuChoice value={sort} options={OPTIONS} onChange={onChange} />
    </Menu>
  );
}
