import { sql } from 'drizzle-orm';
import * as z from 'zod';
import type { Ctx } from '../../../ctx.ts';
import { precedenceRules } from '../../../db/schema/prospects.ts';
import { audit } from '../../../db/schema/tenancy.ts';
import { actorId } from '../../../lib/actor.ts';
import { type Precedence, type PrecedenceRule, precedenceRule } from '../contract.ts';
import { rulesJson } from '../profile-json.ts';

const stored = z.object({ rules: z.array(precedenceRule) });
const readStatement = (ctx: Ctx) => ctx.db.execute(sql`select ${rulesJson} as rules`);

/** The workspace's own rules of whose value counts. */
export const readPrecedence = async (ctx: Ctx): Promise<Precedence> => stored.parse((await readStatement(ctx)).rows[0]);

/** Sets the workspace's rules: these and no others. They hold from the next merge of each profile. */
export const setPrecedence = async (ctx: Ctx, rules: readonly PrecedenceRule[]): Promise<Precedence> => {
  ctx.require('tenant:manage');
  const wanted = JSON.stringify(rules.map(({ overVerified, ...rule }) => ({ ...rule, over_verified: overVerified })));
  const [, , , now] = await ctx.db.batch([
    ctx.db.execute(sql`
      delete from ${precedenceRules} r
       where not exists (select from jsonb_array_elements(${wanted}::jsonb) w where w ->> 'field' = r.field)`),
    ctx.db.execute(sql`
      insert into ${precedenceRules} as r (field, "order", never, over_verified, days)
      select w.field, w.order, w.never, w.over_verified, w.days
        from jsonb_to_recordset(${wanted}::jsonb)
             as w (field text, "order" text[], never text[], over_verified boolean, days int)
      on conflict (tenant_id, field) do update set
        "order" = excluded.order, never = excluded.never, over_verified = excluded.over_verified, days = excluded.days,
        updated_at = now()`),
    ctx.db.insert(audit).values({
      actorKind: ctx.actor.kind,
      actorId: actorId(ctx.actor),
      requestId: ctx.requestId,
      verb: 'precedence.set',
      subjectType: 'tenant',
      subjectId: ctx.tenantId,
      detail: { rules },
    }),
    readStatement(ctx),
  ]);
  return stored.parse(now.rows[0]);
};
