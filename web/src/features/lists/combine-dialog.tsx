import { useNavigate } from '@tanstack/react-router';
import { X } from 'lucide-react';
import { type FormEvent, useState } from 'react';
import type { List, PeopleSet, SetOp } from '../../../../src/features/lists/contract.ts';
import { Failure } from '../../lib/failure.ts';
import { Button, IconButton } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { Field } from '../../ui/field.tsx';
import { NativeSelect } from '../../ui/native-select.tsx';
import { useSegments } from '../segments/use-segments.ts';
import { FormProblem } from '../session/form-problem.tsx';
import { useMakeList } from './use-change-lists.ts';

const OPS: Record<SetOp, { word: string; about: string }> = {
  union: { word: 'Anyone in any of them', about: 'Everybody once' },
  intersection: { word: 'Only those in all of them', about: 'Who they have in common' },
  difference: { word: 'The first without the others', about: 'Who is in the first and in none of the rest' },
};
const ORDER: readonly SetOp[] = ['union', 'intersection', 'difference'];
const NAME_MAX = 120;
const SETS_MAX = 20;

const keyOf = ({ kind, id }: PeopleSet) => `${kind}:${id}`;

/** Makes a new list of other lists and segments. */
export function CombineDialog({ lists, onClose }: { lists: readonly List[]; onClose: () => void }) {
  const navigate = useNavigate();
  const segments = useSegments().data?.items ?? [];
  const make = useMakeList();
  const [op, setOp] = useState<SetOp>('union');
  const [sets, setSets] = useState<PeopleSet[]>([]);
  const [name, setName] = useState('');
  const choices = [
    ...lists.map(({ id, name: word }) => ({ set: { kind: 'list', id } as PeopleSet, word, of: 'Lists' })),
    ...segments.map(({ id, name: word }) => ({ set: { kind: 'segment', id } as PeopleSet, word, of: 'Segments' })),
  ];
  const free = choices.filter(({ set }) => !sets.some((one) => keyOf(one) === keyOf(set)));
  const refused = make.error instanceof Failure ? make.error.issueOf('name') : undefined;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    make.mutate(
      { name: name.trim(), from: { op, sets } },
      { onSuccess: ({ id }) => void navigate({ to: '/lists/$listId', params: { listId: id } }) },
    );
  };
  return (
    <Dialog title="Combine into a new list" open onClose={onClose}>
      <form onSubmit={submit} className="grid gap-5">
        {make.isError && refused === undefined && <FormProblem error={make.error} />}
        <fieldset>
          <legend className="mb-1.5 font-medium text-sm">Who</legend>
          <div className="grid gap-2">
            {ORDER.map((one) => (
              <label
                key={one}
                className="flex cursor-pointer items-start gap-2.5 rounded-md border border-line-strong px-3 py-2 hover:bg-hover has-checked:border-accent has-checked:bg-accent-soft has-focus-visible:outline-2 has-focus-visible:outline-accent"
              >
                <input
                  type="radio"
                  name="op"
                  checked={op === one}
                  onChange={() => setOp(one)}
                  className="mt-0.5 size-4 accent-(--accent) outline-none"
                />
                <span className="text-sm">
                  <span className="block font-medium">{OPS[one].word}</span>
                  <span className="block text-ink-2 text-xs">{OPS[one].about}</span>
                </span>
              </label>
            ))}
          </div>
        </fieldset>
        <div>
          <p className="mb-1.5 font-medium text-sm">Of</p>
          <ol className="grid gap-1.5">
            {sets.map((set, at) => {
              const word = choices.find((one) => keyOf(one.set) === keyOf(set))?.word ?? 'Gone';
              return (
                <li key={keyOf(set)} className="flex items-center gap-2 rounded-md border px-3 py-1 text-sm">
                  <span className="num w-5 text-ink-3 text-xs">{at + 1}.</span>
                  <span className="min-w-0 flex-1 truncate">{word}</span>
                  <span className="text-ink-3 text-xs">{set.kind === 'list' ? 'List' : 'Segment'}</span>
                  <IconButton
                    label={`Leave out ${word}`}
                    size="sm"
                    onClick={() => setSets(sets.filter((one) => one !== set))}
                  >
                    <X aria-hidden="true" />
                  </IconButton>
                </li>
              );
            })}
          </ol>
          {free.length > 0 && sets.length < SETS_MAX && (
            <NativeSelect
              label="Add a list or a segment"
              className="mt-2 w-full"
              value=""
              onChange={(event) => {
                const chosen = free.find(({ set }) => keyOf(set) === event.target.value);
                if (chosen) setSets([...sets, chosen.set]);
              }}
            >
              <option value="">Add a list or a segment …</option>
              {['Lists', 'Segments'].map((of) => (
                <optgroup key={of} label={of}>
                  {free
                    .filter((one) => one.of === of)
                    .map(({ set, word }) => (
                      <option key={keyOf(set)} value={keyOf(set)}>
                        {word}
                      </option>
                    ))}
                </optgroup>
              ))}
            </NativeSelect>
          )}
        </div>
        <Field
          label="Name of the new list"
          value={name}
          onChange={(event) => setName(event.target.value)}
          required
          autoComplete="off"
          maxLength={NAME_MAX}
          hint="It stays as it is made: later changes of the others do not reach it."
          error={refused}
        />
        <div className="flex justify-end gap-2">
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" kind="primary" busy={make.isPending} disabled={name.trim() === '' || sets.length < 2}>
            Make the list
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
