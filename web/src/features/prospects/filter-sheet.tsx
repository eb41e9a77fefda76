import { SlidersHorizontal, X } from 'lucide-react';
import { useState } from 'react';
import { Button, IconButton } from '../../ui/button.tsx';
import { Sheet } from '../../ui/dialog.tsx';
import { Facets, type FacetsProps } from './facets.tsx';
import { chipsOf, clearedFilters } from './filters.ts';

/** The filters of a phone: a sheet over the list, which changes behind it. */
export function FilterSheet({ found, ...facets }: FacetsProps & { found: string }) {
  const [open, setOpen] = useState(false);
  const active = chipsOf(facets.filters).length;
  return (
    <>
      <Button icon={<SlidersHorizontal aria-hidden="true" />} onClick={() => setOpen(true)} aria-haspopup="dialog">
        <span className="max-sm:sr-only">Filters</span>
        {active > 0 && (
          <span className="num rounded-full bg-accent px-1.5 text-2xs text-on-accent">
            {active}
            <span className="sr-only"> active</span>
          </span>
        )}
      </Button>
      <Sheet title="Filters" open={open} onClose={() => setOpen(false)}>
        <header className="flex h-14 shrink-0 items-center justify-between border-b pr-2 pl-4">
          <h2 className="text-md">Filters</h2>
          <IconButton label="Close the filters" onClick={() => setOpen(false)}>
            <X aria-hidden="true" />
          </IconButton>
        </header>
        <div className="min-h-0 flex-1 relative overflow-y-auto">
          <Facets {...facets} />
        </div>
        <footer className="flex shrink-0 gap-2 border-t p-4 pb-[max(16px,env(safe-area-inset-bottom))]">
          <Button disabled={active === 0} onClick={() => facets.onChange(clearedFilters(facets.filters))}>
            Clear
          </Button>
          <Button kind="primary" className="flex-1" onClick={() => setOpen(false)}>
            Show {found}
          </Button>
        </footer>
      </Sheet>
    </>
  );
}
