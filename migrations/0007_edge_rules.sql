-- The edge: what a billing state allows, records that can be told to be old, hosts that are purged when they change.

-- ---------------------------------------------------------------------------------------------------- tables
select app.protect('domain_events', 'select, insert'), app.protect('former_slugs', 'select');
--> statement-breakpoint
grant insert, update on domains to edgewise_app;
--> statement-breakpoint
grant update (name, slug) on tenants to edgewise_app;
--> statement-breakpoint
alter table tenants add constraint tenants_billing
  check (billing in ('trialing', 'active', 'past_due', 'unpaid', 'canceled', 'suspended'));
--> statement-breakpoint
alter table tenants add constraint tenants_plan check (plan in ('free', 'pro', 'enterprise'));
--> statement-breakpoint
revoke all on schema platform from public;
--> statement-breakpoint
grant usage on schema platform to edgewise_control, edgewise_definer;
--> statement-breakpoint
insert into platform.state (id) values ('flags');
--> statement-breakpoint
grant select on platform.flags, platform.state to edgewise_control;
--> statement-breakpoint
grant select on platform.state to edgewise_definer;
--> statement-breakpoint
create policy control on former_slugs for select to edgewise_control using (true);
--> statement-breakpoint
grant select on former_slugs to edgewise_control;
--> statement-breakpoint
create policy definer on former_slugs to edgewise_definer using (true) with check (true);
--> statement-breakpoint
create policy definer on domains for select to edgewise_definer using (true);
--> statement-breakpoint
create policy definer on outbox to edgewise_definer using (true) with check (true);
--> statement-breakpoint
grant select, insert, update, delete on former_slugs to edgewise_definer;
--> statement-breakpoint
grant select on domains to edgewise_definer;
--> statement-breakpoint
grant insert on outbox to edgewise_definer;
--> statement-breakpoint
grant update (version) on tenants to edgewise_definer;
--> statement-breakpoint
grant create on schema app to edgewise_definer;
--> statement-breakpoint

-- ---------------------------------------------------------------------------------------------------- the gate
-- What a billing state allows at a moment; src/features/tenants/gate.ts says the same, and a test holds both to one
-- table. full: all; limited: reading and exports; locked: one's own data and paying; closed: paying alone.
create function app.gate(billing text, trial_ends_at timestamptz, grace_ends_at timestamptz, at timestamptz) returns text
language sql immutable parallel safe
return case
  when billing = 'suspended' then 'closed'
  when billing in ('unpaid', 'canceled') then 'locked'
  when billing = 'past_due' and grace_ends_at <= at then 'limited'
  when billing = 'trialing' and trial_ends_at <= at then 'limited'
  else 'full' end;
--> statement-breakpoint
revoke all on function app.gate from public;
--> statement-breakpoint
grant execute on function app.gate to edgewise_app, edgewise_definer, edgewise_control;
--> statement-breakpoint
-- Intents in the order of what they need: work, read, own (one's own data), any.
create function app.admits(gate text, intent text) returns boolean
language sql immutable parallel safe
return case gate
  when 'full' then true
  when 'limited' then intent in ('read', 'own', 'any')
  when 'locked' then intent in ('own', 'any')
  else intent = 'any' end;
--> statement-breakpoint
revoke all on function app.admits from public;
--> statement-breakpoint
grant execute on function app.admits to edgewise_definer, edgewise_control;
--> statement-breakpoint
-- The first statement of every transaction of a tenant, as before, and now also:
--   EW402 the billing state does not allow the intent; the message is the gate
--   EW412 the record of the tenant that the caller decided by is older than the truth
-- `p_epoch` is that record's version and the flags', joined by a dot; null where nothing was decided by one.
drop function app.enter(uuid, text, text, text, text, text, text);
--> statement-breakpoint
create function app.enter(
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
  if not app.admits(v_gate, p_intent) then
    raise exception '%', v_gate using errcode = 'EW402';
  end if;
  if p_kind = 'member' then
    select m.role into v_role
      from auth.session s
      join public.members m on m.tenant_id = p_tenant and m.user_id = s.user_id
     where s.id = p_session and s.user_id = p_subject and s.tenant_id = p_tenant
       and s.expires_at > now() and m.disabled_at is null;
    if not found then
      raise exception 'the session is over' using errcode = 'EW401';
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
revoke all on function app.enter from public;
--> statement-breakpoint
grant execute on function app.enter to edgewise_app;
--> statement-breakpoint
alter function app.enter owner to edgewise_definer;
--> statement-breakpoint
-- Sockets: a workspace that nobody may read tells nothing.
set role edgewise_definer;
--> statement-breakpoint
create or replace function app.live_sessions(p_tenant uuid, p_sessions text[]) returns setof text
language sql stable security definer set search_path = ''
begin atomic
  select s.id from auth.session s
    join public.members m on m.tenant_id = s.tenant_id and m.user_id = s.user_id
    join public.tenants t on t.id = s.tenant_id
   where s.id = any (p_sessions) and s.tenant_id = p_tenant and s.expires_at > now() and m.disabled_at is null
     and t.deleted_at is null and app.admits(app.gate(t.billing, t.trial_ends_at, t.grace_ends_at, now()), 'read');
end;
--> statement-breakpoint
reset role;
--> statement-breakpoint

-- ---------------------------------------------------------------------------------------------------- hosts
-- A slug that changes leads on to the new one for 90 days, however it was changed. One that leads on to somebody else is
-- nobody's to take.
create function app.keep_former_slug() returns trigger
language plpgsql security definer set search_path = '' as $$
begin
  if exists (select from public.former_slugs f where f.slug = new.slug and f.tenant_id <> new.id and f.ends_at > now()) then
    raise exception 'the name leads to another workspace' using errcode = '23505', constraint = 'former_slugs_slug';
  end if;
  delete from public.former_slugs where slug = new.slug;
  if tg_op = 'UPDATE' then
    insert into public.former_slugs (tenant_id, slug, ends_at) values (old.id, old.slug, now() + interval '90 days')
      on conflict (slug) do update set tenant_id = excluded.tenant_id, ends_at = excluded.ends_at, created_at = now();
  end if;
  return null;
end $$;
--> statement-breakpoint
create trigger keep_former_slug after insert on tenants for each row execute function app.keep_former_slug();
--> statement-breakpoint
create trigger keep_former_slug_on_rename after update of slug on tenants for each row
  when (old.slug is distinct from new.slug) execute function app.keep_former_slug();
--> statement-breakpoint
-- Every change of a tenant calls for its keys to be purged: of a rename alone the two slugs', else all that are its.
create function app.call_for_purge() returns trigger
language plpgsql security definer set search_path = '' as $$
declare
  v_keys text[] := array['slug:' || old.slug, 'slug:' || new.slug];
begin
  if (to_jsonb(old) - '{slug,version}'::text[]) is distinct from (to_jsonb(new) - '{slug,version}'::text[]) then
    v_keys := v_keys || array(
      select 'domain:' || d.host from public.domains d where d.tenant_id = new.id and d.verified_at is not null);
  end if;
  insert into public.outbox (tenant_id, topic, ref, detail)
    values (new.id, 'hosts', uuidv7(), jsonb_build_object('version', new.version,
      'keys', (select jsonb_agg(distinct k) from unnest(v_keys) k)));
  return null;
end $$;
--> statement-breakpoint
-- A version that grows by itself is the change of a host or a grant, which calls for its own keys.
create trigger call_for_purge after update on tenants for each row
  when ((to_jsonb(old) - 'version') is distinct from (to_jsonb(new) - 'version')) execute function app.call_for_purge();
--> statement-breakpoint
-- A host that begins or ceases to route makes its tenant's records older and calls for its own key to be purged.
create function app.host_changed() returns trigger
language plpgsql security definer set search_path = '' as $$
declare
  d public.domains := coalesce(new, old);
  v_version bigint;
begin
  update public.tenants set version = version where id = d.tenant_id returning version into v_version;
  insert into public.outbox (tenant_id, topic, ref, detail)
    values (d.tenant_id, 'hosts', uuidv7(), jsonb_build_object('version', v_version, 'keys',
      (select jsonb_agg(distinct 'domain:' || h) from unnest(array[old.host, new.host]) h where h is not null)));
  return null;
end $$;
--> statement-breakpoint
create trigger host_added after insert on domains for each row when (new.verified_at is not null)
  execute function app.host_changed();
--> statement-breakpoint
create trigger host_changed after update on domains for each row
  when ((old.verified_at, old.host, old.surface) is distinct from (new.verified_at, new.host, new.surface))
  execute function app.host_changed();
--> statement-breakpoint
create trigger host_removed after delete on domains for each row when (old.verified_at is not null)
  execute function app.host_changed();
--> statement-breakpoint

-- ---------------------------------------------------------------------------------------------------- flags
create function app.bump_flags_version() returns trigger
language plpgsql security definer set search_path = '' as $$
begin
  update platform.state set version = version + 1 where id = 'flags';
  return null;
end $$;
--> statement-breakpoint
revoke all on function app.bump_flags_version from public;
--> statement-breakpoint
grant update (version) on platform.state to edgewise_definer;
--> statement-breakpoint
create trigger bump_version after insert or update or delete on platform.flags for each statement
  execute function app.bump_flags_version();
--> statement-breakpoint

-- A trigger's maker must be allowed to call its function: they change hands last.
revoke all on function app.keep_former_slug from public;
--> statement-breakpoint
alter function app.keep_former_slug owner to edgewise_definer;
--> statement-breakpoint
revoke all on function app.call_for_purge from public;
--> statement-breakpoint
alter function app.call_for_purge owner to edgewise_definer;
--> statement-breakpoint
revoke all on function app.host_changed from public;
--> statement-breakpoint
alter function app.host_changed owner to edgewise_definer;
--> statement-breakpoint
alter function app.bump_flags_version owner to edgewise_definer;
--> statement-breakpoint

-- ---------------------------------------------------------------------------------------------------- quotas
-- Refuses (EW410) a transaction that has made more people than the plan covers. The count's row is locked by whoever
-- changes it, so that of two at once the second sees what the first has made.
create function app.assert_room(p_limit bigint) returns void
language plpgsql as $$
begin
  if exists (select from public.prospect_facets
      where tenant_id = app.tenant() and facet = 'all' and key = '' and n > p_limit) then
    raise exception 'the plan covers no more people' using errcode = 'EW410';
  end if;
end $$;
--> statement-breakpoint
revoke all on function app.assert_room from public;
--> statement-breakpoint
grant execute on function app.assert_room to edgewise_app;
--> statement-breakpoint

-- ---------------------------------------------------------------------------------------------------- domains
create policy definer_update on domains for update to edgewise_definer using (true) with check (true);
--> statement-breakpoint
grant update (state, verified_at, misses) on domains to edgewise_definer;
--> statement-breakpoint
create policy definer on domain_events to edgewise_definer using (true) with check (true);
--> statement-breakpoint
grant insert on domain_events to edgewise_definer;
--> statement-breakpoint
create policy definer on audit to edgewise_definer using (true) with check (true);
--> statement-breakpoint
grant insert on audit to edgewise_definer;
--> statement-breakpoint
-- Takes a name from whoever routes it, for a domain of this transaction's tenant that has just been proven: their row
-- stops and its timeline says why, in the transaction that lets the new one route. Nothing happens where the row has
-- been looked at by somebody else since `p_seen`, its last check.
create function app.take_host(p_domain uuid, p_seen timestamptz) returns void
language plpgsql security definer set search_path = '' as $$
declare
  v_tenant uuid := nullif(pg_catalog.current_setting('app.tenant_id', true), '')::uuid;
  v_host text;
begin
  select d.host into v_host from public.domains d
   where d.tenant_id = v_tenant and d.id = p_domain and d.removed_at is null and d.checked_at is not distinct from p_seen
     for update;
  if not found then
    return;
  end if;
  with stopped as (
    update public.domains d set state = 'stopped', verified_at = null, misses = 0
     where d.host = v_host and d.verified_at is not null and d.tenant_id <> v_tenant
    returning d.tenant_id, d.id
  ), told as (
    insert into public.domain_events (tenant_id, domain_id, kind) select tenant_id, id, 'moved' from stopped
  )
  insert into public.audit (tenant_id, actor_kind, actor_id, request_id, verb, subject_type, subject_id)
    select tenant_id, 'system', 'domains', pg_catalog.current_setting('app.request_id', true), 'domain.moved', 'domain', id::text
      from stopped;
end $$;
--> statement-breakpoint
revoke all on function app.take_host from public;
--> statement-breakpoint
grant execute on function app.take_host to edgewise_app;
--> statement-breakpoint
alter function app.take_host owner to edgewise_definer;
--> statement-breakpoint

-- ---------------------------------------------------------------------------------------------------- sign-up
-- A user's own workspace, as before; its trial ends by the clock.
set role edgewise_definer;
--> statement-breakpoint
create or replace function app.create_workspace(p_user text, p_name text, p_slugs text[]) returns table (tenant_id uuid, slug text)
language plpgsql security definer set search_path = '' as $$
declare
  v_slug text;
  v_id uuid;
begin
  perform pg_advisory_xact_lock(hashtextextended('workspace:' || p_user, 0));
  return query
    select t.id, t.slug from public.members m join public.tenants t on t.id = m.tenant_id
     where m.user_id = p_user and m.role = 'owner' and t.deleted_at is null order by m.created_at limit 1;
  if found then
    return;
  end if;
  foreach v_slug in array p_slugs loop
    continue when exists (select from public.former_slugs f where f.slug = v_slug and f.ends_at > now());
    insert into public.tenants (slug, name, trial_ends_at) values (v_slug, p_name, now() + interval '14 days')
      on conflict do nothing returning id into v_id;
    exit when v_id is not null;
  end loop;
  if v_id is null then
    raise exception 'none of the slugs is free' using errcode = 'EW409';
  end if;
  insert into public.members (tenant_id, user_id, role) values (v_id, p_user, 'owner');
  -- Credits of a trial: enough to enrich about fifty people with every source.
  insert into public.credit_accounts (tenant_id, granted) values (v_id, 200);
  return query select v_id, v_slug;
end $$;
--> statement-breakpoint
reset role;
--> statement-breakpoint
revoke create on schema app from edgewise_definer;
