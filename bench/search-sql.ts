/** The statements that a search sends, and the same statements asked in other ways. */
import type pg from 'pg';
import { fineCpuMs } from './cpu.ts';
import type { Statement } from './recorder.ts';

/** How a statement reaches the rows: the product's way, and what it is held against. */
export const WAYS = ['fence', 'literal', 'policy'] as const;
export type Way = (typeof WAYS)[number];

/**
 * `fence`: as the product asks, through its view. `literal`: the tenant written into the statement, for a superuser whom
 * no policy meets: the yardstick. `policy`: the table itself under its policy, as it would be without the view.
 */
export function asked({ query, params }: Statement, way: Way, tenantId: string): Statement {
  if (way === 'fence') return { query, params };
  const own = (table: string) => `(select * from ${table} where tenant_id = '${tenantId}')`;
  const rows = way === 'literal' ? own('prospects') : 'prospects';
  const viewed = `(select * from ${rows} r where deleted_at is null)`;
  const direct = query.replaceAll('from "prospects_search"', `from ${viewed} as "prospects_search"`);
  if (direct === query && query.includes('prospects_search'))
    throw new Error(`The view stands unexpectedly in:\n${query}`);
  if (way === 'policy') return { query: direct, params };
  const facets = direct.replace(
    /\b(from|join) prospect_facets( l)?\b/g,
    (_, word, alias) => `${word} ${own('prospect_facets')}${alias ?? ' prospect_facets'}`,
  );
  return { query: facets, params };
}

interface PlanNode {
  readonly 'Node Type': string;
  readonly 'Index Name'?: string;
  readonly 'Index Cond'?: string;
  readonly Plans?: readonly PlanNode[];
}

export interface Explained {
  /** Milliseconds of planning and running, by the server. */
  readonly ms: number;
  /** Of processor time, with the reading of the statement and the writing of the answer: a busy machine changes it little. */
  readonly cpu: number;
  /** Each index that was used, with the columns that it was asked by. */
  readonly indexes: readonly string[];
}

type Answer = [{ 'Planning Time': number; 'Execution Time': number; Plan: PlanNode }];

/** Runs a statement and takes the server's own time for it, without the way there and back. */
export async function explain(client: pg.Client, { query, params }: Statement): Promise<Explained> {
  const { processID = 0 } = client as { processID?: number };
  const before = fineCpuMs(processID);
  const { rows } = await client.query<{ 'QUERY PLAN': Answer }>({
    text: `explain (analyze, timing off, buffers off, format json) ${query}`,
    values: params,
  });
  const cpu = fineCpuMs(processID) - before;
  const [answer] = rows[0]?.['QUERY PLAN'] ?? [];
  if (!answer) throw new Error('The server explained nothing.');
  return {
    ms: answer['Planning Time'] + answer['Execution Time'],
    cpu,
    indexes: [...new Set(nodesOf(answer.Plan).flatMap(indexOf))],
  };
}

const nodesOf = (node: PlanNode): PlanNode[] => [node, ...(node.Plans ?? []).flatMap(nodesOf)];

function indexOf({ 'Index Name': name, 'Index Cond': condition = '' }: PlanNode): string[] {
  if (!name) return [];
  const columns = [
    'tenant_id',
    'search_text',
    'facet_keys',
    'created_at',
    'updated_at',
    'enriched_at',
    'net_worth',
    'company',
    'lower',
  ];
  return [`${name} (${columns.filter((column) => condition.includes(column)).join(', ')})`];
}
