import { Link } from '@tanstack/react-router';
import { type ReactNode, useEffect, useState } from 'react';
import type { PersonaDefinition } from '../../../../src/features/personas/contract.ts';
import { keysOf } from '../../../../src/lib/keys.ts';
import { cx } from '../../lib/cx.ts';
import { Failure } from '../../lib/failure.ts';
import { total } from '../../lib/format.ts';
import { useDebounced } from '../../lib/use-debounced.ts';
import { Button, buttonClass } from '../../ui/button.tsx';
import { Field } from '../../ui/field.tsx';
import { NativeSelect } from '../../ui/native-select.tsx';
import { Card } from '../../ui/page.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';
import { readFilters, wishesOf } from '../prospects/filters.ts';
import { SENIORITY_LABELS } from '../prospects/labels.ts';
import { FormProblem } from '../session/form-problem.tsx';
import { asksFor, PART_WORDS, personaLines, WEALTH_WORDS } from './persona-words.ts';
import { usePersonaCount } from './use-personas.ts';
import { Choice, WordList } from './word-list.tsx';

/** A count is asked for when the hands rest. */
const REST_MS = 250;
const VALUES_MAX = 20;
const KEYWORDS_MAX = 8;
const CHARS_MAX = 200;
const KEYWORD_CHARS_MAX = 24;
const NAME_MAX = 120;

const SIZES: PersonaDefinition['companySizes'] = [
  '1-10',
  '11-50',
  '51-200',
  '201-500',
  '501-1000',
  '1001-5000',
  '5001-10000',
  '10001+',
];
const optionsOf = <T extends string>(words: Record<T, string>) =>
  keysOf(words).map((value) => ({ value, label: words[value] }));

const STEPS = ['Role', 'Company', 'Place and wealth', 'Name'] as const;

interface BuilderProps {
  before: { name: string; definition: PersonaDefinition };
  /** What the last step does: “Make the persona”. */
  action: string;
  busy: boolean;
  error: unknown;
  readOnly?: boolean;
  onSave: (persona: { name: string; definition: PersonaDefinition }) => void;
  children?: ReactNode;
}

/** Builds a persona in steps, with who meets it counted beside. */
export function Builder({ before, action, busy, error, readOnly = false, onSave, children }: BuilderProps) {
  const [step, setStep] = useState(0);
  const [name, setName] = useState(before.name);
  const [d, setDefinition] = useState(before.definition);
  const [counted, setCounted] = useState(before.definition);
  const later = useDebounced(setCounted, REST_MS);
  useEffect(() => later.call(d), [d]);
  const set = (part: Partial<PersonaDefinition>) => setDefinition({ ...d, ...part });
  const refused = error instanceof Failure ? error.issueOf('name') : undefined;
  const last = step === STEPS.length - 1;
  return (
    <div className="grid items-start gap-6 lg:grid-cols-[1fr_280px]">
      <form
        onSubmit={(event) => {
          event.preventDefault();
          if (last) onSave({ name: name.trim(), definition: d });
          else setStep(step + 1);
        }}
      >
        <ol className="mb-5 flex flex-wrap gap-1" aria-label="Steps">
          {STEPS.map((word, at) => (
            <li key={word}>
              <button
                type="button"
                aria-current={at === step ? 'step' : undefined}
                onClick={() => setStep(at)}
                className={cx(
                  'inline-flex h-8 items-center gap-2 rounded-md px-2.5 text-sm max-md:h-10',
                  at === step ? 'bg-accent-soft font-medium text-accent-ink' : 'text-ink-2 hover:bg-hover',
                )}
              >
                <span className="num text-xs">{at + 1}</span>
                {word}
              </button>
            </li>
          ))}
        </ol>
        <fieldset disabled={readOnly} className="grid gap-6">
          {step === 0 && (
            <>
              <WordList
                label="Titles"
                placeholder="Chief Financial Officer"
                hint="Any of them, as a part of the title. Enter adds one."
                values={d.titles}
                max={VALUES_MAX}
                chars={CHARS_MAX}
                onChange={(titles) => set({ titles })}
              />
              <Choice
                label="Seniority"
                hint="Any of those chosen."
                options={optionsOf(SENIORITY_LABELS)}
                values={d.seniorities}
                onChange={(seniorities) => set({ seniorities })}
              />
              <WordList
                label="Keywords"
                placeholder="philanthropy"
                hint="All of them must be found, in name, company, title, place, e-mail or notes."
                values={d.keywords}
                max={KEYWORDS_MAX}
                chars={KEYWORD_CHARS_MAX}
                onChange={(keywords) => set({ keywords })}
              />
            </>
          )}
          {step === 1 && (
            <>
              <WordList
                label="Industries"
                placeholder="Venture Capital"
                hint="Any of them, by its whole name."
                values={d.industries}
                max={VALUES_MAX}
                chars={CHARS_MAX}
                onChange={(industries) => set({ industries })}
              />
              <Choice
                label="Company size"
                hint="Employees. Known to Apollo alone: it narrows no search here."
                options={SIZES.map((value) => ({ value, label: value }))}
                values={d.companySizes}
                onChange={(companySizes) => set({ companySizes })}
              />
            </>
          )}
          {step === 2 && (
            <>
              <WordList
                label="Places"
                placeholder="Zurich"
                hint="Any of them, as a part of city, region or country."
                values={d.places}
                max={VALUES_MAX}
                chars={CHARS_MAX}
                onChange={(places) => set({ places })}
              />
              <Choice
                label="Net worth"
                hint="Any of those chosen. Whose wealth is not known is in none."
                options={optionsOf(WEALTH_WORDS)}
                values={d.wealth}
                onChange={(wealth) => set({ wealth })}
              />
            </>
          )}
          {step === 3 && (
            <>
              {error !== null && error !== undefined && refused === undefined && <FormProblem error={error} />}
              <Field
                label="Name"
                value={name}
                onChange={(event) => setName(event.target.value)}
                required
                autoFocus
                autoComplete="off"
                maxLength={NAME_MAX}
                error={refused}
              />
              <Lines definition={d} />
            </>
          )}
        </fieldset>
        <div className="mt-6 flex justify-between gap-2 border-t pt-4">
          <Button disabled={step === 0} onClick={() => setStep(step - 1)}>
            Back
          </Button>
          {last ? (
            !readOnly && (
              <Button type="submit" kind="primary" busy={busy} disabled={name.trim() === '' || !asksFor(d)}>
                {action}
              </Button>
            )
          ) : (
            <Button type="submit" kind="primary">
              Next
            </Button>
          )}
        </div>
      </form>
      <div className="grid gap-4 max-lg:order-first lg:sticky lg:top-0">
        <Count definition={counted} />
        {children}
      </div>
    </div>
  );
}

/** What a persona asks for. */
export function Lines({ definition }: { definition: PersonaDefinition }) {
  const lines = personaLines(definition);
  return lines.length === 0 ? (
    <p className="text-ink-3 text-sm">It asks for nothing yet.</p>
  ) : (
    <dl className="grid gap-y-1.5 text-sm">
      {lines.map(({ part, name, value }) => (
        <div key={part} className="grid gap-x-4 sm:grid-cols-[112px_1fr]">
          <dt className="text-ink-3">{name}</dt>
          <dd className="break-words">{value}</dd>
        </div>
      ))}
    </dl>
  );
}

function Count({ definition }: { definition: PersonaDefinition }) {
  const asks = asksFor(definition);
  const { data, isError, refetch } = usePersonaCount(definition);
  const unasked = data?.unasked ?? [];
  return (
    <Card className="p-4">
      <p className="text-ink-3 text-xs">In this workspace</p>
      {isError ? (
        <button type="button" className="text-sm underline underline-offset-2" onClick={() => void refetch()}>
          Not counted. Try again
        </button>
      ) : data === undefined ? (
        <Skeleton className="mt-1 h-7 w-32" />
      ) : (
        <p className="num font-semibold text-xl" role="status">
          {total(data.total)}
        </p>
      )}
      {unasked.length > 0 && (
        <p className="mt-1 text-ink-2 text-xs">
          Not narrowed by{' '}
          {unasked.map((part) => PART_WORDS[part as keyof PersonaDefinition].toLowerCase()).join(' and ')}: the search
          does not know it.
        </p>
      )}
      {asks && data !== undefined && (
        <Link
          to="/prospects"
          search={readFilters(searchOf(definition))}
          className={buttonClass('secondary', 'sm', 'mt-3')}
        >
          Show them
        </Link>
      )}
      {asks && <Nearly definition={definition} />}
    </Card>
  );
}

/** The way to those who meet some of it, the best first. */
function Nearly({ definition }: { definition: PersonaDefinition }) {
  const search = readFilters(searchOf(definition));
  const all = wishesOf(search);
  const [least, setLeast] = useState<number | null>(null);
  if (all < 2) return null;
  const some = Math.min(least ?? all - 1, all - 1);
  return (
    <div className="mt-3 flex flex-wrap items-center gap-2 border-t pt-3 text-sm">
      <span className="flex items-center gap-2 text-ink-2">
        At least
        <NativeSelect
          label="Conditions to be met"
          value={some}
          onChange={({ target }) => setLeast(Number(target.value))}
        >
          {Array.from({ length: all - 1 }, (_, n) => (
            <option key={n} value={n + 1}>
              {n + 1}
            </option>
          ))}
        </NativeSelect>
        of {all}
      </span>
      <Link
        to="/prospects"
        search={{ ...search, fits: String(some), sort: 'fit' }}
        className={buttonClass('secondary', 'sm', 'ml-auto')}
      >
        Show
      </Link>
    </div>
  );
}

/** A persona as the address of a search. */
export const searchOf = (d: PersonaDefinition): Record<string, unknown> => ({
  q: d.keywords.join(' '),
  title: d.titles,
  seniority: d.seniorities,
  industry: d.industries,
  location: d.places,
  wealth: d.wealth,
});
