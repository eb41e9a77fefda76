import { ArrowDownUp } from 'lucide-react';
import { keysOf } from '../../../../src/lib/keys.ts';
import { Button } from '../../ui/button.tsx';
import { Menu, MenuChoice, MenuLabel } from '../../ui/menu.tsx';
import { SORT_LABELS, type Sort } from './labels.ts';

const OPTIONS = keysOf(SORT_LABELS).map((value) => ({ value, label: SORT_LABELS[value] }));

interface SortMenuProps {
  sort: Sort;
  /** Whether some of what is asked for is enough: then the best come first where it is wished. */
  fits?: boolean;
  onChange: (sort: Sort) => void;
}

export function SortMenu({ sort, fits = false, onChange }: SortMenuProps) {
  const options = OPTIONS.filter(({ value }) => value !== 'fit' || fits || sort === 'fit');
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
      <MenuChoice value={sort} options={options} onChange={onChange} />
    </Menu>
  );
}
