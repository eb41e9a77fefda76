-- Two chunks of an import are written at once, and end one after the other: a chunk makes its people and their entries in the
-- indexes while the one before still does, and waits for that one's end (app.turn) before it counts them. There it also takes the
-- lock that imports of a tenant and what takes them back end under: before the counters, whose rows everybody waits for.
-- Named so that it comes before the counting.
create function app.await_turn() returns trigger
language plpgsql as $$
declare
  turn text := nullif(current_setting('app.turn', true), '');
begin
  if turn is not null then
    perform pg_advisory_xact_lock_shared(turn::bigint);
    perform pg_advisory_xact_lock(hashtextextended('import:' || app.tenant(), 0));
  end if;
  return null;
end $$;
--> statement-breakpoint
revoke all on function app.await_turn from public;
--> statement-breakpoint
create trigger await_turn_insert after insert on prospects for each statement execute function app.await_turn();
--> statement-breakpoint
create trigger await_turn_update after update on prospects for each statement execute function app.await_turn();
--> statement-breakpoint
-- Refused (EW410) where somebody whom a chunk made was there already, or has come meanwhile: asked when they are made, under the lock
-- of imports. Addresses are the unique index's to refuse. One look into the index for each key, whatever the planner thinks of it.
create function app.guard_made(p_linkedins text[], p_mailed boolean[], p_names text[]) returns void
language plpgsql as $$
begin
  if exists (
      -- One LinkedIn address under two e-mail addresses is two people.
      select from unnest(p_linkedins, p_mailed) k(key, mailed) cross join lateral (
        select from public.prospects p
         where p.linkedin_key = k.key and p.deleted_at is null and not (k.mailed and p.email_key is not null)
           and p.xmin <> pg_current_xact_id()::xid offset 0) p)
    or exists (
      select from unnest(p_names) k cross join lateral (
        select from public.prospects p
         where p.name_key = k and p.deleted_at is null and p.xmin <> pg_current_xact_id()::xid offset 0) p) then
    raise exception 'someone new was there already' using errcode = 'EW410';
  end if;
end $$;
--> statement-breakpoint
revoke all on function app.guard_made from public;
--> statement-breakpoint
grant execute on function app.guard_made to edgewise_app;
--> statement-breakpoint
drop function app.guard_new(text[], text[], boolean[], text[]);
