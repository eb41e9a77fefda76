import { useState } from 'react';
import type { OpenApi, Schema } from './openapi.ts';
import { resolve } from './openapi.ts';
import { boundsWords, isShapeless, objectWithin, typeWords } from './schema-words.ts';

/** Depth from which nested fields wait for a click. */
const OPEN_DEPTH = 1;

/** The fields of an object, nested ones below their parent. */
export function SchemaTable({ document, schema, depth = 0 }: { document: OpenApi; schema: Schema; depth?: number }) {
  const object = objectWithin(document, schema);
  if (object?.properties === undefined) {
    const words = isShapeless(document, schema) ? resolve(document, schema).description : undefined;
    return <p className="font-mono text-ink-2 text-xs">{words ?? typeWords(document, schema)}</p>;
  }
  return (
    <ul className={depth === 0 ? 'divide-y divide-line' : 'mt-2 divide-y divide-line border-line border-l pl-4'}>
      {Object.entries(object.properties).map(([name, property]) => (
        <SchemaField
          key={name}
          document={document}
          name={name}
          schema={property}
          required={object.required?.includes(name) ?? false}
          depth={depth}
        />
      ))}
    </ul>
  );
}

interface SchemaFieldProps {
  document: OpenApi;
  name: string;
  schema: Schema;
  required: boolean;
  depth?: number;
}

/** One field or parameter: name, type, bounds, meaning. */
export function SchemaField({ document, name, schema, required, depth = 0 }: SchemaFieldProps) {
  const own = resolve(document, schema);
  const nested = objectWithin(document, schema);
  const [open, setOpen] = useState(depth < OPEN_DEPTH);
  const bounds = boundsWords(own);
  return (
    <li className="py-2 first:pt-0">
      <p className="flex flex-wrap items-baseline gap-x-2">
        <code className="break-all font-medium font-mono text-ink text-xs">{name}</code>
        <span className="break-words font-mono text-2xs text-ink-3">{typeWords(document, schema)}</span>
        {bounds !== null && <span className="num text-2xs text-ink-3">{bounds}</span>}
        {own.default !== undefined && (
          <span className="text-2xs text-ink-3">default {JSON.stringify(own.default)}</span>
        )}
        {required && <span className="text-2xs text-warn-ink">required</span>}
      </p>
      {own.description !== undefined && <p className="mt-0.5 text-ink-2 text-sm">{own.description}</p>}
      {nested !== null &&
        (open ? (
          <SchemaTable document={document} schema={nested} depth={depth + 1} />
        ) : (
          <button
            type="button"
            onClick={() => setOpen(true)}
            className="mt-1 rounded-sm text-accent-ink text-xs hover:underline"
          >
            Show {Object.keys(nested.properties ?? {}).length} fields
            <span className="sr-only"> of {name}</span>
          </button>
        ))}
    </li>
  );
}
