-- The rules of the books: who may write them, how credits move, and what was booked before.

-- ---------------------------------------------------------------------------------------------------- what was booked before
-- An owner is held to the policies too, and has none: they are lifted while what is there is read, in this transaction alone.
alter table credit_accounts no force row level security;
--> statement-breakpoint
alter table credit_ledger no force row level security;
--> statement-breakpoint
alter table enrichment_runs no force row level security;
--> statement-breakpoint
alter table jobs no force row level security;
--> statement-breakpoint
alter table members no force row level security;
--> statement-breakpoint
update credit_ledger l set quoted = l.reserved, run_id = r.id, prospect_id = r.prospect_id,
       member_id = (select m.user_id from members m where m.tenant_id = l.tenant_id and m.user_id = j.created_by)
  from enrichment_runs r join jobs j on j.tenant_id = r.tenant_id and j.id = r.job_id
 where r.tenant_id = l.tenant_id and r.job_id = l.job_id;
--> statement-breakpoint
update credit_ledger set quoted = reserved where run_id is null;
--> statement-breakpoint
insert into credit_transfers (tenant_id, kind, from_account, to_account, amount)
select tenant_id, 'grant', 'granted', 'available', granted from credit_accounts where granted > 0;
--> statement-breakpoint
insert into credit_transfers (tenant_id, call_id, kind, from_account, to_account, amount, created_at)
select tenant_id, id, 'reserve', 'available', 'reserved', reserved, created_at from credit_ledger where reserved > 0
union all
select tenant_id, id, 'settle', 'reserved', 'spent:' || provider, settled, coalesce(settled_at, created_at)
  from credit_ledger where state = 'settled' and settled > 0
union all
select tenant_id, id, 'release', 'reserved', 'available', reserved - settled, coalesce(settled_at, created_at)
  from credit_ledger where state in ('settled', 'refunded') and reserved > settled;
--> statement-breakpoint
insert into credit_counters (tenant_id, scope, subject, period, used)
select tenant_id, 'month', '', month, month_used from credit_accounts where month <> '' and month_used > 0
union all
select tenant_id, 'day', '', to_char(created_at at time zone 'UTC', 'YYYY-MM-DD'),
       sum(case when state in ('settled', 'refunded') then settled else reserved end)
  from credit_ledger group by 1, 4
union all
select tenant_id, 'member', member_id, to_char(created_at at time zone 'UTC', 'YYYY-MM'),
       sum(case when state in ('settled', 'refunded') then settled else reserved end)
  from credit_ledger where member_id is not null group by 1, 3, 4;
--> statement-breakpoint
alter table credit_accounts force row level security;
--> statement-breakpoint
alter table credit_ledger force row level security;
--> statement-breakpoint
alter table enrichment_runs force row level security;
--> statement-breakpoint
alter table jobs force row level security;
--> statement-breakpoint
alter table members force row level security;
--> statement-breakpoint
ALTER TABLE "credit_accounts" DROP COLUMN "month";--> statement-breakpoint
ALTER TABLE "credit_accounts" DROP COLUMN "month_used";
--> statement-breakpoint

-- ---------------------------------------------------------------------------------------------------- who may write what
select
  app.protect('credit_transfers', 'select'),
  app.protect('credit_counters', 'select'),
  app.protect('credit_budgets', 'select, insert, update, delete'),
  app.protect('provider_keys', 'select, insert, update, delete');
--> statement-breakpoint
-- The application moves credits by the functions below and in no other way. Play credits are not worth guarding.
revoke update on credit_accounts from edgewise_app;
--> statement-breakpoint
revoke update (reserved, spent) on credit_accounts from edgewise_app;
--> statement-breakpoint
grant update (training, play_granted) on credit_accounts to edgewise_app;
--> statement-breakpoint
revoke insert, update on credit_ledger from edgewise_app;
--> statement-breakpoint
grant select, insert, update on credit_ledger, credit_counters to edgewise_definer;
--> statement-breakpoint
grant select, insert on credit_transfers to edgewise_definer;
--> statement-breakpoint
grant select on credit_budgets to edgewise_definer;
--> statement-breakpoint
grant update (reserved, spent, play_reserved, play_spent) on credit_accounts to edgewise_definer;
--> statement-breakpoint
grant select (tenant_id, id, job_id, prospect_id, training, credit_cap) on enrichment_runs to edgewise_definer;
--> statement-breakpoint
create policy books on credit_ledger to edgewise_definer using (true) with check (true);
--> statement-breakpoint
create policy books on credit_transfers to edgewise_definer using (true) with check (true);
--> statement-breakpoint
create policy books on credit_counters to edgewise_definer using (true) with check (true);
--> statement-breakpoint
create policy books on credit_budgets for select to edgewise_definer using (true);
--> statement-breakpoint
create policy books on enrichment_runs for select to edgewise_definer using (true);
--> statement-breakpoint
-- The reconciler looks over all tenants for calls of which nobody knows whether they were billed, by key.
create policy control on credit_ledger for select to edgewise_control using (true);
--> statement-breakpoint
grant select (tenant_id, id, provider, state, key_owner, key_print, billed, play, reconcile_tries, created_at, settled_at)
  on credit_ledger to edgewise_control;
--> statement-breakpoint
grant create on schema app to edgewise_definer;
--> statement-breakpoint
set role edgewise_definer;
--> statement-breakpoint

-- ---------------------------------------------------------------------------------------------------- the books
-- What a transfer means for the balances, and for what the caps look at. A grant is the one that comes from a balance.
create function app.post_transfer() returns trigger
language plpgsql security definer set search_path = '' as $$
declare
  v_reserved bigint := case 'reserved' when new.to_account then new.amount when new.from_account then -new.amount else 0 end;
  v_spent bigint := case when new.to_account like 'spent:%' then new.amount
    when new.from_account like 'spent:%' then -new.amount else 0 end;
  v_used bigint := case 'available' when new.from_account then new.amount when new.to_account then -new.amount else 0 end;
  v_call public.credit_ledger;
begin
  if new.call_id is null then
    return null;
  end if;
  update public.credit_accounts a set
    reserved = a.reserved + case when new.play then 0 else v_reserved end,
    spent = a.spent + case when new.play then 0 else v_spent end,
    play_reserved = a.play_reserved + case when new.play then v_reserved else 0 end,
    play_spent = a.play_spent + case when new.play then v_spent else 0 end
   where a.tenant_id = new.tenant_id;
  if new.play or v_used = 0 then
    return null;
  end if;
  -- What comes back, comes back to the day and the month that it was put aside in.
  select * into v_call from public.credit_ledger l where l.tenant_id = new.tenant_id and l.id = new.call_id;
  insert into public.credit_counters as c (tenant_id, scope, subject, period, used)
  select new.tenant_id, k.scope, k.subject, to_char(v_call.created_at at time zone 'UTC', k.period), v_used
    from (values ('day', '', 'YYYY-MM-DD'), ('month', '', 'YYYY-MM'), ('member', v_call.member_id, 'YYYY-MM'))
      as k (scope, subject, period)
   where k.subject is not null
  on conflict (tenant_id, scope, subject, period) do update set used = c.used + excluded.used;
  return null;
end $$;
--> statement-breakpoint
-- Granting is done where it always was; it is booked here, so that no balance changes without a transfer.
create function app.grant_changed() returns trigger
language plpgsql security definer set search_path = '' as $$
declare
  v_before bigint := case when tg_op = 'UPDATE' then old.granted else 0 end;
  v_play_before bigint := case when tg_op = 'UPDATE' then old.play_granted else 0 end;
begin
  insert into public.credit_transfers (tenant_id, kind, play, from_account, to_account, amount)
  select new.tenant_id, 'grant', d.play, case when d.by > 0 then 'granted' else 'available' end,
         case when d.by > 0 then 'available' else 'granted' end, abs(d.by)
    from (values (false, new.granted - v_before), (true, new.play_granted - v_play_before)) as d (play, by)
   where d.by <> 0;
  return null;
end $$;
--> statement-breakpoint
-- Puts credits aside for one call, or says which cap stands in the way. All calls of a workspace pass through the lock on
-- its account one after the other, and each statement after it sees what those before have done: no two spend the same
-- credit, and no cap is passed by any number of calls at once. A second entry for a call breaks the ledger's unique key.
-- A key of the tenant's own costs no credits; a run of training takes play credits, which no cap but their balance limits.
create function app.reserve_credits(
  p_job uuid, p_step text, p_provider text, p_price bigint, p_key_owner text, p_key_print text, p_request uuid,
  p_plan_month bigint
) returns text
language plpgsql security definer set search_path = '' as $$
declare
  v_tenant uuid := app.tenant();
  v_day text := to_char(now() at time zone 'UTC', 'YYYY-MM-DD');
  v_month text := to_char(now() at time zone 'UTC', 'YYYY-MM');
  v_price bigint := case p_key_owner when 'tenant' then 0 else p_price end;
  a public.credit_accounts;
  r record;
  v_member text;
  v_cap text;
  v_call uuid;
begin
  select * into a from public.credit_accounts where tenant_id = v_tenant for update;
  if not found then
    return 'balance';
  end if;
  select e.id, e.prospect_id, e.training, e.credit_cap into r
    from public.enrichment_runs e where e.tenant_id = v_tenant and e.job_id = p_job;
  select m.user_id into v_member from public.jobs j join public.members m on m.tenant_id = j.tenant_id and m.user_id = j.created_by
   where j.tenant_id = v_tenant and j.id = p_job;
  r.training := coalesce(r.training, false);
  if v_price > (case when r.training then a.play_granted - a.play_reserved - a.play_spent
                     else a.granted - a.reserved - a.spent end) then
    return 'balance';
  end if;
  if v_price > 0 and not r.training then
    select k.cap into v_cap
      from (
        select 1 as place, 'run' as cap, least(r.credit_cap, (
            select b.credits from public.credit_budgets b where b.tenant_id = v_tenant and b.scope = 'run' and b.subject = '')) as most,
          (select coalesce(sum(case when l.state in ('settled', 'refunded') then l.settled - l.refunded else l.reserved end), 0)
             from public.credit_ledger l where l.tenant_id = v_tenant and l.run_id = r.id) as used
        union all
        select 2, 'member', (
            select b.credits from public.credit_budgets b
             where v_member is not null and b.tenant_id = v_tenant and b.scope = 'member' and b.subject in ('', v_member)
             order by b.subject desc limit 1),
          (select c.used from public.credit_counters c
            where c.tenant_id = v_tenant and c.scope = 'member' and c.subject = v_member and c.period = v_month)
        union all
        select case b.scope when 'day' then 3 else 4 end, b.scope, b.credits,
          (select c.used from public.credit_counters c where c.tenant_id = v_tenant and c.scope = b.scope and c.subject = ''
              and c.period = case b.scope when 'day' then v_day else v_month end)
          from public.credit_budgets b where b.tenant_id = v_tenant and b.scope in ('day', 'month') and b.subject = ''
        union all
        select 5, 'plan', p_plan_month, (select c.used from public.credit_counters c
            where c.tenant_id = v_tenant and c.scope = 'month' and c.subject = '' and c.period = v_month)
      ) k
     where coalesce(k.used, 0) + v_price > k.most
     order by k.place limit 1;
    if v_cap is not null then
      return v_cap;
    end if;
  end if;
  insert into public.credit_ledger (tenant_id, job_id, run_id, prospect_id, member_id, step, provider, play, key_owner, key_print,
      quoted, reserved, request_id)
    values (v_tenant, p_job, r.id, r.prospect_id, v_member, p_step, p_provider, r.training, p_key_owner, p_key_print,
      v_price, v_price, p_request)
    returning id into v_call;
  if v_price > 0 then
    insert into public.credit_transfers (tenant_id, call_id, kind, play, from_account, to_account, amount)
      values (v_tenant, v_call, 'reserve', r.training, 'available', 'reserved', v_price);
  end if;
  return 'ok';
end $$;
--> statement-breakpoint
-- What is left of what was put aside for a call goes to whom it belongs. Called where the call has just ended.
create function app.book_end(c public.credit_ledger) returns void
language sql set search_path = '' as $$
  insert into public.credit_transfers (tenant_id, call_id, kind, play, from_account, to_account, amount)
  select c.tenant_id, c.id, t.kind, c.play, 'reserved', t.to_account, t.amount
    from (values ('settle', 'spent:' || c.provider, c.settled), ('release', 'available', c.reserved - c.settled))
      as t (kind, to_account, amount)
   where t.amount > 0
$$;
--> statement-breakpoint
-- Ends the entry of a call: settled at what it brought, refunded, or unknown until the provider was asked. Ended once, it
-- stays as it is. `p_billed` is what the provider takes from us, null where its answer does not say.
create function app.settle_call(
  p_job uuid, p_step text, p_provider text, p_state text, p_credits bigint, p_reason text, p_billed numeric,
  p_provider_request text
) returns boolean
language plpgsql security definer set search_path = '' as $$
declare
  c public.credit_ledger;
begin
  update public.credit_ledger l set
    state = p_state, settled = case p_state when 'settled' then least(p_credits, l.reserved) else 0 end, reason = p_reason,
    settled_at = now(), billed = p_billed, billed_basis = case when p_billed is not null then 'answer' end,
    provider_request_id = p_provider_request
   where l.tenant_id = app.tenant() and l.job_id = p_job and l.step = p_step and l.provider = p_provider and l.state = 'reserved'
  returning * into c;
  if not found then
    return false;
  end if;
  if p_state <> 'unknown' then
    perform app.book_end(c);
  end if;
  return true;
end $$;
--> statement-breakpoint
-- What a job that is given up leaves put aside waits for the provider's word like every call without an answer.
create function app.give_up_calls(p_job uuid, p_reason text) returns void
language sql security definer set search_path = '' as $$
  update public.credit_ledger l set state = 'unknown', reason = p_reason, settled_at = now()
   where l.tenant_id = app.tenant() and l.job_id = p_job and l.state = 'reserved'
$$;
--> statement-breakpoint
-- Ends a call that was unknown: nothing of it reached the customer, who gets everything back; `p_billed` is what we are
-- billed for it all the same. Without it, one more attempt to find out is counted. Done once.
create function app.reconcile_call(p_call uuid, p_billed numeric, p_basis text, p_reason text) returns boolean
language plpgsql security definer set search_path = '' as $$
declare
  c public.credit_ledger;
begin
  if p_billed is null then
    update public.credit_ledger l set reconcile_tries = l.reconcile_tries + 1
     where l.tenant_id = app.tenant() and l.id = p_call and l.state = 'unknown';
    return false;
  end if;
  update public.credit_ledger l set state = 'refunded', billed = p_billed, billed_basis = p_basis, reason = p_reason, settled_at = now()
   where l.tenant_id = app.tenant() and l.id = p_call and l.state = 'unknown'
  returning * into c;
  if not found then
    return false;
  end if;
  perform app.book_end(c);
  return true;
end $$;
--> statement-breakpoint
-- Gives back what was paid for a value that turned out to be worth nothing. Once for each call; gives how much.
create function app.refund_bounced(p_call uuid, p_credits bigint, p_reason text) returns bigint
language plpgsql security definer set search_path = '' as $$
declare
  c public.credit_ledger;
begin
  update public.credit_ledger l set refunded = least(p_credits, l.settled), reason = p_reason
   where l.tenant_id = app.tenant() and l.id = p_call and l.state = 'settled' and l.settled > 0 and l.refunded = 0 and p_credits > 0
  returning * into c;
  if not found then
    return 0;
  end if;
  insert into public.credit_transfers (tenant_id, call_id, kind, play, from_account, to_account, amount)
    values (c.tenant_id, c.id, 'bounce', c.play, 'spent:' || c.provider, 'available', c.refunded);
  return c.refunded;
end $$;
--> statement-breakpoint
reset role;
--> statement-breakpoint
-- Before they are nobody's to call: to name a function in a trigger is to be allowed to call it.
create trigger post_transfer after insert on credit_transfers for each row execute function app.post_transfer();
--> statement-breakpoint
create trigger grant_changed after insert or update of granted, play_granted on credit_accounts
  for each row execute function app.grant_changed();
--> statement-breakpoint
set role edgewise_definer;
--> statement-breakpoint
revoke all on function app.post_transfer, app.grant_changed, app.reserve_credits, app.book_end, app.settle_call,
  app.give_up_calls, app.reconcile_call, app.refund_bounced from public;
--> statement-breakpoint
grant execute on function app.reserve_credits, app.settle_call, app.give_up_calls, app.reconcile_call, app.refund_bounced
  to edgewise_app;
--> statement-breakpoint
reset role;
--> statement-breakpoint
revoke create on schema app from edgewise_definer;
--> statement-breakpoint
create trigger append_only before update or delete or truncate on credit_transfers
  for each statement execute function app.refuse_change();
