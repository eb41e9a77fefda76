import { cx } from '../../lib/cx.ts';
import { CodeBlock } from './code-block.tsx';
import { curlOf } from './curl.ts';
import { MethodBadge } from './method-badge.tsx';
import { type Body, type Endpoint, type OpenApi, resolve } from './openapi.ts';
import { SchemaField, SchemaTable } from './schema-table.tsx';

const PLACES: Record<string, string> = { path: 'Path', query: 'Query', header: 'Headers' };
const H4 = 'mt-6 mb-3 font-medium text-ink-3 text-xs';

/** One operation: what it does, what it takes, what it answers, and a call to paste. */
export function EndpointSection({ document, endpoint }: { document: OpenApi; endpoint: Endpoint }) {
  const { operation, method, path, parameters } = endpoint;
  const body = operation.requestBody === undefined ? undefined : resolve(document, operation.requestBody);
  return (
    <section id={endpoint.id} aria-labelledby={`${endpoint.id}-title`} className="scroll-mt-4 border-b py-8">
      <h3 id={`${endpoint.id}-title`} className="text-md">
        {operation.summary ?? `${method.toUpperCase()} ${path}`}
      </h3>
      <p className="mt-1 flex items-baseline gap-2">
        <MethodBadge method={method} className="text-xs!" />
        <code className="break-all font-mono text-ink-2 text-xs">{path}</code>
        {operation.deprecated && <span className="text-warn-ink text-xs">deprecated</span>}
      </p>
      {operation.description !== undefined && (
        <p className="mt-3 max-w-[64ch] whitespace-pre-line text-ink-2 text-sm">{operation.description}</p>
      )}
      <div className="mt-2 grid gap-x-8 xl:grid-cols-[1fr_420px]">
        <div className="min-w-0">
          {Object.entries(PLACES).map(([place, title]) => {
            const here = parameters.filter((parameter) => parameter.in === place);
            return (
              here.length > 0 && (
                <div key={place}>
                  <h4 className={H4}>{title}</h4>
                  <ul className="divide-y divide-line">
                    {here.map((parameter) => (
                      <SchemaField
                        key={parameter.name}
                        document={document}
                        name={parameter.name}
                        schema={{
                          ...resolve(document, parameter.schema ?? {}),
                          ...(parameter.description === undefined ? {} : { description: parameter.description }),
                        }}
                        required={parameter.required ?? false}
                      />
                    ))}
                  </ul>
                </div>
              )
            );
          })}
          {body !== undefined && (
            <>
              <h4 className={H4}>Body</h4>
              <Contents document={document} body={body} />
            </>
          )}
          <h4 className={H4}>Answers</h4>
          <div className="grid gap-2">
            {Object.entries(operation.responses ?? {}).map(([status, answer]) => (
              <Answer key={status} document={document} status={status} answer={resolve(document, answer)} />
            ))}
          </div>
        </div>
        <div className="min-w-0 xl:sticky xl:top-4 xl:self-start xl:pt-10 max-xl:mt-6">
          <CodeBlock label="curl" code={curlOf(document, endpoint, location.origin)} />
        </div>
      </div>
    </section>
  );
}

function Contents({ document, body }: { document: OpenApi; body: Body }) {
  return Object.entries(body.content ?? {}).map(([type, { schema }]) => (
    <div key={type} className="not-first:mt-4">
      <p className="mb-2 font-mono text-2xs text-ink-3">{type}</p>
      {schema !== undefined && <SchemaTable document={document} schema={schema} />}
    </div>
  ));
}

function Answer({ document, status, answer }: { document: OpenApi; status: string; answer: Body }) {
  const fine = status.startsWith('2') || status.startsWith('1');
  const empty = Object.values(answer.content ?? {}).every(({ schema }) => schema === undefined);
  const head = (
    <>
      <span className={cx('num font-medium', fine ? 'text-good-ink' : 'text-ink-2')}>{status}</span>
      <span className="text-ink-2">{answer.description}</span>
    </>
  );
  return empty ? (
    <p className="flex gap-3 rounded-lg border border-line px-3 py-2 text-sm">{head}</p>
  ) : (
    <details className="group rounded-lg border border-line" open={fine}>
      <summary className="flex gap-3 rounded-lg px-3 py-2 text-sm hover:bg-hover">{head}</summary>
      <div className="border-line border-t p-3">
        <Contents document={document} body={answer} />
      </div>
    </details>
  );
}
