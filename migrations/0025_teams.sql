CREATE TABLE "team_members" (
	"tenant_id" uuid DEFAULT nullif(current_setting('app.tenant_id', true), '')::uuid NOT NULL,
	"user_id" text NOT NULL,
	"team_id" uuid NOT NULL,
	CONSTRAINT "team_members_tenant_id_user_id_pk" PRIMARY KEY("tenant_id","user_id")
);
--> statement-breakpoint
CREATE TABLE "teams" (
	"tenant_id" uuid DEFAULT nullif(current_setting('app.tenant_id', true), '')::uuid NOT NULL,
	"id" uuid DEFAULT uuidv7() NOT NULL,
	"name" text NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "teams_tenant_id_id_pk" PRIMARY KEY("tenant_id","id")
);
--> statement-breakpoint
ALTER TABLE "credit_ledger" ADD COLUMN "team_id" uuid;--> statement-breakpoint
ALTER TABLE "field_values" ADD COLUMN "set_by" text;--> statement-breakpoint
ALTER TABLE "team_members" ADD CONSTRAINT "team_members_tenant_id_user_id_members_tenant_id_user_id_fk" FOREIGN KEY ("tenant_id","user_id") REFERENCES "public"."members"("tenant_id","user_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "team_members" ADD CONSTRAINT "team_members_tenant_id_team_id_teams_tenant_id_id_fk" FOREIGN KEY ("tenant_id","team_id") REFERENCES "public"."teams"("tenant_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "teams" ADD CONSTRAINT "teams_tenant_id_tenants_id_fk" FOREIGN KEY ("tenant_id") REFERENCES "public"."tenants"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "team_members_team" ON "team_members" USING btree ("tenant_id","team_id");--> statement-breakpoint
CREATE UNIQUE INDEX "teams_name" ON "teams" USING btree ("tenant_id",lower(name));
--> statement-breakpoint
select
  app.protect('teams', 'select, insert, update, delete'),
  app.protect('team_members', 'select, insert, update, delete');
--> statement-breakpoint
-- The cap of a team is looked at where credits are put aside.
create policy books on team_members for select to edgewise_definer using (true);
--> statement-breakpoint
grant select on team_members to edgewise_definer;
--> statement-breakpoint
grant create on schema app to edgewise_definer;
--> statement-breakpoint
set role edgewise_definer;
--> statement-breakpoint
-- The people of the tenant of this transaction, by the id that everything they do is signed with. Names and addresses
-- stand outside the tenants, out of the application's reach; of them this gives those of its own members alone.
create function app.people() returns table (
  user_id text, name text, email text, role text, created_at timestamptz, disabled_at timestamptz
)
language sql stable security definer set search_path = '' as $$
  select m.user_id, u.name, u.email, m.role, m.created_at, m.disabled_at
    from public.members m join auth."user" u on u.id = m.user_id
   where m.tenant_id = app.tenant()
$$;
--> statement-breakpoint
revoke all on function app.people from public;
--> statement-breakpoint
grant execute on function app.people to edgewise_app;
--> statement-breakpoint
-- What a transfer means for the balances, and for what the caps look at. A grant is the one that comes from a balance.
create or replace function app.post_transfer() returns trigger
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
    from (values ('day', '', 'YYYY-MM-DD'), ('month', '', 'YYYY-MM'), ('member', v_call.member_id, 'YYYY-MM'),
        ('team', v_call.team_id::text, 'YYYY-MM'),
        -- A bulk enrichment is one period of its own, however long it takes.
        ('batch', (select r.batch_id::text from public.enrichment_runs r
          where r.tenant_id = v_call.tenant_id and r.id = v_call.run_id), '"all"'))
      as k (scope, subject, period)
   where k.subject is not null
  on conflict (tenant_id, scope, subject, period) do update set used = c.used + excluded.used;
  return null;
end $$;
--> statement-breakpoint
-- Puts credits aside for one call, or says which cap stands in the way. All calls of a workspace pass through the lock on
-- its account one after the other, and each statement after it sees what those before have done: no two spend the same
-- credit, and no cap is passed by any number of calls at once. A second entry for a call breaks the ledger's unique key.
-- A key of the tenant's own costs no credits; a run of training takes play credits, which no cap but their balance limits.
create or replace function app.reserve_credits(
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
  v_team uuid;
  v_cap text;
  v_call uuid;
begin
  select * into a from public.credit_accounts where tenant_id = v_tenant for update;
  if not found then
    return 'balance';
  end if;
  select e.id, e.prospect_id, e.training, e.credit_cap, e.batch_id into r
    from public.enrichment_runs e where e.tenant_id = v_tenant and e.job_id = p_job;
  select m.user_id into v_member from public.jobs j join public.members m on m.tenant_id = j.tenant_id and m.user_id = j.created_by
   where j.tenant_id = v_tenant and j.id = p_job;
  select t.team_id into v_team from public.team_members t where t.tenant_id = v_tenant and t.user_id = v_member;
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
        select 2, 'batch', (
            select x.credit_cap from public.enrichment_batches x where x.tenant_id = v_tenant and x.id = r.batch_id),
          (select c.used from public.credit_counters c
            where c.tenant_id = v_tenant and c.scope = 'batch' and c.subject = r.batch_id::text and c.period = 'all')
        union all
        select 3, 'member', (
            select b.credits from public.credit_budgets b
             where v_member is not null and b.tenant_id = v_tenant and b.scope = 'member' and b.subject in ('', v_member)
             order by b.subject desc limit 1),
          (select c.used from public.credit_counters c
            where c.tenant_id = v_tenant and c.scope = 'member' and c.subject = v_member and c.period = v_month)
        union all
        select 4, 'team', (
            select b.credits from public.credit_budgets b
             where b.tenant_id = v_tenant and b.scope = 'team' and b.subject = v_team::text),
          (select c.used from public.credit_counters c
            where c.tenant_id = v_tenant and c.scope = 'team' and c.subject = v_team::text and c.period = v_month)
        union all
        select case b.scope when 'day' then 5 else 6 end, b.scope, b.credits,
          (select c.used from public.credit_counters c where c.tenant_id = v_tenant and c.scope = b.scope and c.subject = ''
              and c.period = case b.scope when 'day' then v_day else v_month end)
          from public.credit_budgets b where b.tenant_id = v_tenant and b.scope in ('day', 'month') and b.subject = ''
        union all
        select 7, 'plan', p_plan_month, (select c.used from public.credit_counters c
            where c.tenant_id = v_tenant and c.scope = 'month' and c.subject = '' and c.period = v_month)
      ) k
     where coalesce(k.used, 0) + v_price > k.most
     order by k.place limit 1;
    if v_cap is not null then
      return v_cap;
    end if;
  end if;
  insert into public.credit_ledger (tenant_id, job_id, run_id, prospect_id, member_id, team_id, step, provider, play, key_owner, key_print,
      quoted, reserved, request_id)
    values (v_tenant, p_job, r.id, r.prospect_id, v_member, v_team, p_step, p_provider, r.training, p_key_owner, p_key_print,
      v_price, v_price, p_request)
    returning id into v_call;
  if v_price > 0 then
    insert into public.credit_transfers (tenant_id, call_id, kind, play, from_account, to_account, amount)
      values (v_tenant, v_call, 'reserve', r.training, 'available', 'reserved', v_price);
  end if;
  return 'ok';
end $$;
--> statement-breakpoint
reset role;
--> statement-breakpoint
revoke create on schema app from edgewise_definer;
