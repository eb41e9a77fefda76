import { type FormEvent, useState } from 'react';
import { type BulkChange, EDITABLE, type Editable } from '../../../../src/features/records/contract.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { CustomInput } from '../custom-fields/custom-input.tsx';
import { useCustomFields } from '../custom-fields/use-custom-fields.ts';
import { useMembers } from '../members/use-members.ts';
import { FIELD_LABELS } from '../prospects/labels.ts';
import { OwnerSelect } from './owner-select.tsx';

const FIELD = 'h-8 w-full rounded-md border border-line-strong bg-surface px-2 text-sm max-md:h-10';
/** As the API takes them. */
const VALUE_CHARS_MAX = 2_000;
const TAGS_CHARS_MAX = 500;

interface DialogProps {
  /** `12 people`, `About 5,000 people` */
  whom: string;
  onClose: () => void;
  onChange: (change: BulkChange) => void;
}

/** Before it is done: how many, and that it can be taken back. */
const About = ({ whom }: { whom: string }) => (
  <p className="num text-ink-2 text-sm">{whom}. It runs as a job, and can be undone.</p>
);

export function OwnerDialog({ whom, onClose, onChange }: DialogProps) {
  const members = useMembers();
  const [ownerId, setOwnerId] = useState<string | null>(null);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    onChange({ kind: 'owner', ownerId });
  };
  return (
    <Dialog title="Set the owner" open onClose={onClose}>
      <form onSubmit={submit} className="grid gap-4">
        <About whom={whom} />
        <OwnerSelect members={members.data ?? []} value={ownerId} onChange={setOwnerId} className={FIELD} />
        <Button kind="primary" type="submit" className="justify-self-end">
          Set
        </Button>
      </form>
    </Dialog>
  );
}

export function TagsDialog({ whom, onClose, onChange }: DialogProps) {
  const [text, setText] = useState('');
  const tags = text
    .split(',')
    .map((one) => one.trim())
    .filter((one) => one !== '');
  return (
    <Dialog title="Tags" open onClose={onClose}>
      <form
        className="grid gap-4"
        onSubmit={(event) => {
          event.preventDefault();
          if (tags.length > 0) onChange({ kind: 'add_tags', tags });
        }}
      >
        <About whom={whom} />
        <label className="grid gap-1 text-ink-2 text-sm">
          Tags, parted by commas
          <input
            className={FIELD}
            value={text}
            maxLength={TAGS_CHARS_MAX}
            onChange={(event) => setText(event.target.value)}
          />
        </label>
        <div className="flex justify-end gap-2">
          <Button disabled={tags.length === 0} onClick={() => onChange({ kind: 'remove_tags', tags })}>
            Remove
          </Button>
          <Button kind="primary" type="submit" disabled={tags.length === 0}>
            Add
          </Button>
        </div>
      </form>
    </Dialog>
  );
}

/** One of the fields that everybody has, or one of the workspace's own, which can be emptied as well. */
export function FieldDialog({ whom, onClose, onChange }: DialogProps) {
  const custom = useCustomFields().data?.items.filter((one) => one.archivedAt === null) ?? [];
  const [picked, setPicked] = useState<string>('title');
  const [value, setValue] = useState<string | null>(null);
  const own = custom.find((one) => `custom.${one.key}` === picked);
  const ready = own !== undefined || (value !== null && value.trim() !== '');
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (own !== undefined) onChange({ kind: 'custom', key: own.key, value });
    else if (value !== null && ready) onChange({ kind: 'field', field: picked as Editable, value: value.trim() });
  };
  return (
    <Dialog title="Set a field" open onClose={onClose}>
      <form onSubmit={submit} className="grid gap-4">
        <About whom={whom} />
        <label className="grid gap-1 text-ink-2 text-sm">
          Field
          <select
            className={FIELD}
            value={picked}
            onChange={(event) => {
              setPicked(event.target.value);
              setValue(null);
            }}
          >
            {EDITABLE.map((one) => (
              <option key={one} value={one}>
                {FIELD_LABELS[one]}
              </option>
            ))}
            {custom.length > 0 && (
              <optgroup label="Your fields">
                {custom.map((one) => (
                  <option key={one.id} value={`custom.${one.key}`}>
                    {one.name}
                  </option>
                ))}
              </optgroup>
            )}
          </select>
        </label>
        <label htmlFor="bulk-value" className="grid gap-1 text-ink-2 text-sm">
          New value
          {own === undefined ? (
            <input
              id="bulk-value"
              className={FIELD}
              value={value ?? ''}
              maxLength={VALUE_CHARS_MAX}
              onChange={(event) => setValue(event.target.value)}
            />
          ) : (
            <CustomInput
              key={own.id}
              id="bulk-value"
              field={own}
              value={value}
              className="max-w-none!"
              onChange={setValue}
            />
          )}
        </label>
        {own !== undefined && value === null && <p className="text-ink-3 text-xs">Without a value it is emptied.</p>}
        <Button kind="primary" type="submit" disabled={!ready} className="justify-self-end">
          Set
        </Button>
      </form>
    </Dialog>
  );
}

export function DeleteDialog({ whom, onClose, onChange }: DialogProps) {
  return (
    <Dialog title="Delete all that match?" open onClose={onClose}>
      <About whom={whom} />
      <div className="mt-5 flex justify-end gap-2">
        <Button onClick={onClose}>Cancel</Button>
        <Button kind="danger" onClick={() => onChange({ kind: 'delete' })}>
          Delete them
        </Button>
      </div>
    </Dialog>
  );
}
