import { useMutation } from '@tanstack/react-query';
import { Sparkles } from 'lucide-react';
import type { Mapping } from '../../../../../src/features/imports/contract.ts';
import type { MappingProposal } from '../../../../../src/features/mappings/contract.ts';
import { post } from '../../../lib/api.ts';
import { count } from '../../../lib/format.ts';
import { Banner } from '../../../ui/banner.tsx';
import { Button } from '../../../ui/button.tsx';
import { useWhyNot } from '../../billing/why-not.ts';
import { FormProblem } from '../../session/form-problem.tsx';
import { useMay } from '../../session/use-me.ts';

interface AskClaudeProps {
  importId: string;
  mapping: Mapping;
  /** The columns to ask about; with none left there is nothing to ask. */
  columns: readonly string[];
  onAnswer: (said: MappingProposal['columns']) => void;
}

/** Asks Claude what the columns are that nobody is sure of. Nothing for those who may not ask. */
export function AskClaude({ importId, mapping, columns, onAnswer }: AskClaudeProps) {
  const may = useMay('enrichment:run');
  const whyNot = useWhyNot('enrichment');
  const ask = useMutation({
    mutationFn: (names: readonly string[]) =>
      post<MappingProposal>(`/api/v1/imports/${encodeURIComponent(importId)}/proposal`, { columns: names, mapping }),
    onSuccess: (answer) => onAnswer(answer.columns),
  });
  if (!may || (columns.length === 0 && ask.data === undefined)) return null;
  return (
    <div className="mb-3 grid gap-3">
      {columns.length > 0 && (
        <p className="flex flex-wrap items-center gap-x-3 gap-y-1">
          <Button
            size="sm"
            icon={<Sparkles aria-hidden="true" />}
            busy={ask.isPending}
            whyNot={whyNot}
            onClick={() => ask.mutate(columns)}
          >
            Ask Claude about {count(columns.length, 'unsure column')}
          </Button>
          <span className="text-ink-3 text-xs">
            It is sent their names and how their values are written, no value. An answer takes 1 credit.
          </span>
        </p>
      )}
      <div aria-live="polite">
        {ask.isError && <FormProblem error={ask.error} />}
        {ask.data?.asked === false && (
          <Banner tone="warn">Claude proposes nothing now. {ask.data.why} The columns can be chosen as ever.</Banner>
        )}
        {ask.data?.asked && <p className="num text-ink-2 text-sm">{answerWords(ask.data)}</p>}
      </div>
    </div>
  );
}

const answerWords = ({ columns, cost }: MappingProposal): string => {
  const paid = cost === 0 ? 'It took no credits.' : `It took ${count(cost, 'credit')}.`;
  return columns.length === 0
    ? `Claude knows none of them. ${paid}`
    : `Claude said what ${count(columns.length, 'column')} may be: marked below, for you to look at. ${paid}`;
};
