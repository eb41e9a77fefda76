import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { actorScopes, ROLES, scopesOf } from './actor.ts';
import { readCursor, timeCursor, writeCursor } from './cursor.ts';
import { fromBase64Url, toBase64Url } from './encode.ts';
import { Lru } from './lru.ts';
import { PROBLEMS, ProblemError, problem } from './problem.ts';

describe('base64url', () => {
  it('gives every text back, and nothing for what it did not write', () => {
    fc.assert(fc.property(fc.string({ unit: 'grapheme' }), (text) => fromBase64Url(toBase64Url(text)) === text));
    expect([fromBase64Url('%'), fromBase64Url('_w')]).toEqual([undefined, undefined]);
  });
});

describe('a cursor', () => {
  it('gives its place back', () => {
    const place = { t: '2026-01-02T03:04:05.678Z', i: '01936a5e-7b1c-7000-8000-000000000000' };
    expect(readCursor(writeCursor(place), timeCursor)).toEqual(place);
  });

  it('that is none of ours is refused, whatever it is', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.json().map(toBase64Url)), (text) => {
        expect(() => readCursor(text, timeCursor)).toThrow(ProblemError);
      }),
    );
  });
});

describe('a bounded memory', () => {
  it('forgets what is over, and what was used longest ago', () => {
    const lru = new Lru<number>(2);
    lru.set('a', 1, 100);
    lru.set('b', 2, 200);
    expect([lru.get('a', 99), lru.get('a', 100)]).toEqual([1, undefined]);
    lru.set('c', 3, 300);
    lru.get('b', 0);
    lru.set('d', 4, 300);
    expect([lru.get('b', 0), lru.get('c', 0), lru.get('d', 0), lru.size]).toEqual([2, undefined, 4, 2]);
  });
});

describe('problems', () => {
  it('have a status of an error, and a body that says so', () => {
    for (const [code, [status, title]] of Object.entries(PROBLEMS)) {
      expect(status).toBeGreaterThanOrEqual(400);
      expect(problem.safeParse({ type: '/docs', title, status, code, requestId: 'x' }).success).toBe(true);
    }
  });
});

describe('roles', () => {
  it('each hold what the next weaker one holds', () => {
    for (const [i, role] of ROLES.entries()) {
      const weaker = ROLES[i + 1];
      if (weaker) expect(scopesOf(role).isSupersetOf(scopesOf(weaker) as Set<never>)).toBe(true);
    }
    expect(actorScopes({ kind: 'job', jobId: 'x' })).toEqual(scopesOf('owner'));
  });
});
