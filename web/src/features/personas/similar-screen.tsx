import { Link, useNavigate, useParams } from '@tanstack/react-router';
import { Sparkles, UserSearch, Users } from 'lucide-react';
import { useEffect, useState } from 'react';
import type { Lookalike } from '../../../../src/features/personas/contract.ts';
import { count, credits, number } from '../../lib/format.ts';
import { useTitle } from '../../lib/use-title.ts';
import { Banner } from '../../ui/banner.tsx';
import { Button } from '../../ui/button.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { ErrorState } from '../../ui/error-state.tsx';
import { ListFrame } from '../../ui/list-frame.tsx';
import { Card, PageBody, PageHead } from '../../ui/page.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';
import { Tabs } from '../../ui/tabs.tsx';
import { toastFailure } from '../../ui/toast.ts';
import { useWhyNot } from '../billing/why-not.ts';
import { useProfile } from '../profile/use-profile.ts';
import { useMay } from '../session/use-me.ts';
import { Lines } from './builder.tsx';
import { asksFor, becauseWords, fitWords } from './persona-words.ts';
import { useDiscovered, useLookalike, useMatches, useSavePersona } from './use-personas.ts';

/** People like one: what to look for, who is here, and whom Apollo knows. */
export function SimilarScreen() {
  const { prospectId } = useParams({ from: '/frame/members/similar/$prospectId' });
  const profile = useProfile(prospectId);
  const name = profile.data?.prospect.name;
  const title = name === undefined ? 'Find similar' : `People like ${name}`;
  useTitle(title);
  const may = useMay('enrichment:run');
  const whyNot = useWhyNot('enrichment');
  const ask = useLookalike(prospectId);
  return (
    <>
      <PageHead title={title} />
      <PageBody>
        {ask.data !== undefined && name !== undefined ? (
          <Found like={ask.data} prospectId={prospectId} name={name} />
        ) : ask.isError || profile.isError ? (
          <ErrorState
            error={ask.error ?? profile.error}
            onRetry={() => (ask.isError ? ask.mutate() : void profile.refetch())}
          />
        ) : (
          <EmptyState
            icon={<Sparkles aria-hidden="true" />}
            title="Whom to look for"
            action={
              may && (
                <Button kind="primary" busy={ask.isPending} whyNot={whyNot} onClick={() => ask.mutate()}>
                  Find similar people
                </Button>
              )
            }
          >
            {may
              ? 'Claude reads what the profile says and proposes titles, seniority, industries and keywords. It takes one credit; without Claude the profile’s own fields are used, at no cost.'
              : 'Those who may enrich can ask for people like this one.'}
          </EmptyState>
        )}
      </PageBody>
    </>
  );
}

function Found({ like, prospectId, name }: { like: Lookalike; prospectId: string; name: string }) {
  const [where, setWhere] = useState<'here' | 'apollo'>('here');
  const save = useSavePersona();
  const navigate = useNavigate();
  const mayWrite = useMay('lists:write');
  const asks = asksFor(like.definition);
  useEffect(() => {
    if (save.error !== null) toastFailure('The persona was not saved', save.error);
  }, [save.error]);
  return (
    <>
      {like.by === 'profile' && (
        <Banner tone="warn" className="mb-4">
          By the profile’s own fields, not by Claude. {like.why}
        </Banner>
      )}
      <Card className="mb-6 p-4">
        <div className="mb-3 flex flex-wrap items-center gap-3">
          <h2 className="min-w-0 flex-1 text-sm">
            {like.by === 'claude' ? `Claude looks for (${credits(like.cost)})` : 'Looks for'}
          </h2>
          {mayWrite && asks && (
            <Button
              size="sm"
              icon={<UserSearch aria-hidden="true" />}
              busy={save.isPending}
              onClick={() =>
                save.mutate(
                  { name: `Like ${name}`.slice(0, 120), definition: like.definition },
                  { onSuccess: ({ id }) => void navigate({ to: '/personas/$personaId', params: { personaId: id } }) },
                )
              }
            >
              Save as persona
            </Button>
          )}
        </div>
        <Lines definition={like.definition} />
        {like.reasoning !== null && <p className="mt-3 text-ink-2 text-sm">{like.reasoning}</p>}
      </Card>
      {!asks ? (
        <EmptyState icon={<Users aria-hidden="true" />} title="Too little is known">
          The profile has no title, industry or place to go by. Enrich it first.
        </EmptyState>
      ) : (
        <Tabs
          label="Where"
          value={where}
          onChange={setWhere}
          className="mb-3 bg-transparent! px-0!"
          options={[
            { value: 'here', label: 'In this workspace' },
            { value: 'apollo', label: 'In Apollo' },
          ]}
        >
          {where === 'here' ? <Here like={like} prospectId={prospectId} /> : <InApollo like={like} />}
        </Tabs>
      )}
    </>
  );
}

const ROW = 'grid gap-x-4 gap-y-1 px-4 py-3 sm:grid-cols-[1fr_1.4fr]';

const Because = ({ because, of }: { because: { part: string; words: string }[]; of?: number }) => (
  <p className="text-ink-2 text-xs">
    {of !== undefined && <span className="num font-medium">{fitWords({ fits: because.length, of })} · </span>}
    <span className="text-ink-3">Similar because</span> {because.map(becauseWords).join(' · ')}
  </p>
);

function Here({ like, prospectId }: { like: Lookalike; prospectId: string }) {
  const query = useMatches(like.definition, prospectId);
  const rows = query.data?.items ?? [];
  return (
    <ListFrame
      query={query}
      what="people"
      count={rows.length}
      skeleton={<Skeleton className="m-4 h-8 w-64" />}
      empty={
        <EmptyState icon={<Users aria-hidden="true" />} title="Nobody here is like that">
          Look in Apollo, or import more people.
        </EmptyState>
      }
    >
      {rows.map(({ person, because }) => (
        <li key={person.id} className={ROW}>
          <div className="min-w-0">
            <Link
              to="/prospects/$prospectId"
              params={{ prospectId: person.id }}
              className="block truncate font-medium text-sm hover:underline"
            >
              {person.name}
            </Link>
            <p className="truncate text-ink-3 text-xs">
              {[person.title, person.company].filter(Boolean).join(' · ') || 'No title, no company'}
            </p>
          </div>
          <Because because={because} of={query.data?.of ?? because.length} />
        </li>
      ))}
    </ListFrame>
  );
}

function InApollo({ like }: { like: Lookalike }) {
  const query = useDiscovered(like.definition, true);
  const pages = query.data?.pages ?? [];
  const [first] = pages;
  const last = pages.at(-1);
  // Apollo may give somebody on two pages, where its order has changed meanwhile.
  const people = [...new Map(pages.flatMap(({ items }) => items).map((one) => [one.id, one])).values()];
  const leftOut = pages.reduce((sum, page) => sum + page.leftOut, 0);
  return (
    <ListFrame
      query={query}
      what="people in Apollo"
      count={people.length}
      skeleton={<Skeleton className="m-4 h-8 w-64" />}
      above={
        first?.asked === true ? (
          <p className="num mb-3 text-ink-2 text-sm">
            {count(first.total, 'person', 'people')} in Apollo;{' '}
            {last?.nextPage === null ? 'all that it shows' : `the first ${number(people.length + leftOut)}`} are looked
            at
            {leftOut > 0 && `, ${count(leftOut, 'person', 'people')} left out whom you know already or leave alone`}.
            Apollo shows last names when somebody is enriched.
            {last?.asked === false && ` ${last.why ?? ''}`}
          </p>
        ) : undefined
      }
      empty={
        <EmptyState
          icon={<Users aria-hidden="true" />}
          title={first?.asked ? 'Nobody new' : 'Apollo was not asked'}
          action={
            query.hasNextPage && (
              <Button busy={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>
                Look further
              </Button>
            )
          }
        >
          {first?.why ?? 'All whom Apollo gave so far you know already, or leave alone.'}
        </EmptyState>
      }
    >
      {people.map((one) => (
        <li key={one.id} className={ROW}>
          <div className="min-w-0">
            <p className="truncate font-medium text-sm">{one.name}</p>
            <p className="truncate text-ink-3 text-xs">{[one.title, one.company].filter(Boolean).join(' · ')}</p>
          </div>
          <Because because={one.because} />
        </li>
      ))}
    </ListFrame>
  );
}
