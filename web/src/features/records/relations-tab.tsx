import { Link } from '@tanstack/react-router';
import { ArrowUpRight, FileText } from 'lucide-react';
import type { ReactNode } from 'react';
import type { Board, Colleague, Fellow, Relations } from '../../../../src/features/records/relations-contract.ts';
import { calendarDay, number } from '../../lib/format.ts';
import { safeUrl } from '../../lib/links.ts';
import { Badge } from '../../ui/badge.tsx';
import { Button } from '../../ui/button.tsx';
import { ErrorState } from '../../ui/error-state.tsx';
import { Loading, Skeleton } from '../../ui/skeleton.tsx';
import { Nobody } from '../profile/insider/nobody.tsx';
import { Section } from '../profile/section.tsx';
import { type Filters, readFilters } from '../prospects/filters.ts';
import { SuppressedMark, SuppressedPeople } from '../suppression/suppressed-mark.tsx';
import { useRelations } from './use-relations.ts';

/** Rows that stand in while the first page comes. */
const SKELETONS = 5;
const LINK = 'underline decoration-line-strong underline-offset-2 hover:decoration-current';

/** Whom a person is related to in this workspace: colleagues, and whom filings name beside them. */
export function RelationsTab({ prospectId, onRecords }: { prospectId: string; onRecords: () => void }) {
  const query = useRelations(prospectId);
  const first = query.data?.pages[0];
  if (first === undefined) {
    return query.isError ? (
      <ErrorState error={query.error} onRetry={() => void query.refetch()} />
    ) : (
      <div className="grid gap-6 px-4 py-5 md:px-6">
        <Loading label="Loading relations" />
        {Array.from({ length: SKELETONS }, (_, at) => (
          <div key={at} className="grid gap-2" aria-hidden="true">
            <Skeleton className="w-40" />
            <Skeleton className="w-64" />
          </div>
        ))}
      </div>
    );
  }
  const colleagues = query.data?.pages.flatMap((page) => page.colleagues.items) ?? [];
  const suppressed = [...colleagues, ...first.boards.flatMap(({ people }) => people)].filter((one) => one.suppressed);
  return (
    <SuppressedPeople value={new Set(suppressed.map(({ id }) => id))}>
      <Section title="Colleagues" about={totalWords(first.colleagues.total)} action={<InSearch of={first} />}>
        {colleagues.length === 0 ? (
          <p className="py-4 text-ink-3 text-sm">{nobodyWords(first)}</p>
        ) : (
          <ul aria-label="Colleagues" className="grid gap-3">
            {colleagues.map((one) => (
              <Person key={one.id} person={one} about={[one.title, one.why]} />
            ))}
          </ul>
        )}
        {query.hasNextPage && (
          <div className="mt-4 text-center">
            <Button busy={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>
              Show more
            </Button>
          </div>
        )}
        {query.isFetchNextPageError && (
          <p role="alert" className="mt-2 text-center text-bad-ink text-sm">
            More colleagues could not be read. Try again.
          </p>
        )}
      </Section>
      <Boards relations={first} onRecords={onRecords} />
    </SuppressedPeople>
  );
}

const totalWords = ({ value, exact }: Relations['colleagues']['total']): string | null =>
  value === 0 ? null : exact ? number(value) : `more than ${number(value)}`;

const nobodyWords = ({ company, companyDomain }: Relations): string =>
  company === null && companyDomain === null
    ? 'No company is known for this person.'
    : `Nobody else of the workspace is at ${company ?? companyDomain}.`;

/** The search for everybody of the company. */
function InSearch({ of: { company, companyDomain, colleagues } }: { of: Relations }) {
  if (colleagues.total.value === 0) return null;
  const search: Filters | null =
    companyDomain !== null
      ? { companyDomain: [companyDomain] }
      : company !== null
        ? { company: [`"${company}"`] }
        : null;
  if (search === null) return null;
  return (
    <Link to="/prospects" search={search} className={`${LINK} text-ink-2 text-xs`}>
      All at {companyDomain ?? company} in search
    </Link>
  );
}

interface PersonProps {
  person: Colleague | Fellow;
  about: (string | null)[];
  /** Beside the name. */
  mark?: ReactNode;
  /** After what is said of them. */
  source?: ReactNode;
}

function Person({ person, about, mark, source }: PersonProps) {
  return (
    <li className="text-sm">
      <div className="flex min-w-0 items-center gap-2">
        <Link
          to="/prospects/$prospectId"
          params={{ prospectId: person.id }}
          search={readFilters}
          className={`${LINK} min-w-0 truncate font-medium`}
        >
          {person.name}
        </Link>
        <SuppressedMark id={person.id} />
        {mark}
      </div>
      <p className="mt-0.5 text-ink-3 text-xs [overflow-wrap:anywhere]">
        {about.filter((part) => part !== null).join(' · ')}
        {source !== undefined && <> · {source}</>}
      </p>
    </li>
  );
}

function Boards({ relations: { boards, identity }, onRecords }: { relations: Relations; onRecords: () => void }) {
  const about = boards.length === 0 ? undefined : number(boards.length);
  return (
    <Section title="Boards and filings" about={about}>
      {identity !== 'counted' ? (
        <Nobody identity={identity} what="boards and who else sits on them" onRecords={onRecords} />
      ) : boards.length === 0 ? (
        <p className="py-4 text-ink-3 text-sm">No filing that names this person has been read so far.</p>
      ) : (
        <ul className="grid gap-6">
          {boards.map((one) => (
            <BoardItem key={one.cik} board={one} />
          ))}
        </ul>
      )}
    </Section>
  );
}

const Left = ({ left }: { left: boolean }) => (left ? <Badge>No longer reports</Badge> : null);

function BoardItem({ board }: { board: Board }) {
  return (
    <li>
      <div className="flex flex-wrap items-baseline gap-x-2 gap-y-1 text-sm">
        <h4 className="font-medium [overflow-wrap:anywhere]">{board.name}</h4>
        {board.symbol !== null && <span className="num text-ink-3 text-xs">{board.symbol}</span>}
        <Left left={board.left} />
      </div>
      <p className="mt-0.5 text-ink-2 text-xs">
        {board.role ?? 'Filer'} · <Filing of={board} />
      </p>
      {board.people.length === 0 ? (
        <p className="mt-2 text-ink-3 text-xs">
          Its filings name nobody else of the workspace who is proven to be the filer.
        </p>
      ) : (
        <ul aria-label={`Also named by ${board.name}`} className="mt-3 grid gap-3 border-l pl-3">
          {board.people.map((one) => (
            <Person
              key={one.id}
              person={one}
              about={[one.title, one.why]}
              mark={<Left left={one.left} />}
              source={<Filing of={one} short />}
            />
          ))}
        </ul>
      )}
      {board.more > 0 && <p className="mt-2 text-ink-3 text-xs">And {number(board.more)} more.</p>}
    </li>
  );
}

/** The way to a filing; `short` where its day has been said. */
function Filing({ of: { form, filedOn, url }, short = false }: { of: Board | Fellow; short?: boolean }) {
  const safe = safeUrl(url);
  const words = short ? `Form ${form}` : `Form ${form} of ${calendarDay(filedOn)}`;
  if (safe === null) return words;
  return (
    <a href={safe} target="_blank" rel="noopener noreferrer" className={`${LINK} inline-flex items-center gap-1`}>
      <FileText className="size-3" aria-hidden="true" />
      {words}
      <ArrowUpRight className="size-3" aria-hidden="true" />
      <span className="sr-only"> (opens in a new tab)</span>
    </a>
  );
}
