import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import * as z from 'zod';
import { type Providers, type ProvidersOptions, startProviders } from './server.ts';

/** Where real contracts and files lie when they are there. */
export const SHARED = resolve(import.meta.dirname, '../../../shared/data');
/** A folder without real EDGAR files. */
export const NO_DATA = resolve(import.meta.dirname, 'fixtures/none');

/** True when the shared folder has `part`; says so in one line when it has not. */
export function hasShared(part: string): boolean {
  const there = existsSync(resolve(SHARED, part));
  if (!there) console.log(`../shared/data/${part} is absent: the checks that read it are left out`);
  return there;
}

export const KEYS = {
  apollo: { 'x-api-key': 'apollo-test-key' },
  exa: { 'x-api-key': 'exa-test-key' },
  contactout: { token: 'contactout-test-key' },
  edgar: { 'user-agent': 'Edgewise Tests tests@edgewise.example' },
  anthropic: { 'x-api-key': 'anthropic-test-key', 'anthropic-version': '2023-06-01' },
} as const;

/** Runs `use` against a fresh server and ends it afterwards, whatever happens. */
export async function withProviders(
  use: (providers: Providers) => Promise<void>,
  options: ProvidersOptions = {},
): Promise<void> {
  const providers = await startProviders({ dataDir: NO_DATA, ...options });
  try {
    await use(providers);
  } finally {
    await providers.stop();
  }
}

/** A clock that only moves when told to. */
export function handClock(): { now: () => number; advance(ms: number): void } {
  let at = Date.UTC(2026, 0, 5, 9);
  return {
    now: () => at,
    advance: (ms) => {
      at += ms;
    },
  };
}

/** One answer with its body read as JSON when it is JSON. */
export interface Reply {
  status: number;
  headers: Headers;
  text: string;
  body: Json;
}

/** Any JSON value, walked with `at`. */
export type Json = z.infer<ReturnType<typeof z.json>>;

export async function call(
  url: string,
  options: { method?: string; headers?: Record<string, string>; body?: unknown } = {},
): Promise<Reply> {
  const response = await fetch(url, {
    method: options.method ?? (options.body === undefined ? 'GET' : 'POST'),
    headers: options.headers ?? {},
    ...(options.body === undefined ? {} : { body: JSON.stringify(options.body) }),
  });
  const text = await response.text();
  const isJson = response.headers.get('content-type')?.startsWith('application/json') === true;
  return {
    status: response.status,
    headers: response.headers,
    text,
    body: isJson ? z.json().parse(JSON.parse(text)) : null,
  };
}

/** The value under a path such as `person.organization.name` or `hits.0.id`; fails the test when a step is missing. */
export function at(value: Json, path: string): Json {
  let here: Json = value;
  for (const step of path.split('.')) {
    assert.ok(here !== null && typeof here === 'object', `${path}: nothing under ${step}`);
    const next: Json | undefined = Array.isArray(here) ? here[Number(step)] : here[step];
    assert.ok(next !== undefined, `${path}: no ${step}`);
    here = next;
  }
  return here;
}

export function textAt(value: Json, path: string): string {
  const found = at(value, path);
  assert.ok(typeof found === 'string', `${path} is no text`);
  return found;
}

export function listAt(value: Json, path: string): Json[] {
  const found = at(value, path);
  assert.ok(Array.isArray(found), `${path} is no list`);
  return found;
}

/** The first of numbered people for whom `test` holds; the same one on every run. */
export async function firstPerson(test: (name: string) => Promise<boolean>): Promise<string> {
  const surnames =
    'Adler Bishop Castle Dorsey Ellery Frost Garner Hollis Ingram Jarvis Keller Lowell Mercer Norris Ogden'.split(' ');
  for (const surname of surnames) if (await test(`Robin ${surname}`)) return `Robin ${surname}`;
  assert.fail('no such person among the first fifteen');
}
