import type { ServerResponse } from 'node:http';
import * as z from 'zod';
import { type FaultPlan, faultPlan } from './faults.ts';
import { type Limiter, limitOverride } from './limits.ts';
import type { Recorder } from './recorder.ts';
import { PROVIDER_NAMES } from './types.ts';

/** The parts of the emulator that the control address shows and sets. */
export interface ControlParts {
  recorder: Recorder;
  faults: FaultPlan;
  limiter: Limiter;
  /** Routes of single providers, asked in order. */
  more: readonly ControlRoute[];
}

const callQuery = z.strictObject({
  provider: z.enum(PROVIDER_NAMES).optional(),
  since: z.coerce.number().int().min(0).optional(),
});

export type Result = { status: number; value: unknown };
/** What one provider answers under `/_control/`; null for a route that is not its own. */
export type ControlRoute = (method: string, path: string, body: unknown) => Result | null;
export const OK: Result = { status: 200, value: { ok: true } };

/** Runs `use` on the parsed value, or answers 400 with what is wrong. */
export function parsed<T>(schema: z.ZodType<T>, raw: unknown, use: (value: T) => Result): Result {
  const outcome = schema.safeParse(raw);
  return outcome.success ? use(outcome.data) : { status: 400, value: { error: z.prettifyError(outcome.error) } };
}

function route(parts: ControlParts, method: string, url: URL, body: unknown): Result {
  const { recorder, faults, limiter, more } = parts;
  switch (`${method} ${url.pathname}`) {
    case 'GET /_control/health':
      return { status: 200, value: { ok: true, providers: PROVIDER_NAMES } };
    case 'GET /_control/calls':
      return parsed(callQuery, Object.fromEntries(url.searchParams), (filter) => ({
        status: 200,
        value: recorder.calls(filter),
      }));
    case 'DELETE /_control/calls':
      recorder.clear();
      return OK;
    case 'GET /_control/counters':
      return { status: 200, value: recorder.counters() };
    case 'GET /_control/faults':
      return { status: 200, value: faults.list() };
    case 'PUT /_control/faults':
      return parsed(faultPlan, body, (rules) => {
        faults.set(rules, url.searchParams.get('owner') ?? undefined);
        return { status: 200, value: faults.list() };
      });
    case 'DELETE /_control/faults':
      faults.set([]);
      return OK;
    case 'GET /_control/limits':
      return { status: 200, value: limiter.overrides() };
    case 'PUT /_control/limits':
      return parsed(limitOverride, body, (rule) => {
        limiter.override(rule);
        return { status: 200, value: limiter.overrides() };
      });
    case 'DELETE /_control/limits':
      limiter.reset();
      return OK;
    default:
      for (const ask of more) {
        const result = ask(method, url.pathname, body);
        if (result !== null) return result;
      }
      return { status: 404, value: { error: `no control route ${method} ${url.pathname}` } };
  }
}

/** Answers everything under `/_control/`; `body` is the parsed JSON of the request, undefined when it has none. */
export function control(parts: ControlParts, method: string, url: URL, body: unknown, response: ServerResponse): void {
  const { status, value } = route(parts, method, url, body);
  response.writeHead(status, { 'content-type': 'application/json; charset=utf-8' });
  response.end(JSON.stringify(value));
}
