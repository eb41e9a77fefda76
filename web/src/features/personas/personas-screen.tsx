import { Link } from '@tanstack/react-router';
import { Plus, UserSearch } from 'lucide-react';
import { ago, exactTime } from '../../lib/format.ts';
import { useNow } from '../../lib/use-now.ts';
import { useTitle } from '../../lib/use-title.ts';
import { Badge } from '../../ui/badge.tsx';
import { buttonClass } from '../../ui/button.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { ListFrame } from '../../ui/list-frame.tsx';
import { PageBody, PageHead } from '../../ui/page.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';
import { useMay } from '../session/use-me.ts';
import { personaLines } from './persona-words.ts';
import { usePersonas } from './use-personas.ts';

/** Whom the workspace looks for. */
export function PersonasScreen() {
  useTitle('Personas');
  const query = usePersonas();
  const now = useNow();
  const may = useMay('lists:write');
  const rows = query.data?.items ?? [];
  const add = may && (
    <Link to="/personas/new" className={buttonClass('primary')}>
      <Plus aria-hidden="true" />
      New persona
    </Link>
  );
  return (
    <>
      <PageHead title="Personas">{rows.length > 0 && add}</PageHead>
      <PageBody>
        <ListFrame
          query={query}
          what="personas"
          count={rows.length}
          skeletons={3}
          skeleton={
            <div className="flex h-[61px] items-center gap-4 px-4" aria-hidden="true">
              <Skeleton className="size-5" />
              <Skeleton className="w-44" />
            </div>
          }
          empty={
            <EmptyState icon={<UserSearch aria-hidden="true" />} title="No personas yet" action={add}>
              A persona says whom you look for: titles, seniority, industries, places, wealth. Searches and Apollo find
              people by it.
            </EmptyState>
          }
        >
          {rows.map((persona) => (
            <li key={persona.id} className="relative flex items-center gap-4 px-4 py-3 hover:bg-hover">
              <UserSearch className="size-5 shrink-0 text-ink-3" aria-hidden="true" />
              <div className="min-w-0 flex-1">
                <Link
                  to="/personas/$personaId"
                  params={{ personaId: persona.id }}
                  className="block truncate font-medium text-sm -outline-offset-2 after:absolute after:inset-0"
                >
                  {persona.name}
                </Link>
                <p className="truncate text-ink-3 text-xs">
                  {personaLines(persona.definition)
                    .map(({ value }) => value)
                    .join(' · ')}
                </p>
              </div>
              <Badge>Version {persona.version}</Badge>
              <time
                className="num w-20 shrink-0 text-right text-ink-3 text-xs max-md:hidden"
                dateTime={persona.updatedAt}
                title={exactTime(persona.updatedAt)}
              >
                {ago(persona.updatedAt, now)}
              </time>
            </li>
          ))}
        </ListFrame>
      </PageBody>
    </>
  );
}
