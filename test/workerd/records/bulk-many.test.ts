import { beforeAll, describe, expect, it } from 'vitest';
import type { Ctx } from '../../../src/ctx.ts';
import type { Claim } from '../../../src/features/jobs/claim.ts';
import type { List } from '../../../src/features/lists/contract.ts';
import { runBulkEdit } from '../../../src/features/records/bulk-run.ts';
import type { BulkChange, BulkEdit, TimelineEvent } from '../../../src/features/records/contract.ts';
import { newId } from '../../../src/lib/ids.ts';
import { eventually, workDone } from '../../support/imports.ts';
import { type Member, makeMember, makeTenant } from '../../support/tenants.ts';
import { admin } from '../../support/worker.ts';
import { breaking } from '../enrichment/breaking.ts';
import { claimed, worked } from '../imports-kit.ts';

const SLOW_MS = 300_000;
/** Pieces as small as may be: two whole ones, and not the whole of another. */
const PIECE = 20;
const PEOPLE = 2 * PIECE + 7;
const PACE = { piece: PIECE, lanes: 1, turnMs: 300_000 };
const work = (ctx: Ctx, claim: Claim) => runBulkEdit(ctx, claim, PACE);
/** Two pieces at once, as the product does. */
const sideBySide = (ctx: Ctx, claim: Claim) => runBulkEdit(ctx, claim, { ...PACE, lanes: 2 });

let a: Member;
beforeAll(async () => {
  a = await makeMember(await makeTenant());
  await admin`
    insert into prospects (tenant_id, name, title, tags)
    select ${a.tenant.id}, 'Manyone ' || n, 'Deckhand', array['old'] from generate_series(1, ${PEOPLE}::int) n`;
});

const post = (m: Member, path: string, body: object = {}) => m.fetch(`/api/v1/${path}`, { method: 'POST', body });
const read = (id: string) => a.json<BulkEdit>(`/api/v1/bulk-edits/${id}`);
const crew = { filter: { title: ['deckhand'] } };

const ended = async (id: string, state: BulkEdit['state']): Promise<BulkEdit['people']> => {
  await workDone();
  const one = await read(id);
  expect(one.state).toBe(state);
  return one.people;
};
const done = async (change: BulkChange, who: object) => {
  const answer = await post(a, 'bulk-edits', { change, ...who });
  expect(answer.status).toBe(202);
  const { id } = (await answer.json()) as BulkEdit;
  return { id, people: await ended(id, 'done') };
};
const takenBack = async (id: string) => {
  expect((await post(a, `bulk-edits/${id}/undo`)).status).toBe(202);
  return ended(id, 'undone');
};

/** A bulk edit that no worker was told of: a test is its worker. */
const byHand = async (change: BulkChange, who: object): Promise<{ id: string; jobId: string }> => {
  const [id, jobId] = [newId(), newId()];
  await admin`
    insert into jobs (tenant_id, id, kind, title, subject_type, subject_id, dedupe, progress_unit, created_by)
    values (${a.tenant.id}, ${jobId}, 'bulk_edit', 'Add tags', 'bulk_edit', ${id}, ${id}, 'people', ${a.userId})`;
  await admin`
    insert into bulk_edits (tenant_id, id, job_id, change, selection, created_by)
    values (${a.tenant.id}, ${id}, ${jobId}, ${JSON.stringify(change)}::text::jsonb, ${JSON.stringify(who)}::text::jsonb, ${a.userId})`;
  return { id, jobId };
};
const killed = () => {
  throw new Error('killed');
};
/** A worker that is killed at its n-th transaction; whether it came to that. */
const broke = async (jobId: string, at: number, when: 'before' | 'after', how = work) => {
  const { ctx, claim } = await claimed(a.tenant, jobId);
  const was = await how(breaking(ctx, { at, when }, killed).ctx, claim).then(
    () => false,
    (error) => String(error).includes('killed'),
  );
  return { was, ctx, claim };
};
/** After the transactions that begin, look up, and do the first piece. */
const FIRST_PIECE = 3;

const tagged = async (tag: string): Promise<number> => {
  const [row] = await admin`
    select count(*)::int as n from prospects where tenant_id = ${a.tenant.id} and ${tag} = any (tags)`;
  return row?.n;
};
const left = async (id: string): Promise<number> => {
  const [row] = await admin`
    select coalesce(sum(cardinality(people)), 0)::int as n from bulk_edit_chunks where edit_id = ${id}`;
  return row?.n;
};
const rowsOf = () => admin`
  select id, name, title, tags, custom, owner_id, deleted_at from prospects where tenant_id = ${a.tenant.id} order by id`;
const FIGURES = { total: PEOPLE, queued: 0, changed: 0, same: 0, refused: 0, undone: 0, kept: 0 };

describe('a bulk edit of more people than one statement takes', () => {
  it(
    'changes all who match, says how many, and is taken back exactly, but for what was changed since',
    async () => {
      const before = await rowsOf();
      const { id, people } = await done({ kind: 'add_tags', tags: ['crew'] }, crew);
      expect(people).toEqual({ ...FIGURES, changed: PEOPLE });
      expect([await tagged('crew'), await left(id)]).toEqual([PEOPLE, 0]);
      const again = await done({ kind: 'add_tags', tags: ['crew'] }, crew);
      expect(again.people).toEqual({ ...FIGURES, same: PEOPLE });
      const later = before[PIECE]?.id;
      await a.json(`/api/v1/prospects/${later}`, { method: 'PATCH', body: { tags: ['old', 'later'] } });
      expect(await takenBack(id)).toEqual({ ...FIGURES, undone: PEOPLE - 1, kept: 1 });
      expect(await rowsOf()).toEqual(
        before.map((row) => (row.id === later ? { ...row, tags: ['old', 'later'] } : row)),
      );
      expect((await post(a, `bulk-edits/${id}/undo`)).status).toBe(409);
    },
    SLOW_MS,
  );

  it(
    'is of exactly those who matched when it began, in turns as short as may be',
    async () => {
      const { id, jobId } = await byHand({ kind: 'add_tags', tags: ['began'] }, crew);
      const { was } = await broke(jobId, FIRST_PIECE, 'after');
      expect(was).toBe(true);
      expect((await read(id)).people).toEqual({ ...FIGURES, changed: PIECE, queued: PEOPLE - PIECE });
      const [last, before] = await admin`
        select id from prospects where tenant_id = ${a.tenant.id} order by id desc limit 2`;
      // One comes, one is somebody else by now, one is deleted.
      await admin`
        insert into prospects (tenant_id, name, title) values (${a.tenant.id}, 'Manyone late', 'Deckhand')`;
      await admin`update prospects set title = 'Bosun' where tenant_id = ${a.tenant.id} and id = ${last?.id}`;
      await admin`update prospects set deleted_at = now() where tenant_id = ${a.tenant.id} and id = ${before?.id}`;
      const turn = (ctx: Ctx, claim: Claim) => runBulkEdit(ctx, claim, { ...PACE, turnMs: 0 });
      await worked(a.tenant, jobId, turn);
      expect((await read(id)).people).toEqual({ ...FIGURES, changed: PEOPLE - 1, same: 1 });
      const [named] = await admin`
        select (select tags from prospects where tenant_id = ${a.tenant.id} and id = ${last?.id}) as gone,
               (select tags from prospects where tenant_id = ${a.tenant.id} and name = 'Manyone late') as late`;
      expect(named).toEqual({ gone: expect.arrayContaining(['began']), late: [] });
      await admin`delete from prospects where tenant_id = ${a.tenant.id} and name = 'Manyone late'`;
      await admin`update prospects set title = 'Deckhand' where tenant_id = ${a.tenant.id} and id = ${last?.id}`;
      await admin`update prospects set deleted_at = null where tenant_id = ${a.tenant.id} and id = ${before?.id}`;
    },
    SLOW_MS,
  );

  it(
    'ends the same wherever its worker is killed, forth and back',
    async () => {
      const before = await rowsOf();
      let places = 0;
      for (const when of ['before', 'after'] as const) {
        for (let at = 1; ; at += 1) {
          const tag = `${when} ${at}`;
          const { id, jobId } = await byHand({ kind: 'add_tags', tags: [tag] }, crew);
          const { was } = await broke(jobId, at, when);
          await worked(a.tenant, jobId, work);
          expect([tag, (await read(id)).people]).toEqual([tag, { ...FIGURES, changed: PEOPLE }]);
          expect([await tagged(tag), await left(id)]).toEqual([PEOPLE, 0]);
          // Back by another worker, killed at the same place.
          const back = newId();
          await admin`
            insert into jobs (tenant_id, id, kind, title, subject_type, subject_id, dedupe, progress_unit, created_by)
            values (${a.tenant.id}, ${back}, 'bulk_edit', 'Undo', 'bulk_edit', ${id}, ${back}, 'people', ${a.userId})`;
          await admin`update bulk_edits set state = 'undoing', job_id = ${back} where id = ${id}`;
          await broke(back, at, when);
          await worked(a.tenant, back, work);
          expect([tag, (await read(id)).people]).toEqual([tag, { ...FIGURES, undone: PEOPLE }]);
          if (!was) break;
          places += 1;
        }
      }
      // Begun, looked up, three pieces, one that finds none, ended.
      expect(places).toBe(14);
      expect(await rowsOf()).toEqual(before);
    },
    SLOW_MS,
  );

  it(
    'ends the same wherever a worker of two pieces at once is killed',
    async () => {
      const before = await rowsOf();
      for (const when of ['before', 'after'] as const) {
        for (let at = FIRST_PIECE; ; at += 1) {
          const tag = `both ${when} ${at}`;
          const { id, jobId } = await byHand({ kind: 'add_tags', tags: [tag] }, crew);
          const { was } = await broke(jobId, at, when, sideBySide);
          await worked(a.tenant, jobId, sideBySide);
          expect([tag, (await read(id)).people]).toEqual([tag, { ...FIGURES, changed: PEOPLE }]);
          expect([await tagged(tag), await left(id)]).toEqual([PEOPLE, 0]);
          expect(await takenBack(id)).toEqual({ ...FIGURES, undone: PEOPLE });
          if (!was) break;
        }
      }
      expect(await rowsOf()).toEqual(before);
    },
    SLOW_MS,
  );

  it(
    'does what a piece that is taken back at its end leaves, and ends no sooner',
    async () => {
      const { id, jobId } = await byHand({ kind: 'add_tags', tags: ['held'] }, crew);
      await broke(jobId, FIRST_PIECE - 1, 'after');
      // As a worker does that has lost the job and does not know yet: until somebody waits for it, or takes the job for done.
      const lost = admin
        .query(
          `do $$ begin
             delete from bulk_edit_chunks where edit_id = '${id}' and n = 0;
             loop
               exit when exists (select from pg_stat_activity x where pg_backend_pid() = any (pg_blocking_pids(x.pid)))
                 or (select state from bulk_edits where id = '${id}') = 'done';
               perform pg_sleep(0.01), pg_stat_clear_snapshot();
             end loop;
             raise exception 'taken back';
           end $$`,
        )
        .then(
          () => '',
          (error) => String(error),
        );
      await eventually(
        () => admin`
          with x as materialized (select n from bulk_edit_chunks where edit_id = ${id} order by n limit 1 for update skip locked)
          select n from x`,
        ([first]) => first?.n === 1,
      );
      await worked(a.tenant, jobId, sideBySide);
      expect(await lost).toContain('taken back');
      expect((await read(id)).people).toEqual({ ...FIGURES, changed: PEOPLE });
      expect(await takenBack(id)).toEqual({ ...FIGURES, undone: PEOPLE });
    },
    SLOW_MS,
  );

  it(
    'forgets who is erased, and tells at each profile what was taken back',
    async () => {
      const { id } = await done({ kind: 'add_tags', tags: ['told'] }, crew);
      const [first, second] = (await rowsOf()).map(({ id: who }) => who as string);
      await a.json(`/api/v1/prospects/${first}`, { method: 'PATCH', body: { tags: ['old'] } });
      expect(await takenBack(id)).toEqual({ ...FIGURES, undone: PEOPLE - 1, kept: 1 });
      const told = async (who: string | undefined) =>
        (await a.json<{ items: TimelineEvent[] }>(`/api/v1/prospects/${who}/timeline`)).items
          .filter(({ subject }) => subject?.id === id)
          .map(({ kind }) => kind);
      expect([await told(first), await told(second)]).toEqual([['bulk_changed'], ['bulk_undone', 'bulk_changed']]);
      const kept = () =>
        admin`select prospect_id from bulk_edit_people where edit_id = ${id} and prospect_id = ${first ?? ''}`;
      expect(await kept()).toHaveLength(1);
      await admin`delete from prospects where id = ${first ?? ''}`;
      expect(await kept()).toEqual([]);
      await admin`
        insert into prospects (tenant_id, name, title, tags) values (${a.tenant.id}, 'Manyone again', 'Deckhand', array['old'])`;
    },
    SLOW_MS,
  );

  it(
    'is given up between two pieces, and what was changed until then is taken back',
    async () => {
      const before = await rowsOf();
      const { id, jobId } = await byHand({ kind: 'add_tags', tags: ['half'] }, crew);
      const { ctx, claim } = await broke(jobId, FIRST_PIECE, 'after');
      const viewer = await makeMember(a.tenant, 'viewer');
      const stranger = await makeMember(await makeTenant());
      expect((await post(viewer, `bulk-edits/${id}/cancel`)).status).toBe(403);
      expect((await post(stranger, `bulk-edits/${id}/cancel`)).status).toBe(404);
      const answer = await post(a, `bulk-edits/${id}/cancel`);
      expect((await answer.json()) as BulkEdit).toMatchObject({ state: 'cancelled', people: { changed: PIECE } });
      // The worker that had it does nothing any more, and says nothing.
      await work(ctx, claim);
      expect([await tagged('half'), await left(id)]).toEqual([PIECE, 0]);
      expect(await admin`select state from jobs where id = ${jobId}`).toEqual([{ state: 'cancelled' }]);
      expect(await admin`select detail from audit where subject_id = ${id} and verb = 'bulk_edit.cancelled'`).toEqual([
        { detail: { changed: PIECE } },
      ]);
      expect(await takenBack(id)).toMatchObject({ undone: PIECE, changed: 0, kept: 0 });
      expect(await rowsOf()).toEqual(before);
      // Once more changes nothing.
      expect(((await (await post(a, `bulk-edits/${id}/cancel`)).json()) as BulkEdit).state).toBe('undone');
    },
    SLOW_MS,
  );
});

describe('a list that many join or leave', () => {
  it(
    'has all of a filter, and has after the undo who was there before and who was put there since',
    async () => {
      const list = await a.json<List>('/api/v1/lists', { method: 'POST', body: { name: 'Crew of many' } });
      const many = async () => (await a.json<List>(`/api/v1/lists/${list.id}`)).people;
      const places = () => admin`
        select prospect_id, created_at from list_members where list_id = ${list.id} order by prospect_id`;
      const [first, second, third] = (await rowsOf()).map(({ id }) => id as string);
      const member = (verb: 'members' | 'remove', id: string | undefined) =>
        a.json(`/api/v1/lists/${list.id}/${verb}`, { method: 'POST', body: { ids: [id] } });
      await member('members', first);

      const join = await done({ kind: 'join_list', listId: list.id }, crew);
      expect(join.people).toEqual({ ...FIGURES, changed: PEOPLE - 1, same: 1 });
      expect(await many()).toBe(PEOPLE);
      const was = await places();

      const leave = await done({ kind: 'leave_list', listId: list.id }, crew);
      expect([leave.people.changed, await many()]).toEqual([PEOPLE, 0]);
      const told = async (id: string | undefined) =>
        (await a.json<{ items: TimelineEvent[] }>(`/api/v1/prospects/${id}/timeline`)).items
          .filter(({ kind }) => kind.startsWith('list_') || kind.startsWith('bulk_'))
          .map(({ kind, by, subject }) => [kind, by?.name, subject?.id]);
      // The edits of the tests before are among what happened.
      const about = async () => (await told(second)).filter(([, , id]) => id === list.id);
      expect(await about()).toEqual([['list_left', 'Member owner', list.id]]);
      expect(await takenBack(leave.id)).toEqual({ ...FIGURES, undone: PEOPLE });
      expect(await places()).toEqual(was);
      expect(await about()).toEqual([['list_joined', 'Member owner', list.id]]);

      await member('remove', third);
      await member('remove', second);
      await member('members', second);
      expect(await takenBack(join.id)).toEqual({ ...FIGURES, same: 1, undone: PEOPLE - 3, kept: 2 });
      expect((await places()).map(({ prospect_id }) => prospect_id)).toEqual([first, second]);
    },
    SLOW_MS,
  );

  it('is one that whoever asks sees', async () => {
    const other = await makeMember(await makeTenant());
    const theirs = await other.json<List>('/api/v1/lists', { method: 'POST', body: { name: 'Theirs' } });
    const mate = await makeMember(a.tenant, 'member');
    const own = await mate.json<List>('/api/v1/lists', { method: 'POST', body: { name: 'Mine', shared: false } });
    for (const listId of [theirs.id, own.id, newId()])
      expect((await post(a, 'bulk-edits', { change: { kind: 'join_list', listId }, ...crew })).status).toBe(422);
  });
});
