-- How many people of a bulk stand where is counted where they move, so that the sum is right whoever moves them. Whoever is
-- erased meanwhile is counted as left out. When half of the runs that a bulk has open have ended, or the last of them, its job
-- is called in the same transaction, so that nobody has to look. 25 is half of what `bulk/room.ts` has open. It runs as its own
-- role, because what is erased is erased by others than the application.
grant create on schema app to edgewise_definer;
--> statement-breakpoint
create policy counts on enrichment_batches for update to edgewise_definer using (true) with check (true);
--> statement-breakpoint
grant select (job_id, state, people, queued, running, done, partial, failed, cancelled, skipped, over_cap),
  update (people, queued, running, done, partial, failed, cancelled, skipped, over_cap) on enrichment_batches to edgewise_definer;
--> statement-breakpoint
set role edgewise_definer;
--> statement-breakpoint
create function app.count_batch_people() returns trigger
language plpgsql security definer set search_path = '' as $$
begin
  if tg_op = 'INSERT' then
    update public.enrichment_batches b set people = b.people + c.n, queued = b.queued + c.n
      from (select tenant_id, batch_id, count(*) as n from changed_new where state = 'queued' group by 1, 2) c
     where b.tenant_id = c.tenant_id and b.id = c.batch_id;
  elsif tg_op = 'UPDATE' then
    with moved as (
      update public.enrichment_batches b set
      queued = b.queued + d.queued,
      running = b.running + d.running,
      done = b.done + d.done,
      partial = b.partial + d.partial,
      failed = b.failed + d.failed,
      cancelled = b.cancelled + d.cancelled,
      skipped = b.skipped + d.skipped,
      over_cap = b.over_cap + d.over_cap
        from (
          select tenant_id, batch_id,
          coalesce(sum(n) filter (where state = 'queued'), 0) as queued,
          coalesce(sum(n) filter (where state = 'running'), 0) as running,
          coalesce(sum(n) filter (where state = 'done'), 0) as done,
          coalesce(sum(n) filter (where state = 'partial'), 0) as partial,
          coalesce(sum(n) filter (where state = 'failed'), 0) as failed,
          coalesce(sum(n) filter (where state = 'cancelled'), 0) as cancelled,
          coalesce(sum(n) filter (where state = 'skipped'), 0) as skipped,
          coalesce(sum(n) filter (where state = 'over_cap'), 0) as over_cap
            from (
              select tenant_id, batch_id, state, -1 as n from changed_old
              union all select tenant_id, batch_id, state, 1 from changed_new) m
           group by 1, 2) d
       where b.tenant_id = d.tenant_id and b.id = d.batch_id
      returning b.tenant_id, b.job_id, b.state, b.queued, b.running, d.running as delta
    )
    insert into public.outbox (tenant_id, topic, ref)
    select m.tenant_id, 'job', m.job_id from moved m
     where m.delta < 0 and m.state in ('queued', 'running')
       and case when m.queued > 0 then m.running <= 25 else m.running = 0 end
    on conflict do nothing;
  else
    with moved as (
      update public.enrichment_batches b set
      queued = b.queued + d.queued,
      running = b.running + d.running,
      done = b.done + d.done,
      partial = b.partial + d.partial,
      failed = b.failed + d.failed,
      cancelled = b.cancelled + d.cancelled,
      skipped = b.skipped + d.skipped,
      over_cap = b.over_cap + d.over_cap
        from (
          select tenant_id, batch_id,
          coalesce(sum(n) filter (where state = 'queued'), 0) as queued,
          coalesce(sum(n) filter (where state = 'running'), 0) as running,
          coalesce(sum(n) filter (where state = 'done'), 0) as done,
          coalesce(sum(n) filter (where state = 'partial'), 0) as partial,
          coalesce(sum(n) filter (where state = 'failed'), 0) as failed,
          coalesce(sum(n) filter (where state = 'cancelled'), 0) as cancelled,
          coalesce(sum(n) filter (where state = 'skipped'), 0) as skipped,
          coalesce(sum(n) filter (where state = 'over_cap'), 0) as over_cap
            from (
              select tenant_id, batch_id, state, -1 as n from changed_old
              union all select tenant_id, batch_id, 'skipped', 1 from changed_old) m
           group by 1, 2) d
       where b.tenant_id = d.tenant_id and b.id = d.batch_id
      returning b.tenant_id, b.job_id, b.state, b.queued, b.running, d.running as delta
    )
    insert into public.outbox (tenant_id, topic, ref)
    select m.tenant_id, 'job', m.job_id from moved m
     where m.delta < 0 and m.state in ('queued', 'running')
       and case when m.queued > 0 then m.running <= 25 else m.running = 0 end
    on conflict do nothing;
  end if;
  return null;
end $$;
--> statement-breakpoint
reset role;
--> statement-breakpoint
revoke create on schema app from edgewise_definer;
--> statement-breakpoint
create trigger count_people_insert after insert on enrichment_batch_people
  referencing new table as changed_new for each statement execute function app.count_batch_people();
--> statement-breakpoint
create trigger count_people_update after update on enrichment_batch_people
  referencing old table as changed_old new table as changed_new for each statement execute function app.count_batch_people();
--> statement-breakpoint
create trigger count_people_delete after delete on enrichment_batch_people
  referencing old table as changed_old for each statement execute function app.count_batch_people();
--> statement-breakpoint
-- The end of a run is the end of its person in the bulk, however it ends.
create function app.end_batch_person() returns trigger
language plpgsql as $$
begin
  update public.enrichment_batch_people p set state = new.status
   where p.tenant_id = new.tenant_id and p.run_id = new.id and p.state = 'running';
  return null;
end $$;
--> statement-breakpoint
create trigger end_batch_person after update of status on enrichment_runs for each row
  when (new.batch_id is not null and old.status in ('queued', 'running') and new.status not in ('queued', 'running'))
  execute function app.end_batch_person();
--> statement-breakpoint
revoke all on function app.end_batch_person from public;
--> statement-breakpoint
-- Who makes a trigger must be allowed to call its function; nobody is from here on.
set role edgewise_definer;
--> statement-breakpoint
revoke all on function app.count_batch_people from public;
--> statement-breakpoint
reset role;
