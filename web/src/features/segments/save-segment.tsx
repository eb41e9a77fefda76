import { useNavigate } from '@tanstack/react-router';
import { Filter } from 'lucide-react';
import { useState } from 'react';
import { Button } from '../../ui/button.tsx';
import { ListForm } from '../lists/list-form.tsx';
import { bodyFilters, type Filters, isNarrowed } from '../prospects/filters.ts';
import { useMay } from '../session/use-me.ts';
import { filterLines } from './segment-words.ts';
import { useMakeSegment } from './use-segments.ts';

/** Keeps a search as a segment. Nothing where it is not narrowed, or one may not. */
export function SaveSegment({ filters }: { filters: Filters }) {
  const may = useMay('lists:write');
  const navigate = useNavigate();
  const make = useMakeSegment();
  const [open, setOpen] = useState(false);
  const filter = bodyFilters(filters);
  if (!may || !isNarrowed(filters)) return null;
  return (
    <>
      <Button icon={<Filter aria-hidden="true" />} onClick={() => setOpen(true)}>
        <span className="max-sm:sr-only">Save as segment</span>
      </Button>
      {open && (
        <ListForm
          title="Save as segment"
          action="Save the segment"
          busy={make.isPending}
          error={make.error}
          onClose={() => {
            make.reset();
            setOpen(false);
          }}
          onSubmit={(named) =>
            make.mutate(
              { ...named, filter },
              { onSuccess: ({ id }) => void navigate({ to: '/segments/$segmentId', params: { segmentId: id } }) },
            )
          }
        >
          <dl className="grid gap-y-1 rounded-md border bg-sunken p-3 text-xs">
            {filterLines(filter).map(({ name, value }) => (
              <div key={name} className="grid gap-x-3 sm:grid-cols-[96px_1fr]">
                <dt className="text-ink-3">{name}</dt>
                <dd className="break-words">{value}</dd>
              </div>
            ))}
          </dl>
        </ListForm>
      )}
    </>
  );
}
