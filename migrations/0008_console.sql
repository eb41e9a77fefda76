-- The operator's console: one function for each verb, each of which judges the operator's session, does the verb and
-- writes the record of it, in one transaction. The control role has no other way to change anything here.

ALTER TABLE "auth"."session" ALTER COLUMN "tenant_id" DROP NOT NULL;--> statement-breakpoint
ALTER TABLE "auth"."session" ADD COLUMN "impersonated_by" text;--> statement-breakpoint
ALTER TABLE "auth"."session" ADD COLUMN "impersonation_reason" text;--> statement-breakpoint
CREATE TABLE "platform"."impersonations" (
	"token_hash" text PRIMARY KEY NOT NULL,
	"operator_id" text NOT NULL,
	"tenant_id" uuid NOT NULL,
	"reason" text NOT NULL,
	"expires_at" timestamp (3) with time zone NOT NULL,
	"used_at" timestamp (3) with time zone,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE INDEX "source_results_finished" ON "source_results" USING btree ("finished_at") WHERE finished_at is not null;--> statement-breakpoint

-- ---------------------------------------------------------------------------------------------------- flags
-- Those that the product asks for stand here, so that an operator finds them and can kill them.
insert into platform.flags (key, description, enabled) values
  ('enrichment', 'Profiles are enriched, on request and when they are opened', true),
  ('exports', 'Members can download what they search', true),
  ('imports', 'Members can import files', true)
on conflict (key) do nothing;
--> statement-breakpoint

-- ---------------------------------------------------------------------------------------------------- grants
grant select on platform.operators, platform.flags, platform.audit, platform.impersonations to edgewise_definer;
--> statement-breakpoint
grant insert on platform.audit, platform.impersonations, platform.flags to edgewise_definer;
--> statement-breakpoint
grant update (description, enabled, killed, rules, updated_at) on platform.flags to edgewise_definer;
--> statement-breakpoint
grant update (used_at), delete on platform.impersonations to edgewise_definer;
--> statement-breakpoint
grant insert on auth.session to edgewise_definer;
--> statement-breakpoint
grant update (plan, billing, resumes_as, suspended_reason) on tenants to edgewise_definer;
--> statement-breakpoint
grant update (granted) on credit_accounts to edgewise_definer;
--> statement-breakpoint
grant select (created_at) on outbox to edgewise_definer;
--> statement-breakpoint
grant select (tenant_id, facet, n) on prospect_facets to edgewise_definer;
--> statement-breakpoint
grant select (source, status, started_at, finished_at) on source_results to edgewise_definer;
--> statement-breakpoint
create policy console on prospect_facets for select to edgewise_definer using (true);
--> statement-breakpoint
create policy console on source_results for select to edgewise_definer using (true);
--> statement-breakpoint
-- What was done stays on record: nobody is granted a change of it, and whoever owns the table is refused one too.
create function app.refuse_change() returns trigger
language plpgsql set search_path = '' as $$
begin
  raise exception 'the record is append only' using errcode = '42501';
end $$;
--> statement-breakpoint
revoke all on function app.refuse_change from public;
--> statement-breakpoint
create trigger append_only before update or delete or truncate on platform.audit
  for each statement execute function app.refuse_change();
--> statement-breakpoint
grant create on schema app to edgewise_definer;
--> statement-breakpoint
set role edgewise_definer;
--> statement-breakpoint

-- ---------------------------------------------------------------------------------------------------- operators
-- The operator of a console session: one that belongs to no tenant, is at most eight hours old, and whose operator is
-- not disabled. EW401 for any other.
create function app.console_operator(p_session text) returns text
language plpgsql stable set search_path = '' as $$
declare
  v_operator text;
begin
  select o.user_id into v_operator
    from auth.session s join platform.operators o on o.user_id = s.user_id
   where s.id = p_session and s.tenant_id is null and s.expires_at > now()
     and s.created_at > now() - interval '8 hours' and o.disabled_at is null;
  if not found then
    raise exception 'the session is over' using errcode = 'EW401';
  end if;
  return v_operator;
end $$;
--> statement-breakpoint
create function app.console_record(
  p_operator text, p_request text, p_verb text, p_tenant uuid, p_subject text, p_detail jsonb
) returns void
language sql set search_path = '' as $$
  insert into platform.audit (operator_id, request_id, verb, tenant_id, subject, detail)
    values (p_operator, p_request, p_verb, p_tenant, p_subject, p_detail)
$$;
--> statement-breakpoint
-- Whether someone who has just shown their password is an operator; that one comes in is put on record.
create function app.admit_operator(p_user text, p_request text) returns boolean
language plpgsql security definer set search_path = '' as $$
begin
  if not exists (select from platform.operators o where o.user_id = p_user and o.disabled_at is null) then
    return false;
  end if;
  perform app.console_record(p_user, p_request, 'operator.signed_in', null, p_user, '{}');
  return true;
end $$;
--> statement-breakpoint
-- The console session of a cookie's token, with whose it is; no row where there is none.
create function app.operator_session(p_token text) returns table (session_id text, user_id text, name text, email text)
language sql stable security definer set search_path = '' as $$
  select s.id, u.id, u.name, u.email
    from auth.session s join platform.operators o on o.user_id = s.user_id join auth."user" u on u.id = s.user_id
   where s.token = p_token and s.tenant_id is null and s.expires_at > now()
     and s.created_at > now() - interval '8 hours' and o.disabled_at is null
$$;
--> statement-breakpoint
-- The tenant that a verb is about, held until the verb is done. EW404 where there is none.
create function app.console_hold(p_tenant uuid) returns public.tenants
language plpgsql set search_path = '' as $$
declare
  t public.tenants;
begin
  select * into t from public.tenants where id = p_tenant and deleted_at is null for update;
  if not found then
    raise exception 'there is no such workspace' using errcode = 'EW404';
  end if;
  return t;
end $$;
--> statement-breakpoint

-- ---------------------------------------------------------------------------------------------------- verbs
-- EW409 where the state does not allow a verb; the message says why, for the operator to read.
create function app.console_suspend(p_session text, p_request text, p_tenant uuid, p_reason text) returns void
language plpgsql security definer set search_path = '' as $$
declare
  v_operator text := app.console_operator(p_session);
  t public.tenants := app.console_hold(p_tenant);
begin
  if t.billing = 'suspended' then
    raise exception 'The workspace is suspended already.' using errcode = 'EW409';
  end if;
  update public.tenants set billing = 'suspended', resumes_as = t.billing, suspended_reason = p_reason where id = t.id;
  perform app.console_record(v_operator, p_request, 'tenant.suspended', t.id, t.slug,
    jsonb_build_object('reason', p_reason, 'from', t.billing));
end $$;
--> statement-breakpoint
create function app.console_resume(p_session text, p_request text, p_tenant uuid, p_reason text) returns void
language plpgsql security definer set search_path = '' as $$
declare
  v_operator text := app.console_operator(p_session);
  t public.tenants := app.console_hold(p_tenant);
  v_to text := coalesce(t.resumes_as, 'active');
begin
  if t.billing <> 'suspended' then
    raise exception 'The workspace is not suspended.' using errcode = 'EW409';
  end if;
  update public.tenants set billing = v_to, resumes_as = null, suspended_reason = null where id = t.id;
  perform app.console_record(v_operator, p_request, 'tenant.resumed', t.id, t.slug,
    jsonb_build_object('reason', p_reason, 'to', v_to));
end $$;
--> statement-breakpoint
create function app.console_set_plan(p_session text, p_request text, p_tenant uuid, p_plan text, p_reason text) returns void
language plpgsql security definer set search_path = '' as $$
declare
  v_operator text := app.console_operator(p_session);
  t public.tenants := app.console_hold(p_tenant);
begin
  if t.plan = p_plan then
    raise exception 'The workspace has this plan already.' using errcode = 'EW409';
  end if;
  update public.tenants set plan = p_plan where id = t.id;
  perform app.console_record(v_operator, p_request, 'tenant.plan_set', t.id, t.slug,
    jsonb_build_object('reason', p_reason, 'from', t.plan, 'to', p_plan));
end $$;
--> statement-breakpoint
-- A key makes a repeated grant one: of the same operator to the same workspace within a day.
create function app.console_grant_credits(
  p_session text, p_request text, p_tenant uuid, p_amount bigint, p_reason text, p_key text
) returns void
language plpgsql security definer set search_path = '' as $$
declare
  v_operator text := app.console_operator(p_session);
  t public.tenants := app.console_hold(p_tenant);
  v_before bigint;
begin
  select (a.detail->>'amount')::bigint into v_before from platform.audit a
   where a.created_at > now() - interval '24 hours' and a.operator_id = v_operator and a.tenant_id = t.id
     and a.verb = 'tenant.credits_granted' and a.detail->>'key' = p_key;
  if v_before = p_amount then
    return;
  elsif v_before is not null then
    raise exception 'The key was used with another amount.' using errcode = 'EW409';
  end if;
  if p_amount is null or p_amount <= 0 then
    raise exception 'Credits are granted, never taken away.' using errcode = 'EW409';
  end if;
  insert into public.credit_accounts as a (tenant_id, granted) values (t.id, p_amount)
    on conflict (tenant_id) do update set granted = a.granted + excluded.granted;
  perform app.console_record(v_operator, p_request, 'tenant.credits_granted', t.id, t.slug,
    jsonb_strip_nulls(jsonb_build_object('reason', p_reason, 'amount', p_amount, 'key', p_key)));
end $$;
--> statement-breakpoint
create function app.console_set_flag(
  p_session text, p_request text, p_key text, p_description text, p_enabled boolean, p_rules jsonb, p_reason text
) returns void
language plpgsql security definer set search_path = '' as $$
declare
  v_operator text := app.console_operator(p_session);
  v_before jsonb;
begin
  perform pg_catalog.pg_advisory_xact_lock(pg_catalog.hashtextextended('flag:' || p_key, 0));
  select jsonb_build_object('description', f.description, 'enabled', f.enabled, 'rules', f.rules) into v_before
    from platform.flags f where f.key = p_key;
  insert into platform.flags (key, description, enabled, rules) values (p_key, p_description, p_enabled, p_rules)
    on conflict (key) do update set description = excluded.description, enabled = excluded.enabled,
      rules = excluded.rules, updated_at = now();
  perform app.console_record(v_operator, p_request, 'flag.set', null, p_key, jsonb_build_object('reason', p_reason,
    'before', v_before, 'after',
    jsonb_build_object('description', p_description, 'enabled', p_enabled, 'rules', p_rules)));
end $$;
--> statement-breakpoint
create function app.console_switch(p_operator text, p_request text, p_key text, p_killed boolean, p_reason text) returns void
language plpgsql set search_path = '' as $$
declare
  v_killed boolean;
begin
  select f.killed into v_killed from platform.flags f where f.key = p_key for update;
  if not found then
    raise exception 'there is no such flag' using errcode = 'EW404';
  end if;
  if v_killed = p_killed then
    raise exception '%', case when p_killed then 'The flag is killed already.' else 'The flag is not killed.' end
      using errcode = 'EW409';
  end if;
  update platform.flags set killed = p_killed, updated_at = now() where key = p_key;
  perform app.console_record(p_operator, p_request, case when p_killed then 'flag.killed' else 'flag.revived' end,
    null, p_key, jsonb_build_object('reason', p_reason));
end $$;
--> statement-breakpoint
create function app.console_kill_flag(p_session text, p_request text, p_key text, p_reason text) returns void
language sql security definer set search_path = '' as $$
  select app.console_switch(app.console_operator(p_session), p_request, p_key, true, p_reason)
$$;
--> statement-breakpoint
create function app.console_revive_flag(p_session text, p_request text, p_key text, p_reason text) returns void
language sql security definer set search_path = '' as $$
  select app.console_switch(app.console_operator(p_session), p_request, p_key, false, p_reason)
$$;
--> statement-breakpoint
-- A token that opens one session in a workspace, once, within a minute. Only its hash is kept.
create function app.console_impersonate(p_session text, p_request text, p_tenant uuid, p_hash text, p_reason text)
returns jsonb
language plpgsql security definer set search_path = '' as $$
declare
  v_operator text := app.console_operator(p_session);
  t public.tenants := app.console_hold(p_tenant);
  v_until timestamptz := now() + interval '1 minute';
begin
  if not app.admits(app.gate(t.billing, t.trial_ends_at, t.grace_ends_at, now()), 'read') then
    raise exception 'The workspace is locked: there is nothing to be read in it.' using errcode = 'EW409';
  end if;
  delete from platform.impersonations where expires_at < now();
  insert into platform.impersonations (token_hash, operator_id, tenant_id, reason, expires_at)
    values (p_hash, v_operator, t.id, p_reason, v_until);
  perform app.console_record(v_operator, p_request, 'tenant.impersonation_granted', t.id, t.slug,
    jsonb_build_object('reason', p_reason));
  return jsonb_build_object('slug', t.slug, 'expiresAt', v_until);
end $$;
--> statement-breakpoint
-- Takes the token and makes the session of it: at most thirty minutes, whatever is later written into it. Both records
-- say so, the operators' and the workspace's own. Null where the token is none, is another workspace's, was used, or is
-- too old, or where its operator is disabled.
create function app.open_impersonation(
  p_hash text, p_tenant uuid, p_request text, p_id text, p_token text, p_address text, p_agent text
) returns timestamptz
language plpgsql security definer set search_path = '' as $$
declare
  v record;
  v_until timestamptz(3) := now() + interval '30 minutes';
begin
  update platform.impersonations i set used_at = now()
   where i.token_hash = p_hash and i.tenant_id = p_tenant and i.used_at is null and i.expires_at > now()
     and exists (select from platform.operators o where o.user_id = i.operator_id and o.disabled_at is null)
  returning i.operator_id, i.reason into v;
  if not found then
    return null;
  end if;
  insert into auth.session (id, token, user_id, tenant_id, expires_at, ip_address, user_agent, impersonated_by, impersonation_reason)
    values (p_id, p_token, v.operator_id, p_tenant, v_until, p_address, p_agent, v.operator_id, v.reason);
  insert into public.audit (tenant_id, actor_kind, actor_id, request_id, verb, subject_type, subject_id, detail)
    select p_tenant, 'operator', v.operator_id, p_request, 'workspace.viewed_by_support', 'tenant', p_tenant::text,
           jsonb_build_object('by', u.name, 'reason', v.reason, 'until', v_until)
      from auth."user" u where u.id = v.operator_id;
  perform app.console_record(v.operator_id, p_request, 'tenant.impersonated', p_tenant,
    (select t.slug from public.tenants t where t.id = p_tenant),
    jsonb_build_object('reason', v.reason, 'until', v_until));
  return v_until;
end $$;
--> statement-breakpoint

-- ---------------------------------------------------------------------------------------------------- reading
create function app.console_row(t public.tenants) returns jsonb
language sql stable set search_path = '' as $$
  select jsonb_build_object('id', t.id, 'slug', t.slug, 'name', t.name, 'plan', t.plan, 'billing', t.billing,
    'gate', app.gate(t.billing, t.trial_ends_at, t.grace_ends_at, now()),
    'members', (select count(*) from public.members m where m.tenant_id = t.id and m.disabled_at is null),
    'prospects', (select coalesce(sum(f.n), 0) from public.prospect_facets f where f.tenant_id = t.id and f.facet = 'all'),
    'domains', (select count(*) from public.domains d where d.tenant_id = t.id and d.removed_at is null),
    'openJobs', (select count(*) from public.jobs j where j.tenant_id = t.id and j.state in ('queued', 'running')),
    'createdAt', t.created_at)
$$;
--> statement-breakpoint
-- Workspaces, newest first, whose slug, name, host or a member's address holds the text.
create function app.console_tenants(
  p_session text, p_text text, p_state text, p_before timestamptz, p_before_id uuid, p_limit integer
) returns setof jsonb
language plpgsql stable security definer set search_path = '' as $$
declare
  v_text text := lower(p_text);
begin
  perform app.console_operator(p_session);
  return query
    select app.console_row(t) from public.tenants t
     where t.deleted_at is null and (p_state is null or t.billing = p_state)
       and (p_before is null or (t.created_at, t.id) < (p_before, p_before_id))
       and (v_text is null or position(v_text in lower(t.slug)) > 0 or position(v_text in lower(t.name)) > 0
         or exists (select from public.domains d
              where d.tenant_id = t.id and d.removed_at is null and position(v_text in d.host) > 0)
         or exists (select from public.members m join auth."user" u on u.id = m.user_id
              where m.tenant_id = t.id and position(v_text in lower(u.email)) > 0))
     order by t.created_at desc, t.id desc limit p_limit;
end $$;
--> statement-breakpoint
create function app.console_flags(p_session text) returns setof jsonb
language plpgsql stable security definer set search_path = '' as $$
begin
  perform app.console_operator(p_session);
  return query
    select jsonb_build_object('key', f.key, 'description', f.description, 'enabled', f.enabled, 'killed', f.killed,
        'rules', f.rules, 'updatedAt', f.updated_at)
      from platform.flags f order by f.key;
end $$;
--> statement-breakpoint
-- All that the page of one workspace shows, and the latest of what operators did to it. Null where there is none.
create function app.console_tenant(p_session text, p_tenant uuid, p_records integer) returns jsonb
language plpgsql stable security definer set search_path = '' as $$
begin
  perform app.console_operator(p_session);
  return (
    select app.console_row(t) || jsonb_build_object(
      'trialEndsAt', t.trial_ends_at, 'graceEndsAt', t.grace_ends_at, 'suspendedReason', t.suspended_reason,
      'limits', t.limits,
      'credits', (select jsonb_build_object('granted', c.granted, 'reserved', c.reserved, 'spent', c.spent)
        from public.credit_accounts c where c.tenant_id = t.id),
      'domainList', coalesce((select jsonb_agg(jsonb_build_object(
          'host', d.host, 'surface', d.surface, 'state', d.state, 'checkedAt', d.checked_at) order by d.host)
        from public.domains d where d.tenant_id = t.id and d.removed_at is null), '[]'),
      'memberList', coalesce((select jsonb_agg(jsonb_build_object(
          'name', u.name, 'email', u.email, 'role', m.role, 'disabled', m.disabled_at is not null) order by m.created_at, m.id)
        from public.members m join auth."user" u on u.id = m.user_id where m.tenant_id = t.id), '[]'),
      'flags', coalesce((select jsonb_agg(f) from app.console_flags(p_session) f), '[]'),
      'audit', coalesce((select jsonb_agg(jsonb_build_object(
          'at', a.created_at, 'operator', coalesce(u.name, a.operator_id), 'verb', a.verb, 'detail', a.detail)
          order by a.created_at desc, a.id desc)
        from (select * from platform.audit r where r.tenant_id = t.id order by r.created_at desc, r.id desc limit p_records) a
        left join auth."user" u on u.id = a.operator_id), '[]'))
      from public.tenants t where t.id = p_tenant and t.deleted_at is null);
end $$;
--> statement-breakpoint
-- What a flag's answer depends on, of every workspace up to a limit.
create function app.console_preview(p_session text, p_limit integer) returns setof jsonb
language plpgsql stable security definer set search_path = '' as $$
begin
  perform app.console_operator(p_session);
  return query
    select jsonb_build_object('id', t.id, 'slug', t.slug, 'plan', t.plan, 'billing', t.billing)
      from public.tenants t where t.deleted_at is null order by t.slug limit p_limit;
end $$;
--> statement-breakpoint
-- The last hour of each source over all workspaces, and what waits.
create function app.console_health(p_session text) returns jsonb
language plpgsql stable security definer set search_path = '' as $$
begin
  perform app.console_operator(p_session);
  return jsonb_build_object(
    'providers', coalesce((select jsonb_agg(p) from (
      select r.source as provider, count(*) as calls, count(*) filter (where r.status = 'failed') as failed,
             percentile_cont(0.5) within group (order by extract(epoch from r.finished_at - r.started_at) * 1000) as "medianMs"
        from public.source_results r
       where r.finished_at > now() - interval '1 hour' and r.status in ('found', 'empty', 'failed')
       group by r.source) p), '[]'),
    'jobs', coalesce((select jsonb_agg(j order by j.kind) from (
      select o.kind, count(*) filter (where o.state = 'queued') as queued,
             count(*) filter (where o.state = 'running') as running,
             min(o.created_at) filter (where o.state = 'queued') as "oldestQueuedAt"
        from public.jobs o where o.state in ('queued', 'running') group by o.kind) j), '[]'),
    'outbox', (select jsonb_build_object('waiting', count(*), 'oldestAt', min(o.created_at)) from public.outbox o));
end $$;
--> statement-breakpoint

-- ---------------------------------------------------------------------------------------------------- the entrance
-- As before; and a session that an operator opened in the workspace is let in as a viewer, for half an hour, while the
-- operator is one, in a transaction that can change nothing.
create or replace function app.enter(
  p_tenant uuid, p_kind text, p_subject text, p_session text, p_role text, p_intent text, p_request text, p_epoch text
) returns void
language plpgsql security definer set search_path = '' as $$
declare
  t record;
  v_gate text;
  v_role text;
begin
  select billing, trial_ends_at, grace_ends_at, plan, version into t
    from public.tenants where id = p_tenant and deleted_at is null;
  if not found then
    raise exception 'the workspace is gone' using errcode = 'EW404';
  end if;
  v_gate := app.gate(t.billing, t.trial_ends_at, t.grace_ends_at, now());
  if p_intent is null or not app.admits(v_gate, p_intent) then
    raise exception '%', v_gate using errcode = 'EW402';
  end if;
  if p_kind = 'member' then
    select m.role into v_role
      from auth.session s
      join public.members m on m.tenant_id = p_tenant and m.user_id = s.user_id
     where s.id = p_session and s.user_id = p_subject and s.tenant_id = p_tenant
       and s.expires_at > now() and m.disabled_at is null and s.impersonated_by is null;
    if not found then
      perform from auth.session i join platform.operators o on o.user_id = i.impersonated_by
        where i.id = p_session and i.user_id = p_subject and i.tenant_id = p_tenant and i.expires_at > now()
          and i.created_at > now() - interval '30 minutes' and o.disabled_at is null;
      if not found then
        raise exception 'the session is over' using errcode = 'EW401';
      end if;
      v_role := 'viewer';
      perform set_config('transaction_read_only', 'on', true);
    end if;
    if v_role is distinct from p_role then
      raise exception 'the role has changed' using errcode = 'EW409';
    end if;
    -- How long a person may keep the database at one statement, by plan.
    perform set_config('statement_timeout', case
      when t.plan = 'enterprise' then '20s' when t.plan = 'pro' or t.billing = 'trialing' then '10s' else '5s' end, true);
  elsif p_kind = 'job' then
    perform from public.jobs where tenant_id = p_tenant and id = p_subject::uuid;
    if not found then
      raise exception 'there is no such job' using errcode = 'EW401';
    end if;
    -- Background work writes in bulk; a person waits for nothing longer than the plan's limit.
    perform set_config('statement_timeout', '60s', true);
  elsif p_kind = 'system' then
    perform set_config('statement_timeout', '20s', true);
  else
    raise exception 'unknown kind of actor' using errcode = 'EW401';
  end if;
  if p_epoch is not null and p_epoch <> t.version || '.' || (select s.version from platform.state s where s.id = 'flags') then
    raise exception 'the record of the workspace is old' using errcode = 'EW412';
  end if;
  perform set_config('app.tenant_id', p_tenant::text, true),
          set_config('app.actor_kind', p_kind, true),
          set_config('app.actor_id', p_subject, true),
          set_config('app.role', coalesce(p_role, ''), true),
          set_config('app.request_id', p_request, true);
end $$;
--> statement-breakpoint
-- Sockets: those of an operator who looks in live as long as the look.
create or replace function app.live_sessions(p_tenant uuid, p_sessions text[]) returns setof text
language sql stable security definer set search_path = ''
begin atomic
  select s.id from auth.session s
    join public.tenants t on t.id = s.tenant_id
   where s.id = any (p_sessions) and s.tenant_id = p_tenant and s.expires_at > now()
     and t.deleted_at is null and app.admits(app.gate(t.billing, t.trial_ends_at, t.grace_ends_at, now()), 'read')
     and case when s.impersonated_by is null
       then exists (select from public.members m
         where m.tenant_id = s.tenant_id and m.user_id = s.user_id and m.disabled_at is null)
       else s.created_at > now() - interval '30 minutes' and exists (select from platform.operators o
         where o.user_id = s.impersonated_by and o.disabled_at is null) end;
end;
--> statement-breakpoint

-- ---------------------------------------------------------------------------------------------------- callers
revoke all on function app.console_operator, app.console_record, app.console_hold, app.console_switch, app.console_row,
  app.admit_operator, app.operator_session, app.open_impersonation,
  app.console_suspend, app.console_resume, app.console_set_plan, app.console_grant_credits, app.console_set_flag,
  app.console_kill_flag, app.console_revive_flag, app.console_impersonate,
  app.console_tenants, app.console_tenant, app.console_flags, app.console_preview, app.console_health from public;
--> statement-breakpoint
grant execute on function app.admit_operator, app.operator_session, app.open_impersonation to edgewise_auth;
--> statement-breakpoint
grant execute on function
  app.console_suspend, app.console_resume, app.console_set_plan, app.console_grant_credits, app.console_set_flag,
  app.console_kill_flag, app.console_revive_flag, app.console_impersonate,
  app.console_tenants, app.console_tenant, app.console_flags, app.console_preview, app.console_health to edgewise_control;
--> statement-breakpoint
reset role;
--> statement-breakpoint
revoke create on schema app from edgewise_definer;
