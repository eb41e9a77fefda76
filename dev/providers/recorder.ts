import { appendFileSync, existsSync, readFileSync, writeFileSync } from 'node:fs';
import { masked } from './keys.ts';
import {
  type Answer,
  type Billed,
  PROVIDER_NAMES,
  type ProviderName,
  type ProviderRequest,
  SECRET_HEADERS,
  type UsagePeriod,
  type UsageSum,
} from './types.ts';

/** Longer bodies are cut in the list: it must hold some ten thousand calls in memory. */
const BODY_KEPT = 8_192;

/** One received call. The list of these is the truth for billing tests. */
export interface CallRecord {
  seq: number;
  /** ISO 8601, when the request was completely received. */
  at: string;
  provider: ProviderName;
  method: string;
  /** Full path with the prefix, without the query. */
  path: string;
  /** Decoded query; a repeated name holds a list. */
  query: Record<string, string | string[]>;
  /** Headers; credentials are replaced by a fingerprint. */
  headers: Record<string, string>;
  /** The first 8,192 characters of the body. */
  body: string;
  bodyLength: number;
  /** Status the provider decided on; a fault may have kept it from the client. */
  status: number;
  billed: Billed;
  /** Name of the applied fault, or null. */
  fault: string | null;
  personKey: string | null;
  /** True once the whole answer was handed to the network, false when it was cut or never sent, null while under way. */
  delivered: boolean | null;
  /** ISO 8601, when that was known; null while under way. */
  ended: string | null;
}

export interface CallFilter {
  provider?: string | undefined;
  /** Only calls with a greater `seq`. */
  since?: number | undefined;
}

/** Counters of one provider over the current list. */
export interface Counters {
  calls: number;
  billedUnits: number;
  faults: number;
  byStatus: Record<string, number>;
}

export interface Recorder {
  nextSeq(): number;
  add(request: ProviderRequest, provider: ProviderName, answer: Answer, fault: string | null): CallRecord;
  settle(record: CallRecord, delivered: boolean, at: number): void;
  calls(filter?: CallFilter): CallRecord[];
  counters(): Record<ProviderName, Counters>;
  usage(provider: ProviderName, credential: string, period?: UsagePeriod): UsageSum;
  /** Empties the list and the log. Sequence numbers go on. */
  clear(): void;
}

const queryRecord = (query: URLSearchParams): CallRecord['query'] => {
  const record: CallRecord['query'] = {};
  for (const name of new Set(query.keys())) {
    const all = query.getAll(name);
    record[name] = all.length === 1 ? (all[0] ?? '') : all;
  }
  return record;
};

/** A bearer's token is masked apart, so that the same key has the same fingerprint however it is sent. */
const BEARER = 'Bearer ';
const maskedLine = (line: string): string =>
  line.startsWith(BEARER) ? `${BEARER}${masked(line.slice(BEARER.length))}` : masked(line);

const headerRecord = (request: ProviderRequest): Record<string, string> => {
  const record: Record<string, string> = {};
  for (const [name, value] of Object.entries(request.headers)) {
    const line = Array.isArray(value) ? value.join(', ') : (value ?? '');
    record[name] = SECRET_HEADERS.some((secret) => secret === name) ? maskedLine(line) : line;
  }
  return record;
};

/** Reads a log back. A last line that was torn by a kill is left out; a later line completes an earlier one by `seq`. */
function load(file: string): CallRecord[] {
  const bySeq = new Map<number, CallRecord>();
  for (const line of readFileSync(file, 'utf8').split('\n')) {
    if (line === '') continue;
    try {
      const entry = JSON.parse(line) as CallRecord;
      bySeq.set(entry.seq, { ...bySeq.get(entry.seq), ...entry });
    } catch {
      // Only the process's own writes are in this file, so a broken line is a torn one.
    }
  }
  return [...bySeq.values()].filter((record) => record.provider !== undefined).sort((a, b) => a.seq - b.seq);
}

/** The list of calls, kept in `file` as JSON lines when one is given; of each body the first `bodyKept` characters. */
export function createRecorder(file?: string, bodyKept = BODY_KEPT): Recorder {
  let list: CallRecord[] = [];
  if (file !== undefined && existsSync(file)) {
    list = load(file);
    // A torn last line would swallow the next one.
    if (!readFileSync(file, 'utf8').endsWith('\n')) appendFileSync(file, '\n');
  }
  let last = list.at(-1)?.seq ?? 0;
  const write = (entry: Partial<CallRecord>): void => {
    if (file !== undefined) appendFileSync(file, `${JSON.stringify(entry)}\n`);
  };

  return {
    nextSeq: () => {
      last += 1;
      return last;
    },
    add(request, provider, answer, fault) {
      const record: CallRecord = {
        seq: request.seq,
        at: new Date(request.at).toISOString(),
        provider,
        method: request.method,
        path: `/${request.prefix}${request.path}`,
        query: queryRecord(request.query),
        headers: headerRecord(request),
        body: request.body.slice(0, bodyKept),
        bodyLength: request.body.length,
        status: answer.status,
        billed: answer.billed,
        fault,
        personKey: answer.personKey,
        delivered: null,
        ended: null,
      };
      list.push(record);
      write(record);
      return record;
    },
    settle(record, delivered, at) {
      record.delivered = delivered;
      record.ended = new Date(at).toISOString();
      write({ seq: record.seq, delivered, ended: record.ended });
    },
    calls: (filter = {}) =>
      list.filter(
        (record) =>
          (filter.provider === undefined || record.provider === filter.provider) &&
          (filter.since === undefined || record.seq > filter.since),
      ),
    counters() {
      const sums = Object.fromEntries(
        PROVIDER_NAMES.map((name) => [name, { calls: 0, billedUnits: 0, faults: 0, byStatus: {} }]),
      ) as Record<ProviderName, Counters>;
      for (const record of list) {
        const sum = sums[record.provider];
        sum.calls += 1;
        sum.billedUnits += record.billed.units;
        if (record.fault !== null) sum.faults += 1;
        sum.byStatus[record.status] = (sum.byStatus[record.status] ?? 0) + 1;
      }
      return sums;
    },
    usage(provider, credential, { from = 0, to = Number.POSITIVE_INFINITY } = {}) {
      const sum: UsageSum = { calls: 0, units: 0, detail: {} };
      for (const record of list) {
        const owner = SECRET_HEADERS.some((name) => record.headers[name]?.replace(BEARER, '') === credential);
        const at = Date.parse(record.at);
        if (record.provider !== provider || !owner || at < from || at >= to) continue;
        sum.calls += 1;
        sum.units += record.billed.units;
        for (const [sort, units] of Object.entries(record.billed.detail ?? {})) {
          sum.detail[sort] = (sum.detail[sort] ?? 0) + units;
        }
      }
      return sum;
    },
    clear() {
      list = [];
      if (file !== undefined) writeFileSync(file, '');
    },
  };
}
