import type { Settings } from '../../platform/env.ts';
import { type Answer, type Called, type Fault, jsonOf } from '../../platform/fetch-guard.ts';
import { type FilingRef, type Listed, readPage, readSubmissions } from './submissions.ts';

/** EDGAR as it is asked: who we are in every request, and an error that says what went wrong. */

/** Why EDGAR gave no answer: `fault` on the way, `refused` by a status, `unreadable`, or the gate has it wait in `line`. */
export class EdgarError extends Error {
  readonly why: { kind: 'fault'; fault: Fault } | { kind: 'refused'; answer: Answer } | { kind: 'unreadable' | 'line' };
  constructor(why: EdgarError['why']) {
    super(`SEC EDGAR: ${why.kind}`);
    this.name = 'EdgarError';
    this.why = why;
  }
}

export type EdgarSettings = Pick<Settings, 'EDGAR_USER_AGENT' | 'EDGAR_DATA_URL' | 'EDGAR_WWW_URL'>;

/** How a page is asked for: through the gate, which counts the requests of all workspaces and of the feed together. */
export type Ask = (url: string, init: RequestInit, until: number) => Promise<Called>;

/** `until` is when the answers must be there, in milliseconds since the epoch. Every call throws EdgarError. */
export const edgarClient = (settings: EdgarSettings, until: number, ask: Ask) => {
  const headers = { 'user-agent': settings.EDGAR_USER_AGENT, 'accept-encoding': 'gzip, deflate' };
  /** A page of either host; undefined for one that is not there, which EDGAR says by 404 and an XML body. */
  const get = async (url: string): Promise<Answer | undefined> => {
    const called = await ask(url, { headers }, until);
    if (called.kind === 'fault') throw new EdgarError(called);
    const { answer } = called;
    if (answer.status === 404) return undefined;
    if (answer.status !== 200) throw new EdgarError({ kind: 'refused', answer });
    return answer;
  };
  const json = async <T>(name: string, read: (value: unknown) => T | undefined): Promise<T | undefined> => {
    const file = await get(`${settings.EDGAR_DATA_URL}/submissions/${name}`);
    if (!file) return undefined;
    const value = read(jsonOf(file));
    if (value === undefined) throw new EdgarError({ kind: 'unreadable' });
    return value;
  };
  return {
    www: (path: string) => get(`${settings.EDGAR_WWW_URL}${path}`),
    /** Ten digits; undefined where nobody has the number. */
    submissions: (cik: string): Promise<Listed | undefined> =>
      json(`CIK${cik}.json`, (value) => readSubmissions(cik, value)),
    /** A further page of a list by its name there. */
    page: (cik: string, name: string): Promise<FilingRef[] | undefined> => json(name, (value) => readPage(cik, value)),
  };
};
export type EdgarClient = ReturnType<typeof edgarClient>;
