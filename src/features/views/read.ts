import { sql } from 'drizzle-orm';
import * as z from 'zod';
import type { Ctx } from '../../ctx.ts';
import { viewDefaults, views } from '../../db/schema/views.ts';
import { actorId } from '../../lib/actor.ts';
import { type View, type ViewsAnswer, view } from './contract.ts';

const rows = z.array(view.extend({ updatedAt: z.coerce.date().transform((at) => at.toISOString()) }));

/** In the place of a member: the default of everybody who has chosen none. */
export const EVERYBODY = '';

/** The views that whoever asks sees: a statement, alone or the last of a batch. */
export const viewsStatement = (ctx: Ctx) =>
  ctx.db.execute(sql`
    select v.id, v.name, v.filters, v.sort, v.columns, v.shared, v.owner_id = ${actorId(ctx.actor)} as mine,
           d.view_id is not null as "isDefault", v.shared and e.view_id is not null as "isDefaultForAll", coalesce(p.name, p.email) as owner, v.updated_at as "updatedAt"
      from ${views} v
        left join ${viewDefaults} d on d.view_id = v.id and d.user_id = ${actorId(ctx.actor)}
        left join ${viewDefaults} e on e.view_id = v.id and e.user_id = ${EVERYBODY}
        left join app.people() p on p.user_id = v.owner_id
     where v.deleted_at is null and (v.shared or v.owner_id = ${actorId(ctx.actor)})
     order by v.owner_id <> ${actorId(ctx.actor)}, lower(v.name), v.id`);

export const readItems = ({ rows: found }: { rows: unknown[] }): View[] => rows.parse(found);

/** What whoever asks sees. One round trip. */
export const readViews = async (ctx: Ctx): Promise<ViewsAnswer> => ({
  items: readItems(await viewsStatement(ctx)),
  id: null,
});
