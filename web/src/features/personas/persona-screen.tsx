import { Link, useNavigate, useParams } from '@tanstack/react-router';
import { History, Trash2, UserSearch } from 'lucide-react';
import { useState } from 'react';
import type { Persona } from '../../../../src/features/personas/contract.ts';
import { Failure } from '../../lib/failure.ts';
import { ago, exactTime } from '../../lib/format.ts';
import { useNow } from '../../lib/use-now.ts';
import { useTitle } from '../../lib/use-title.ts';
import { Button, buttonClass } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { ErrorState } from '../../ui/error-state.tsx';
import { PageBody, PageHead } from '../../ui/page.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';
import { toastNote } from '../../ui/toast.ts';
import { useMay } from '../session/use-me.ts';
import { Builder, Lines } from './builder.tsx';
import { NO_PERSONA } from './persona-words.ts';
import { useDeletePersona, usePersona, usePersonaVersions, useRestoreVersion, useSavePersona } from './use-personas.ts';

/** A persona that is not there yet. */
export function NewPersonaScreen() {
  useTitle('New persona');
  const navigate = useNavigate();
  const save = useSavePersona();
  return (
    <>
      <PageHead title="New persona" />
      <PageBody wide>
        <Builder
          before={{ name: '', definition: NO_PERSONA }}
          action="Make the persona"
          busy={save.isPending}
          error={save.error}
          onSave={(persona) =>
            save.mutate(persona, {
              onSuccess: ({ id }) => void navigate({ to: '/personas/$personaId', params: { personaId: id } }),
            })
          }
        />
      </PageBody>
    </>
  );
}

/** A persona in its newest version, and the versions before. */
export function PersonaScreen() {
  const { personaId } = useParams({ from: '/frame/members/personas/$personaId' });
  const query = usePersona(personaId);
  useTitle(query.data?.name ?? 'Persona');
  if (query.isError && query.data === undefined) {
    return query.error instanceof Failure && query.error.status === 404 ? (
      <EmptyState
        level="h1"
        icon={<UserSearch aria-hidden="true" />}
        title="There is no such persona"
        action={
          <Link to="/personas" className={buttonClass()}>
            All personas
          </Link>
        }
      >
        It was deleted, or the link is not right.
      </EmptyState>
    ) : (
      <ErrorState error={query.error} onRetry={() => void query.refetch()} />
    );
  }
  if (query.data === undefined) {
    return (
      <>
        <PageHead title="Persona" />
        <PageBody wide>
          <Skeleton className="h-40 w-full" />
        </PageBody>
      </>
    );
  }
  // Another version is another persona to build on.
  return <Shown key={query.data.version} persona={query.data} />;
}

function Shown({ persona }: { persona: Persona }) {
  const may = useMay('lists:write');
  const navigate = useNavigate();
  const save = useSavePersona(persona);
  const drop = useDeletePersona();
  const [versions, setVersions] = useState(false);
  return (
    <>
      <PageHead title={persona.name} about={`Version ${persona.version}`}>
        <Button icon={<History aria-hidden="true" />} onClick={() => setVersions(true)}>
          <span className="max-sm:sr-only">Versions</span>
        </Button>
        {may && (
          <Button
            kind="danger"
            icon={<Trash2 aria-hidden="true" />}
            busy={drop.isPending}
            onClick={() => drop.mutate(persona, { onSuccess: () => void navigate({ to: '/personas' }) })}
          >
            <span className="max-sm:sr-only">Delete</span>
          </Button>
        )}
      </PageHead>
      <PageBody wide>
        <Builder
          before={persona}
          action="Save as a new version"
          busy={save.isPending}
          error={save.error}
          readOnly={!may}
          onSave={(next) =>
            save.mutate(next, { onSuccess: ({ version }) => toastNote(`Saved as version ${version}.`) })
          }
        />
      </PageBody>
      {versions && <Versions persona={persona} onClose={() => setVersions(false)} />}
    </>
  );
}

function Versions({ persona, onClose }: { persona: Persona; onClose: () => void }) {
  const query = usePersonaVersions(persona.id, true);
  const restore = useRestoreVersion(persona.id);
  const may = useMay('lists:write');
  const now = useNow();
  return (
    <Dialog title="Versions" open onClose={onClose}>
      {query.isError ? (
        <ErrorState error={query.error} onRetry={() => void query.refetch()} />
      ) : (
        <ul className="grid gap-4">
          {query.isPending && <Skeleton className="h-16 w-full" />}
          {query.data?.items.map((one) => (
            <li key={one.version} className="rounded-md border p-3">
              <div className="mb-2 flex items-center gap-3">
                <p className="num min-w-0 flex-1 text-sm">
                  <span className="font-medium">Version {one.version}</span>{' '}
                  <span className="text-ink-3 text-xs" title={exactTime(one.createdAt)}>
                    {one.createdByName ?? 'a former member'}, {ago(one.createdAt, now)}
                  </span>
                </p>
                {may && one.version !== persona.version && (
                  <Button
                    size="sm"
                    busy={restore.isPending && restore.variables === one.version}
                    onClick={() => restore.mutate(one.version, { onSuccess: onClose })}
                  >
                    Bring back
                  </Button>
                )}
              </div>
              <Lines definition={one.definition} />
            </li>
          ))}
        </ul>
      )}
    </Dialog>
  );
}
