import { and, eq, inArray, isNull, sql } from 'drizzle-orm';
import * as z from 'zod';
import type { Ctx } from '../../ctx.ts';
import { authDb } from '../../db/client.ts';
import { user } from '../../db/schema/auth.ts';
import { domainEvents, members, tenants } from '../../db/schema/tenancy.ts';
import { originOf } from '../../platform/env.ts';
import { escapeHtml, type Mail, sendMail } from '../../platform/mail.ts';
import { publish } from '../activity/publish.ts';
import type { Diagnosis, EventKind } from './contract.ts';
import type { Row } from './view.ts';

/** What the people who manage a workspace are told by mail: a name that they may think is well, and is not. */
const BAD_NEWS = ['drifting', 'stopped', 'moved'] as const satisfies readonly EventKind[];
type BadNews = (typeof BAD_NEWS)[number];
/** Older news was seen on the page, or is of no use any more. */
const NEWS_AGE = '1 day';
/** People told of one event at most: a mail to everyone is noise. */
const RECIPIENTS_MAX = 10;

const SUBJECTS: Record<BadNews, (host: string) => string> = {
  drifting: (host) => `${host} needs a look: it still works`,
  stopped: (host) => `${host} has stopped working`,
  moved: (host) => `${host} was taken over by another workspace`,
};
const SENTENCES: Record<BadNews, string> = {
  drifting: 'Something about this name was found wrong. It still serves.',
  stopped:
    'The proof that the name is yours was gone twice in a row, so it does not serve any more. It does again as soon as its records stand.',
  moved:
    'Another workspace proved that it owns the name. It does not serve here any more. If the name is yours, look at who can change its DNS.',
};

/** The mail of one event: what happened, what is wrong as the page says it, and where the page is. */
export const newsMail = (
  host: string,
  kind: BadNews,
  seen: Diagnosis | undefined,
  page: string,
): Pick<Mail, 'subject' | 'text' | 'html'> => {
  const wrong = Object.values(seen?.lights ?? {}).find(({ state }) => state === 'red' || state === 'amber');
  const lines = [
    SENTENCES[kind],
    ...(kind !== 'moved' && wrong ? [[wrong.text, wrong.advice].filter(Boolean).join(' ')] : []),
  ];
  return {
    subject: SUBJECTS[kind](host),
    text: `${[host, ...lines, page].join('\n\n')}\n`,
    html: `<p><strong>${escapeHtml(host)}</strong></p>${lines.map((line) => `<p>${escapeHtml(line)}</p>`).join('')}<p><a href="${escapeHtml(page)}">See its records</a></p>`,
  };
};

const managersOf = (ctx: Ctx) =>
  authDb(ctx.env.AUTH_DATABASE_URL)
    .select({ userId: user.id, email: user.email, slug: tenants.slug })
    .from(members)
    .innerJoin(user, eq(user.id, members.userId))
    .innerJoin(tenants, eq(tenants.id, members.tenantId))
    .where(
      and(
        eq(members.tenantId, ctx.tenantId),
        inArray(members.role, ['owner', 'admin']),
        isNull(members.disabledAt),
        eq(user.emailVerified, true),
      ),
    )
    .orderBy(user.id)
    .limit(RECIPIENTS_MAX);

const untold = z.object({ id: z.string(), kind: z.enum(BAD_NEWS) });

/**
 * Mails the newest bad news of a domain to the owners and admins of its workspace, once: what was told stands in the
 * timeline. Called again where a mail was not taken, it sends the same ones by the same keys, which the mail service
 * sends once. Throws where the mail service does not take one.
 */
export const tellManagers = async (ctx: Ctx, row: Row, seen: Diagnosis | undefined): Promise<void> => {
  const { rows } = await ctx.db.execute(sql`
    select e.id, e.kind from ${domainEvents} e
     where e.domain_id = ${row.id} and e.kind in ${[...BAD_NEWS]} and e.created_at > now() - ${NEWS_AGE}::interval
       and not exists (select from ${domainEvents} t
                        where t.domain_id = e.domain_id and t.kind = 'told' and (t.created_at, t.id) > (e.created_at, e.id))
     order by e.created_at desc, e.id desc limit 1`);
  if (!rows[0]) return;
  const { id, kind } = untold.parse(rows[0]);
  for (const { userId, email, slug } of await managersOf(ctx)) {
    const page = `${originOf(ctx.env, `${slug}.${ctx.env.APP_DOMAIN}`)}/settings/domains/${row.id}`;
    await sendMail(ctx.env, {
      to: email,
      ...newsMail(row.host, kind, seen, page),
      idempotencyKey: `domain-${id}-${userId}`,
    });
  }
  await ctx.db.insert(domainEvents).values({ domainId: row.id, kind: 'told' });
  await publish(ctx, { type: 'domain', domainId: row.id });
};
