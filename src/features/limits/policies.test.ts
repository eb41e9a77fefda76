import { describe, expect, it } from 'vitest';
import { actorPolicies, routeClassOf } from './policies.ts';

describe('the class of a route', () => {
  it.each([
    ['GET /api/v1/prospects', 'read'],
    ['GET /api/v1/imports/{id}', 'read'],
    ['POST /api/v1/imports', 'bulk'],
    ['POST /api/v1/imports/{id}/start', 'write'],
    ['GET /api/v1/exports/prospects.csv', 'bulk'],
    ['POST /api/v1/exports/prospects', 'bulk'],
    ['POST /api/v1/exports', 'bulk'],
    ['GET /api/v1/exports/files/{token}', 'bulk'],
    ['GET /api/v1/exports', 'read'],
    ['GET /api/v1/prospects/{id}/dossier.pdf', 'bulk'],
    ['POST /api/v1/enrichments', 'bulk'],
    ['POST /api/v1/prospects/{id}/enrichments', 'write'],
    ['DELETE /api/v1/lists/{id}', 'write'],
    [undefined, 'write'],
  ])('of %s is %s', (route, routeClass) => {
    expect(routeClassOf(route)).toBe(routeClass);
  });
});

describe('what an actor’s request counts against', () => {
  it('is the tenant’s whole limit, half of it for the actor, and a part of that for the class', () => {
    const limitsOf = (routeClass: 'read' | 'write' | 'bulk') =>
      actorPolicies(12_000, 'a', routeClass).map(({ name, key, limit }) => [name, key, limit]);
    expect(limitsOf('read')).toEqual([
      ['tenant', 'tenant', 12_000],
      ['actor', 'actor:a', 6_000],
      ['read', 'read:a', 5_400],
    ]);
    expect(limitsOf('write')[2]).toEqual(['write', 'write:a', 1_800]);
    expect(limitsOf('bulk')[2]).toEqual(['bulk', 'bulk:a', 120]);
  });

  it('is never more than the tenant’s, and some of each class even where that is little', () => {
    expect(actorPolicies(100, 'a', 'bulk').map(({ limit }) => limit)).toEqual([100, 50, 10]);
    expect(actorPolicies(4, 'a', 'bulk').map(({ limit }) => limit)).toEqual([4, 4, 4]);
  });
});
