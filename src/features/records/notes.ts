import { sql } from 'drizzle-orm';
import * as z from 'zod';
import type { Ctx } from '../../ctx.ts';
import { prospects } from '../../db/schema/prospects.ts';
import { notes } from '../../db/schema/records.ts';
import { activity, audit } from '../../db/schema/tenancy.ts';
import { actorId, actorScopes } from '../../lib/actor.ts';
import { readCursor, timeCursor, writeCursor } from '../../lib/cursor.ts';
import { newId } from '../../lib/ids.ts';
import { ProblemError } from '../../lib/problem.ts';
import { type Note, type notePage, note as noteShape, type notesQuery } from './contract.ts';

const row = noteShape.extend({
  createdAt: z.coerce.date().transform((at) => at.toISOString()),
  editedAt: z.coerce
    .date()
    .nullable()
    .transform((at) => at?.toISOString() ?? null),
});

const columns = sql`
  n.id, n.prospect_id as "prospectId", n.body, n.author_id as "authorId", n.author_name as "authorName",
  n.created_at as "createdAt", n.edited_at as "editedAt"`;

/** What members wrote about a prospect, the newest first. Throws `not_found`. */
export const listNotes = async (
  ctx: Ctx,
  prospectId: string,
  query: z.output<typeof notesQuery>,
): Promise<z.input<typeof notePage>> => {
  const after = query.cursor === undefined ? undefined : readCursor(query.cursor, timeCursor);
  const [there, found] = await ctx.db.batch([
    ctx.db.execute(sql`select p.id from ${prospects} p where p.id = ${prospectId} and p.deleted_at is null`),
    ctx.db.execute(sql`
      select ${columns} from ${notes} n where n.prospect_id = ${prospectId}
         and ${after ? sql`(n.created_at, n.id) < (${after.t}::timestamptz, ${after.i}::uuid)` : sql`true`}
       order by n.created_at desc, n.id desc limit ${query.limit + 1}`),
  ]);
  if (!there.rows[0]) throw new ProblemError('not_found');
  const rows = z.array(row).parse(found.rows);
  const items = rows.slice(0, query.limit);
  const last = items.at(-1);
  return {
    items,
    nextCursor: rows.length > query.limit && last ? writeCursor({ t: last.createdAt, i: last.id }) : null,
  };
};

/** Writes a note down, with who wrote it and when. Throws `not_found`. */
export const addNote = async (ctx: Ctx, prospectId: string, body: string): Promise<Note> => {
  ctx.require('prospects:write');
  const [id, by] = [newId(), actorId(ctx.actor)];
  const name = ctx.actor.kind === 'member' ? ctx.actor.name : null;
  const actor = sql`${ctx.actor.kind}::text, ${by}::text`;
  const { rows } = await ctx.db.execute(sql`
    with added as (
      insert into ${notes} as n (id, prospect_id, body, author_id, author_name)
      select ${id}::uuid, p.id, ${body}, ${by}, ${name}::text from ${prospects} p
       where p.id = ${prospectId} and p.deleted_at is null
      returning ${columns}
    ), seen as (
      insert into ${activity} (actor_kind, actor_id, verb, subject_type, subject_id, detail)
      select ${actor}, 'note.added', 'prospect', "prospectId"::text, jsonb_build_object('noteId', id) from added
    ), recorded as (
      insert into ${audit} (actor_kind, actor_id, request_id, verb, subject_type, subject_id, detail)
      select ${actor}, ${ctx.requestId}, 'note.added', 'prospect', "prospectId"::text, jsonb_build_object('noteId', id) from added
    )
    select * from added`);
  if (!rows[0]) throw new ProblemError('not_found');
  return row.parse(rows[0]);
};

/** A note is its author's to change; who manages the workspace may too. */
const mayChange = (ctx: Ctx) =>
  actorScopes(ctx.actor).has('tenant:manage') ? sql`true` : sql`n.author_id = ${actorId(ctx.actor)}`;

/** Changes what a note says (`body`), or takes it away (null). Throws `not_found`, `conflict` for another's. */
export const changeNote = async (ctx: Ctx, noteId: string, body: string | null): Promise<Note> => {
  ctx.require('prospects:write');
  const actor = sql`${ctx.actor.kind}::text, ${actorId(ctx.actor)}::text`;
  const verb = body === null ? 'note.deleted' : 'note.changed';
  const [before, done] = await ctx.db.batch([
    ctx.db.execute(sql`select ${mayChange(ctx)} as may from ${notes} n where n.id = ${noteId}`),
    ctx.db.execute(sql`
      with changed as (
        ${
          body === null
            ? sql`delete from ${notes} n where n.id = ${noteId} and ${mayChange(ctx)} returning ${columns}`
            : sql`update ${notes} n set body = ${body}, edited_at = now() where n.id = ${noteId} and ${mayChange(ctx)}
                  returning ${columns}`
        }
      ), recorded as (
        insert into ${audit} (actor_kind, actor_id, request_id, verb, subject_type, subject_id, detail)
        select ${actor}, ${ctx.requestId}, ${verb}, 'prospect', "prospectId"::text, jsonb_build_object('noteId', id) from changed
      )
      select * from changed`),
  ]);
  if (!before.rows[0]) throw new ProblemError('not_found');
  if (!done.rows[0]) throw new ProblemError('conflict', 'A note is its author’s to change.');
  return row.parse(done.rows[0]);
};
