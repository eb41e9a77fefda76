import {
  checker,
  emailEnrich,
  emailVerify,
  error,
  linkedinEnrich,
  peopleEnrich,
  peopleLinkedin,
  peopleSearch,
  sample,
  stats,
} from './contactout-calls.ts';
import { header, keyState } from './keys.ts';
import type { Answer, Provider, ProviderContext, ProviderRequest } from './types.ts';

/** Calls per minute (documentation, late 2025): search, contact checkers, everything else. */
const PER_MINUTE = { search: 60, checker: 150, other: 1_000 } as const;
interface Handler {
  group: keyof typeof PER_MINUTE;
  run: (request: ProviderRequest, context: ProviderContext) => Answer;
}
const HANDLERS: Record<string, Handler | undefined> = {
  'GET /v1/linkedin/enrich': { group: 'other', run: linkedinEnrich },
  'POST /v1/people/enrich': { group: 'other', run: peopleEnrich },
  'GET /v1/people/linkedin': { group: 'other', run: peopleLinkedin },
  'GET /v1/people/linkedin/personal_email_status': { group: 'checker', run: checker },
  'GET /v1/people/linkedin/work_email_status': { group: 'checker', run: checker },
  'GET /v1/people/linkedin/phone_status': { group: 'checker', run: checker },
  'GET /v1/email/enrich': { group: 'other', run: emailEnrich },
  'GET /v1/email/verify': { group: 'other', run: emailVerify },
  'POST /v1/people/search': { group: 'search', run: peopleSearch },
  'GET /v1/stats': { group: 'other', run: stats },
};

/** ContactOut, standing for `https://api.contactout.com`. Its documentation is not an OpenAPI; texts of messages are not known. */
export function createContactOut(): Provider {
  const tooMany = (retryAfter: number): Answer =>
    error(429, 'Too Many Requests', { 'retry-after': String(retryAfter) });
  return {
    name: 'contactout',
    prefixes: ['contactout'],
    handle(request, context) {
      const key = header(request.headers, 'token');
      const state = keyState(key);
      if (state === 'missing' || state === 'invalid') return error(400, 'Bad credentials or headers.');
      const handler = HANDLERS[`${request.method} ${request.path}`];
      if (handler === undefined) return error(404, 'Not Found');
      if (state === 'noscope') return error(403, 'You do not have access to this endpoint.');
      const rules = [{ window: 'minute' as const, limit: PER_MINUTE[handler.group] }];
      const take = context.limiter.take('contactout', `${key}|${handler.group}`, rules);
      if (!take.allowed) return tooMany(take.retryAfterSeconds);
      if (state === 'exhausted' && request.path !== '/v1/stats') return error(403, 'You are out of credits.');
      if (state === 'blocked') return sample(request);
      return handler.run(request, context);
    },
    failure: (status, _request, retryAfter) =>
      status === 429
        ? tooMany(retryAfter ?? 60)
        : error(status, status === 500 ? 'Server Error' : 'Service Unavailable'),
  };
}
