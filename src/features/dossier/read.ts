import { sql } from 'drizzle-orm';
import type { Ctx } from '../../ctx.ts';
import { prospects } from '../../db/schema/prospects.ts';
import { actorId } from '../../lib/actor.ts';
import { ProblemError } from '../../lib/problem.ts';
import { openProfile } from '../enrichment/profile.ts';
import { readInsider } from '../filings/insider.ts';
import { type Suppression, suppressionOf } from '../suppression/check.ts';
import { dossierOf, TRADES_MAX } from './content.ts';

/** That a profile was taken out is for the record; of somebody who is not there, or whom nobody takes out, nothing is. */
const record = (ctx: Ctx, prospectId: string, suppression: Suppression) =>
  ctx.db.execute<{ suppressed: boolean }>(sql`
    with p as (select p.id, ${suppression.hasId(prospectId)} as suppressed
      from ${prospects} p where p.id = ${prospectId} and p.deleted_at is null),
    a as (insert into audit (actor_kind, actor_id, request_id, verb, subject_type, subject_id)
      select ${ctx.actor.kind}, ${actorId(ctx.actor)}, ${ctx.requestId}, 'export.dossier', 'prospect', p.id::text
        from p where not p.suppressed)
    select p.suppressed from p`);

/** A prospect's dossier as PDF. Nothing is started by it. Throws `not_found` for a missing or foreign prospect, `conflict` for a suppressed one. */
export const readDossier = async (ctx: Ctx, prospectId: string): Promise<Uint8Array> => {
  const suppression = await suppressionOf(ctx);
  const [profile, insider, recorded] = await Promise.all([
    openProfile(ctx, prospectId, { mayStart: false }),
    readInsider(ctx, prospectId, { limit: TRADES_MAX }),
    record(ctx, prospectId, suppression),
  ]);
  if (recorded.rows[0]?.suppressed) {
    throw new ProblemError('conflict', 'This person is on the suppression list: nothing of them is taken out.');
  }
  const now = ctx.now();
  // Loaded when it is needed first: few requests are.
  const { writePdf } = await import('./pdf.ts');
  return writePdf(dossierOf(profile, insider, now.getTime()), {
    title: `Dossier: ${profile.prospect.name}`,
    foot: `${ctx.tenant?.name ?? 'Edgewise'} · ${profile.prospect.name} · as of ${now.toISOString().slice(0, 10)}`,
  });
};
