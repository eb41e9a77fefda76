import { Link } from '@tanstack/react-router';
import { Plus, UserSearch } from 'lucide-react';
import type { ReactNode } from 'react';
import type { Persona } from '../../../../src/features/personas/contract.ts';
import { ago, exactTime } from '../../lib/format.ts';
import { useNow } from '../../lib/use-now.ts';
import { useTitle } from '../../lib/use-title.ts';
import { Badge } from '../../ui/badge.tsx';
import { buttonClass } from '../../ui/button.tsx';
import { DeletedList, ROW_SKELETON } from '../../ui/deleted-list.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { ListFrame } from '../../ui/list-frame.tsx';
import { PageBody, PageHead } from '../../ui/page.tsx';
import { useMay } from '../session/use-me.ts';
import { personaLines } from './persona-words.ts';
import { useDeletedPersonas, usePersonas, useRestorePersona } from './use-personas.ts';

/** Whom the workspace looks for. */
export function PersonasScreen() {
  useTitle('Personas');
  const query = usePersonas();
  const now = useNow();
  const may = useMay('lists:write');
  const restore = useRestorePersona();
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
          skeleton={ROW_SKELETON}
          empty={
            <EmptyState icon={<UserSearch aria-hidden="true" />} title="No personas yet" action={add}>
              A persona says whom you look for: titles, seniority, industries, places, wealth. Searches and Apollo find
              people by it.
            </EmptyState>
          }
        >
          {rows.map((persona) => (
            <PersonaRow key={persona.id} persona={persona} now={now} />
          ))}
        </ListFrame>
        <DeletedList
          what="personas"
          useDeleted={useDeletedPersonas}
          restore={restore}
          may={may}
          row={(persona, action) => <PersonaRow key={persona.id} persona={persona} now={now} action={action} />}
        />
      </PageBody>
    </>
  );
}

function PersonaRow({ persona, now, action }: { persona: Persona; now: number; action?: ReactNode }) {
  const moment = persona.deletedAt ?? persona.updatedAt;
  return (
    <li className="relative flex items-center gap-4 px-4 py-3 hover:bg-hover">
      <UserSearch className="size-5 shrink-0 text-ink-3" aria-hidden="true" />
      <div className="min-w-0 flex-1">
        {persona.deletedAt === null ? (
          <Link
            to="/personas/$personaId"
            params={{ personaId: persona.id }}
            className="block truncate font-medium text-sm -outline-offset-2 after:absolute after:inset-0"
          >
            {persona.name}
          </Link>
        ) : (
          <span className="block truncate font-medium text-ink-2 text-sm">{persona.name}</span>
        )}
        <p className="truncate text-ink-3 text-xs">
          {personaLines(persona.definition)
            .map(({ value }) => value)
            .join(' · ')}
        </p>
      </div>
      <Badge>Version {persona.version}</Badge>
      <time
        className="num w-20 shrink-0 text-right text-ink-3 text-xs max-md:hidden"
        dateTime={moment}
        title={exactTime(moment)}
      >
        {ago(moment, now)}
      </time>
      {action !== undefined && <span className="relative">{action}</span>}
    </li>
  );
}
