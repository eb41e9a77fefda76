import { ChevronDown, ChevronUp, Pencil, Trash2 } from 'lucide-react';
import type { CustomField } from '../../../../src/features/custom-fields/contract.ts';
import { IconButton } from '../../ui/button.tsx';
import { optionsWords, TYPE_WORDS } from './field-words.ts';
import { useChangeFields } from './use-custom-fields.ts';

interface FieldRowProps {
  field: CustomField;
  may: boolean;
  first: boolean;
  last: boolean;
  place: number;
  onChange: () => void;
}

/** One field: what it is, its place, and what can be done with it. */
export function FieldRow({ field, may, first, last, place, onChange }: FieldRowProps) {
  const { change, archive } = useChangeFields();
  const move = (to: number) => change.mutate({ id: field.id, body: { place: to } });
  const about = [
    TYPE_WORDS[field.type],
    ...(field.options.length === 0 ? [] : [optionsWords(field.options)]),
    ...(field.key === field.name ? [] : [`reads “${field.key}”`]),
  ];
  return (
    <li className="flex items-center gap-1 px-4 py-2.5 text-sm">
      <div className="mr-2 min-w-0 flex-1">
        <p className="truncate font-medium">{field.name}</p>
        <p className="num truncate text-ink-3 text-xs">{about.join(' · ')}</p>
      </div>
      {may && (
        <>
          <IconButton label={`Move ${field.name} up`} size="sm" disabled={first} onClick={() => move(place - 1)}>
            <ChevronUp aria-hidden="true" />
          </IconButton>
          <IconButton label={`Move ${field.name} down`} size="sm" disabled={last} onClick={() => move(place + 1)}>
            <ChevronDown aria-hidden="true" />
          </IconButton>
          <IconButton label={`Change ${field.name}`} size="sm" onClick={onChange}>
            <Pencil aria-hidden="true" />
          </IconButton>
          <IconButton label={`Archive ${field.name}`} size="sm" onClick={() => archive.mutate(field.id)}>
            <Trash2 aria-hidden="true" />
          </IconButton>
        </>
      )}
    </li>
  );
}
