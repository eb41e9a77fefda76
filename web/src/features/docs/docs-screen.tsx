import { useEffect, useMemo } from 'react';
import { useTitle } from '../../lib/use-title.ts';
import { ErrorState } from '../../ui/error-state.tsx';
import { NativeSelect } from '../../ui/native-select.tsx';
import { PageHead } from '../../ui/page.tsx';
import { Loading, Skeleton } from '../../ui/skeleton.tsx';
import { CodeBlock } from './code-block.tsx';
import { EndpointSection } from './endpoint-section.tsx';
import { MethodBadge } from './method-badge.tsx';
import { groupsOf, type OpenApi } from './openapi.ts';
import { useOpenApi } from './use-openapi.ts';

/** The API's reference, drawn from the API's own description. Needs no session. */
export function DocsScreen() {
  useTitle('API reference');
  const query = useOpenApi();
  return (
    <>
      <PageHead title="API reference" about={query.data && `Version ${query.data.info.version}`} />
      {query.isPending ? (
        <DocsSkeleton />
      ) : query.isError ? (
        <ErrorState error={query.error} onRetry={() => void query.refetch()} />
      ) : (
        <Reference document={query.data} />
      )}
    </>
  );
}

function Reference({ document: api }: { document: OpenApi }) {
  const groups = useMemo(() => groupsOf(api), [api]);
  useEffect(() => {
    // The part that the address names exists only now.
    document.getElementById(location.hash.slice(1))?.scrollIntoView();
  }, []);
  return (
    <div className="flex min-h-0 flex-1">
      <nav
        aria-label="Operations"
        className="hidden w-64 shrink-0 relative overflow-y-auto border-r px-3 py-4 lg:block"
      >
        {groups.map((group) => (
          <div key={group.name} className="mb-4">
            <p className="mb-1 px-2 font-medium text-ink-3 text-xs">{group.name}</p>
            <ul>
              {group.endpoints.map(({ id, method, path, operation }) => (
                <li key={id}>
                  <a
                    href={`#${id}`}
                    className="flex items-baseline gap-2 rounded-md px-2 py-1 text-ink-2 text-sm hover:bg-hover hover:text-ink"
                  >
                    <MethodBadge method={method} className="w-9 shrink-0" />
                    <span className="min-w-0 truncate">{operation.summary ?? path}</span>
                  </a>
                </li>
              ))}
            </ul>
          </div>
        ))}
      </nav>
      <div className="min-w-0 flex-1 relative overflow-y-auto motion-safe:scroll-smooth">
        <div className="mx-auto max-w-[1120px] px-4 py-8 md:px-8">
          <h2 className="text-xl">{api.info.title}</h2>
          {api.info.description !== undefined && (
            <p className="mt-2 max-w-[64ch] whitespace-pre-line text-base text-ink-2">{api.info.description}</p>
          )}
          <NativeSelect
            label="Go to an operation"
            className="mt-4 w-full lg:hidden"
            defaultValue=""
            onChange={(event) => document.getElementById(event.target.value)?.scrollIntoView()}
          >
            <option value="" disabled>
              Go to an operation
            </option>
            {groups.map((group) => (
              <optgroup key={group.name} label={group.name}>
                {group.endpoints.map(({ id, method, path, operation }) => (
                  <option key={id} value={id}>
                    {operation.summary ?? `${method.toUpperCase()} ${path}`}
                  </option>
                ))}
              </optgroup>
            ))}
          </NativeSelect>
          <div className="mt-6 max-w-[640px]">
            <CodeBlock
              label="Sign in once; the cookie is kept in a file"
              code={`curl -X POST '${location.origin}/api/auth/sign-in/email' \\\n  --cookie-jar cookies.txt \\\n  -H 'Content-Type: application/json' \\\n  -d '{"email":"you@example.com","password":"…"}'`}
            />
          </div>
          {groups.map((group) => (
            <div key={group.name} className="mt-10">
              <h2 className="text-lg">{group.name}</h2>
              {group.description !== undefined && <p className="mt-1 text-ink-2 text-sm">{group.description}</p>}
              {group.endpoints.map((endpoint) => (
                <EndpointSection key={endpoint.id} document={api} endpoint={endpoint} />
              ))}
            </div>
          ))}
        </div>
      </div>
    </div>
  );
}

const LINES = ['w-40', 'w-32', 'w-44', 'w-28', 'w-36', 'w-40', 'w-24', 'w-32'];

const DocsSkeleton = () => (
  <div className="flex min-h-0 flex-1">
    <Loading label="Loading the reference" />
    <div className="hidden w-64 shrink-0 border-r p-5 lg:block" aria-hidden="true">
      {LINES.map((width) => (
        <Skeleton key={width} className={`mb-4 ${width}`} />
      ))}
    </div>
    <div className="flex-1 p-8" aria-hidden="true">
      <Skeleton className="mb-4 h-6 w-56" />
      <Skeleton className="mb-8 w-96 max-w-full" />
      <Skeleton className="h-32 max-w-[640px] rounded-lg" />
    </div>
  </div>
);
