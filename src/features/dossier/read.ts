import { sql } from 'drizzle-orm';
import type { Ctx } from '../../ctx.ts';
import { prospects } from '../../db/schema/prospects.ts';
import { actorId } from '../../lib/actor.ts';
import { openProfile } from '../enrichment/profile.ts';
import { readInsider } from '../filings/insider.ts';
import { dossierOf, TRADES_MAX } from './content.ts';

/** That a profile was taken out is for the record; of somebody who is not there nothing is. */
const record = (ctx: Ctx, prospectId: string) =>
  ctx.db.execute(sql`
    insert into audit (actor_kind, actor_id, request_id, verb, subject_type, subject_id)
    select ${ctx.actor.kind}, ${actorId(ctx.actor)}, ${ctx.requestId}, 'export.dossier', 'prospect', id::text
      from ${prospects} where id = ${prospectId} and deleted_at is null`);

/** A prospect's dossier as PDF. Nothing is started by it. Throws `not_found` for a missing or foreign prospect. */
export const readDossier = async (ctx: Ctx, prospectId: string): Promise<Uint8Array> => {
  const [profile, insider] = await Promise.all([
    openProfile(ctx, prospectId, { mayStart: false }),
    readInsider(ctx, prospectId, { limit: TRADES_MAX }),
    record(ctx, prospectId),
  ]);
  const now = ctx.now();
  // Loaded when it is needed first: few requests are.
  const { writePdf } = await import('./pdf.ts');
  return writePdf(dossierOf(profile, insider, now.getTime()), {
    title: `Dossier: ${profile.prospect.name}`,
    foot: `${ctx.tenant?.name ?? 'Edgewise'} · ${profile.prospect.name} · as of ${now.toISOString().slice(0, 10)}`,
  });
};
