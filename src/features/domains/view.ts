import type * as z from 'zod';
import type { Ctx } from '../../ctx.ts';
import type { domainEvents, domains } from '../../db/schema/tenancy.ts';
import {
  type Diagnosis,
  DOMAIN_STATES,
  type DomainState,
  diagnosis,
  type domain,
  type domainDetail,
  EVENT_KINDS,
  type EventKind,
  SURFACES,
  type Surface,
} from './contract.ts';
import { undiagnosed } from './doctor/doctor.ts';
import { proofOf } from './keys.ts';
import { fallbackName } from './names.ts';

export type Row = typeof domains.$inferSelect;
type EventRow = typeof domainEvents.$inferSelect;

const oneOf = <T extends string>(values: readonly T[], text: string): T => {
  const value = values.find((v) => v === text);
  if (value === undefined) throw new Error(`Not one of ${values.join(', ')}: ${text}`);
  return value;
};

export const stateOf = (row: Pick<Row, 'state'>): DomainState => oneOf(DOMAIN_STATES, row.state);
const surfaceOf = (row: Pick<Row, 'surface'>): Surface => oneOf(SURFACES, row.surface);

/** What the last look saw; undefined before the first. */
export const seenBefore = (row: Pick<Row, 'lights'>): Diagnosis | undefined => diagnosis.safeParse(row.lights).data;

/** What happened, for people. */
const TEXTS: Record<EventKind, string> = {
  added: 'Added.',
  proven: 'The proof of ownership was found.',
  ready: 'Ready: the name, its certificate and your pages were all found good. It serves from now on.',
  drifting: 'Something was found wrong. The name still serves.',
  recovered: 'All was found good again.',
  stopped: 'The proof of ownership was gone twice in a row. The name does not serve any more.',
  moved: 'Another workspace proved that it owns the name, and took it over. It does not serve here any more.',
  removed: 'Removed. The name does not serve any more.',
  handed_off: 'A link for whoever keeps the DNS was made.',
  told: 'Mailed to the people who manage this workspace.',
};

export const viewDomain = async (ctx: Ctx, row: Row): Promise<z.input<typeof domain>> => {
  const wanted = {
    host: row.host,
    fallback: fallbackName(ctx.env.APP_DOMAIN),
    proof: await proofOf(ctx.env, ctx.tenantId, row.host),
  };
  return {
    id: row.id,
    host: row.host,
    surface: surfaceOf(row),
    state: stateOf(row),
    ...(seenBefore(row) ?? undiagnosed(wanted)),
    verifiedAt: row.verifiedAt?.toISOString() ?? null,
    checkedAt: row.checkedAt?.toISOString() ?? null,
    createdAt: row.createdAt.toISOString(),
    removedAt: row.removedAt?.toISOString() ?? null,
  };
};

export const viewDetail = async (ctx: Ctx, row: Row, events: EventRow[]): Promise<z.input<typeof domainDetail>> => ({
  ...(await viewDomain(ctx, row)),
  events: events.map((event) => {
    const kind = oneOf(EVENT_KINDS, event.kind);
    return { id: event.id, kind, text: TEXTS[kind], createdAt: event.createdAt.toISOString() };
  }),
});
