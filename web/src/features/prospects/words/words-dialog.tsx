import { useMutation } from '@tanstack/react-query';
import { type FormEvent, useId, useState } from 'react';
import type { FiltersFromWords } from '../../../../../src/features/words/contract.ts';
import { post } from '../../../lib/api.ts';
import { count } from '../../../lib/format.ts';
import { Banner } from '../../../ui/banner.tsx';
import { Button } from '../../../ui/button.tsx';
import { Dialog } from '../../../ui/dialog.tsx';
import { useWhyNot } from '../../billing/why-not.ts';
import { FormProblem } from '../../session/form-problem.tsx';
import { ChipList } from '../chip-list.tsx';
import { chipsOf, type Filters } from '../filters.ts';
import { SORT_LABELS } from '../labels.ts';
import { useNames } from '../use-names.ts';
import { proposedFilters, unknownWords } from './proposal.ts';

/** Longest words taken, as the contract has it. */
const WORDS_MAX = 400;

interface WordsDialogProps {
  onApply: (proposed: Filters) => void;
  onClose: () => void;
}

/** What one looks for in one's own words: asked of Claude, shown as filters, and applied by who looks for it. */
export function WordsDialog({ onApply, onClose }: WordsDialogProps) {
  const id = useId();
  const [words, setWords] = useState('');
  const [proposed, setProposed] = useState<Filters>({});
  const whyNot = useWhyNot('enrichment');
  const ask = useMutation({
    mutationFn: (text: string) => post<FiltersFromWords>('/api/v1/prospects/filters-from-words', { words: text }),
    onSuccess: (answer) => setProposed(proposedFilters(answer)),
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (words.trim() !== '') ask.mutate(words.trim());
  };
  return (
    <Dialog title="Filters in words" open onClose={onClose} className="sm:w-[560px]!">
      <form onSubmit={submit} className="grid gap-3">
        <label htmlFor={id} className="font-medium text-sm">
          Whom do you look for?
        </label>
        <textarea
          id={id}
          value={words}
          onChange={(event) => setWords(event.target.value)}
          onKeyDown={(event) => {
            if (event.key === 'Enter' && !event.shiftKey) submit(event);
          }}
          rows={3}
          maxLength={WORDS_MAX}
          autoFocus
          placeholder="Founders in Texas worth over $5M, added this month"
          className="w-full resize-none rounded-md border border-line-strong bg-surface px-3 py-2 text-sm hover:border-control max-md:text-md"
        />
        <div className="flex items-center justify-between gap-4">
          <p className="text-ink-3 text-xs">
            Claude gets these words, and the names of your own fields and of their choices: nothing about anybody. An
            answer takes 1 credit; nothing is searched yet.
          </p>
          <Button type="submit" kind="primary" busy={ask.isPending} disabled={words.trim() === ''} whyNot={whyNot}>
            {ask.data?.asked ? 'Ask again' : 'Ask'}
          </Button>
        </div>
      </form>
      <div aria-live="polite" className="grid gap-4">
        {ask.isError && (
          <div className="mt-4">
            <FormProblem error={ask.error} />
          </div>
        )}
        {ask.data !== undefined && !ask.isPending && (
          <Answer answer={ask.data} proposed={proposed} onChange={setProposed} onApply={onApply} />
        )}
      </div>
    </Dialog>
  );
}

interface AnswerProps {
  answer: FiltersFromWords;
  proposed: Filters;
  onChange: (proposed: Filters) => void;
  onApply: (proposed: Filters) => void;
}

/** What came of the words: filters to take or to leave, and what was not understood. */
function Answer({ answer, proposed, onChange, onApply }: AnswerProps) {
  const names = useNames(proposed);
  if (!answer.asked) {
    return (
      <div className="mt-4">
        <Banner tone="warn">
          There are no filters from words now. {answer.why} The filters beside the list work as ever.
        </Banner>
      </div>
    );
  }
  const chips = chipsOf(proposed, names);
  const nothing = chips.length === 0 && proposed.q === undefined && proposed.sort === undefined;
  return (
    <section aria-label="Proposed filters" className="mt-5 grid gap-3 border-t pt-4 text-sm">
      {nothing ? (
        <p className="text-ink-2">No filter says that.</p>
      ) : (
        <>
          <h3 className="font-medium text-ink-2 text-xs">Filters</h3>
          {chips.length > 0 && (
            <ChipList
              label="Proposed filters"
              chips={chips}
              onChange={onChange}
              className="flex flex-wrap items-center gap-1.5"
            />
          )}
          {proposed.q !== undefined && (
            <p>
              <span className="text-ink-3">Text</span> “{proposed.q}”
            </p>
          )}
          {proposed.sort !== undefined && (
            <p>
              <span className="text-ink-3">Order</span> {SORT_LABELS[proposed.sort]}
            </p>
          )}
        </>
      )}
      {answer.notUnderstood.length > 0 && (
        <p className="text-warn-ink">
          Not understood: {answer.notUnderstood.map((part) => `“${part}”`).join(', ')}. No filter says it.
        </p>
      )}
      {answer.unknownHere.length > 0 && (
        <p className="text-warn-ink">Not known here: {answer.unknownHere.map(unknownWords).join(', ')}.</p>
      )}
      <div className="flex items-center justify-between gap-4">
        <span className="num text-ink-3 text-xs">
          {answer.cost === 0 ? 'Took no credits' : `Took ${count(answer.cost, 'credit', 'credits')}`}
        </span>
        <Button kind="primary" disabled={nothing} onClick={() => onApply(proposed)}>
          Apply the filters
        </Button>
      </div>
    </section>
  );
}
