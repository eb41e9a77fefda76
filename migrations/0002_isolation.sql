-- The belts that hold a tenant's rows together: row-level security, grants, the entrance, the fence and the triggers.

-- ---------------------------------------------------------------------------------------------------- grants
revoke all on schema public, auth, app from public;
--> statement-breakpoint
grant usage on schema public, app to edgewise_app, edgewise_auth, edgewise_control, edgewise_fence, edgewise_definer;
--> statement-breakpoint
grant usage on schema auth to edgewise_auth, edgewise_definer;
--> statement-breakpoint
grant select, insert, update, delete on all tables in schema auth to edgewise_auth;
--> statement-breakpoint
grant select on auth.session, auth."user" to edgewise_definer;
--> statement-breakpoint

-- Nobody makes tables or functions of their own here, for a session or longer.
do $$ begin execute format('revoke temporary on database %I from public', current_database()); end $$;
--> statement-breakpoint

-- ---------------------------------------------------------------------------------------------------- protection
-- The tenant of this transaction. After a local setting ends, a reused connection holds '' and not NULL.
create function app.tenant() returns uuid
language sql stable parallel safe
return nullif(current_setting('app.tenant_id', true), '')::uuid;
--> statement-breakpoint
-- Puts a table of tenants' rows behind its policy. Every such table passes here once.
create function app.protect(target regclass, privileges text, tenant_column text default 'tenant_id') returns void
language plpgsql as $$
begin
  execute format('alter table %s enable row level security', target);
  execute format('alter table %s force row level security', target);
  execute format(
    'create policy tenant on %s to edgewise_app using (%I = (select app.tenant())) with check (%I = (select app.tenant()))',
    target, tenant_column, tenant_column);
  execute format('grant %s on %s to edgewise_app', privileges, target);
end $$;
--> statement-breakpoint
revoke all on function app.protect from public;
--> statement-breakpoint
select
  app.protect('tenants', 'select', 'id'),
  app.protect('domains', 'select'),
  app.protect('members', 'select'),
  app.protect('activity', 'select, insert'),
  app.protect('audit', 'select, insert'),
  app.protect('idempotency', 'select, insert, update, delete'),
  app.protect('credit_accounts', 'select, update'),
  app.protect('credit_ledger', 'select, insert, update'),
  app.protect('jobs', 'select, insert, update'),
  app.protect('outbox', 'select, insert, update'),
  app.protect('prospects', 'select, insert, update'),
  app.protect('prospect_facets', 'select, insert, update'),
  app.protect('field_values', 'select, insert, update, delete'),
  app.protect('enrichment_runs', 'select, insert, update'),
  app.protect('source_results', 'select, insert, update'),
  app.protect('signals', 'select, insert, update'),
  app.protect('lists', 'select, insert, update, delete'),
  app.protect('list_members', 'select, insert, delete'),
  app.protect('imports', 'select, insert, update'),
  app.protect('import_refusals', 'select, insert, delete');
--> statement-breakpoint
grant execute on function app.tenant, app.search_text, app.facet_keys, app.csv_cell to edgewise_app, edgewise_fence, edgewise_definer;
--> statement-breakpoint

-- ---------------------------------------------------------------------------------------------------- control plane
-- Host to tenant, and the sweeper: reads over all tenants, by a role of its own, of the few columns that needs.
create policy control on tenants for select to edgewise_control using (true);
--> statement-breakpoint
create policy control on domains for select to edgewise_control using (true);
--> statement-breakpoint
create policy control on jobs for select to edgewise_control using (true);
--> statement-breakpoint
create policy control on outbox to edgewise_control using (true);
--> statement-breakpoint
grant select on tenants, domains to edgewise_control;
--> statement-breakpoint
grant select (tenant_id, id, kind, state, lease_until, created_at) on jobs to edgewise_control;
--> statement-breakpoint
grant select, delete on outbox to edgewise_control;
--> statement-breakpoint
grant update (sent_at) on outbox to edgewise_control;
--> statement-breakpoint
-- Sign-in: is this user a member here? Nothing else of a tenant is the sign-in's business.
create policy auth on members for select to edgewise_auth using (true);
--> statement-breakpoint
create policy auth on tenants for select to edgewise_auth using (true);
--> statement-breakpoint
grant select (tenant_id, user_id, role, disabled_at) on members to edgewise_auth;
--> statement-breakpoint
grant select (id, slug, name, deleted_at) on tenants to edgewise_auth;
--> statement-breakpoint

-- ---------------------------------------------------------------------------------------------------- the entrance
create policy definer on tenants to edgewise_definer using (true) with check (true);
--> statement-breakpoint
create policy definer on members to edgewise_definer using (true) with check (true);
--> statement-breakpoint
create policy definer on credit_accounts to edgewise_definer using (true) with check (true);
--> statement-breakpoint
create policy definer on jobs for select to edgewise_definer using (true);
--> statement-breakpoint
grant select, insert on tenants, members, credit_accounts to edgewise_definer;
--> statement-breakpoint
grant select on jobs to edgewise_definer;
--> statement-breakpoint
grant create on schema app to edgewise_definer;
--> statement-breakpoint
-- The first statement of every transaction of a tenant: it refuses who may not come in, and sets the context for who
-- may, so that the strong check costs no round trip of its own. The settings are local: they end with the transaction.
--   EW401 the session is over, or the member is gone     EW402 the workspace is locked
--   EW404 the workspace is gone                           EW409 the role is no longer the one the caller was judged by
create function app.enter(
  p_tenant uuid, p_kind text, p_subject text, p_session text, p_role text, p_intent text, p_request text
) returns void
language plpgsql security definer set search_path = '' as $$
declare
  v_billing text;
  v_role text;
begin
  select billing into v_billing from public.tenants where id = p_tenant and deleted_at is null;
  if not found then
    raise exception 'the workspace is gone' using errcode = 'EW404';
  end if;
  if v_billing in ('unpaid', 'canceled', 'suspended') and p_intent is distinct from 'locked' then
    raise exception 'the workspace is locked' using errcode = 'EW402';
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
  elsif p_kind = 'job' then
    perform from public.jobs where tenant_id = p_tenant and id = p_subject::uuid;
    if not found then
      raise exception 'there is no such job' using errcode = 'EW401';
    end if;
    -- Background work writes in bulk; a person waits for nothing longer than the role's own limit.
    perform set_config('statement_timeout', '60s', true);
  else
    raise exception 'unknown kind of actor' using errcode = 'EW401';
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
-- A user's own workspace: the first free slug of those offered. Called again for the same user it gives the same one.
create function app.create_workspace(p_user text, p_name text, p_slugs text[]) returns table (tenant_id uuid, slug text)
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
    insert into public.tenants (slug, name) values (v_slug, p_name) on conflict do nothing returning id into v_id;
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
revoke all on function app.create_workspace from public;
--> statement-breakpoint
grant execute on function app.create_workspace to edgewise_auth;
--> statement-breakpoint
alter function app.create_workspace owner to edgewise_definer;
--> statement-breakpoint
revoke create on schema app from edgewise_definer;
--> statement-breakpoint
-- Refuses the whole transaction of a worker whose lease was taken over: EW423.
create function app.assert_fence(p_job uuid, p_fence bigint, p_lease interval) returns void
language plpgsql as $$
begin
  update public.jobs set lease_until = now() + p_lease
   where tenant_id = app.tenant() and id = p_job and fence = p_fence and state = 'running';
  if not found then
    raise exception 'another worker has taken this job over' using errcode = 'EW423';
  end if;
end $$;
--> statement-breakpoint
revoke all on function app.assert_fence from public;
--> statement-breakpoint
grant execute on function app.assert_fence to edgewise_app;
--> statement-breakpoint

-- Imports of one tenant write one after the other; whoever comes second and holds someone for new who is there by now
-- is refused (EW410) and looks again.
create function app.guard_new(p_emails text[], p_linkedins text[], p_mailed boolean[], p_names text[]) returns void
language plpgsql as $$
begin
  perform pg_advisory_xact_lock(hashtextextended('import:' || app.tenant(), 0));
  if exists (select from public.prospects p join unnest(p_emails) k on p.email_key = k where p.deleted_at is null)
    -- One LinkedIn address under two e-mail addresses is two people.
    or exists (select from public.prospects p join unnest(p_linkedins, p_mailed) k(key, mailed) on p.linkedin_key = k.key
      where p.deleted_at is null and not (k.mailed and p.email_key is not null))
    or exists (select from public.prospects p join unnest(p_names) k on p.name_key = k where p.deleted_at is null) then
    raise exception 'someone new is there by now' using errcode = 'EW410';
  end if;
end $$;
--> statement-breakpoint
revoke all on function app.guard_new from public;
--> statement-breakpoint
grant execute on function app.guard_new to edgewise_app;
--> statement-breakpoint
-- Refuses the transaction (EW410) where a statement did not change as many rows as it was meant to.
create function app.assert_equal(actual bigint, expected bigint) returns boolean
language plpgsql immutable as $$
begin
  if actual <> expected then
    raise exception 'what was read has changed since' using errcode = 'EW410';
  end if;
  return true;
end $$;
--> statement-breakpoint
grant execute on function app.assert_equal to edgewise_app;
--> statement-breakpoint
-- New index entries wait in a list that slows every search down; this writes them into the index. Only an index's owner
-- may, so that it runs as the owner; it takes nothing and gives nothing.
create function app.flush_search_index() returns void
language sql security definer set search_path = '' as $$
  select pg_catalog.gin_clean_pending_list('public.prospects_search_text'::regclass),
         pg_catalog.gin_clean_pending_list('public.prospects_facet_keys'::regclass)
$$;
--> statement-breakpoint
revoke all on function app.flush_search_index from public;
--> statement-breakpoint
grant execute on function app.flush_search_index to edgewise_app;
--> statement-breakpoint

-- ---------------------------------------------------------------------------------------------------- the fence
-- LIKE and array operators are not leakproof, so below a policy their indexes go unused. The search reads this view
-- instead: its owner sees every row, its condition lets one tenant's through. It is neither security_barrier nor
-- security_invoker, and the setting stands bare in it, because each of these brings the slow plan back.
create policy fence on prospects to edgewise_fence using (true) with check (true);
--> statement-breakpoint
grant select on prospects to edgewise_fence;
--> statement-breakpoint
grant create on schema public to edgewise_fence;
--> statement-breakpoint
set role edgewise_fence;
--> statement-breakpoint
create view public.prospects_search as
  select * from public.prospects
   where tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid and deleted_at is null
  with cascaded check option;
--> statement-breakpoint
grant select on public.prospects_search to edgewise_app;
--> statement-breakpoint
reset role;
--> statement-breakpoint
revoke create on schema public from edgewise_fence;
--> statement-breakpoint

-- ---------------------------------------------------------------------------------------------------- triggers
-- A change of a tenant makes every cached record of it older.
create function app.bump_tenant_version() returns trigger
language plpgsql as $$
begin
  new.version := old.version + 1;
  return new;
end $$;
--> statement-breakpoint
create trigger bump_version before update on tenants for each row execute function app.bump_tenant_version();
--> statement-breakpoint
-- Adds what a statement changed to the tenant's facet counts. Keys are taken in order, so that two statements that
-- touch the same keys wait for each other instead of blocking each other.
create function app.count_facets() returns trigger
language plpgsql as $$
begin
  if tg_op = 'INSERT' then
    insert into public.prospect_facets as f (tenant_id, facet, key, label, n)
      select c.tenant_id, c.facet, c.key, c.label, c.n from (
        select p.tenant_id, v.facet, v.key, max(v.label) as label, count(*) as n
          from changed_new p, app.facet_rows(p.company, p.industry, p.seniority, p.country, p.tags) v
         where p.deleted_at is null group by 1, 2, 3) c
      order by 1, 2, 3
    on conflict (tenant_id, facet, key) do update set n = f.n + excluded.n;
  else
    insert into public.prospect_facets as f (tenant_id, facet, key, label, n)
      select c.tenant_id, c.facet, c.key, c.label, c.n from (
        select d.tenant_id, d.facet, d.key, max(d.label) as label, sum(d.n) as n from (
          select p.tenant_id, v.facet, v.key, v.label, 1 as n
            from changed_new p, app.facet_rows(p.company, p.industry, p.seniority, p.country, p.tags) v where p.deleted_at is null
          union all
          select p.tenant_id, v.facet, v.key, v.label, -1
            from changed_old p, app.facet_rows(p.company, p.industry, p.seniority, p.country, p.tags) v where p.deleted_at is null
        ) d group by 1, 2, 3 having sum(d.n) <> 0) c
      order by 1, 2, 3
    on conflict (tenant_id, facet, key) do update set n = f.n + excluded.n;
  end if;
  return null;
end $$;
--> statement-breakpoint
-- One row for every facet a prospect counts in; the facet `all` counts the prospect itself.
create function app.facet_rows(company text, industry text, seniority text, country text, tags text[])
returns table (facet text, key text, label text)
language sql immutable parallel safe as $$
  select 'all', '', ''
  union all select 'company', lower(company), company where company is not null
  union all select 'industry', lower(industry), industry where industry is not null
  union all select 'seniority', lower(seniority), seniority where seniority is not null
  union all select 'country', lower(country), country where country is not null
  union all select 'tag', lower(t), t from unnest(tags) t
$$;
--> statement-breakpoint
grant execute on function app.facet_rows to edgewise_app;
--> statement-breakpoint
create trigger count_facets_insert after insert on prospects
  referencing new table as changed_new for each statement execute function app.count_facets();
--> statement-breakpoint
create trigger count_facets_update after update on prospects
  referencing old table as changed_old new table as changed_new for each statement execute function app.count_facets();
--> statement-breakpoint

-- ---------------------------------------------------------------------------------------------------- limits
-- A plan made for a small tenant is a disaster for a large one, so that every statement is planned for its own values.
alter role edgewise_app set plan_cache_mode = force_custom_plan;
--> statement-breakpoint
-- A person waits for no statement longer than this; a pattern made to be slow is stopped by it.
alter role edgewise_app set statement_timeout = '10s';
--> statement-breakpoint
alter role edgewise_app set idle_in_transaction_session_timeout = '30s';
--> statement-breakpoint
alter role edgewise_control set statement_timeout = '10s';
--> statement-breakpoint
alter role edgewise_auth set statement_timeout = '10s';
--> statement-breakpoint
-- What was not granted above by name is nobody's.
do $$
declare f regprocedure;
begin
  for f in select p.oid::regprocedure from pg_proc p where p.pronamespace = 'app'::regnamespace and pg_get_userbyid(p.proowner) = current_user loop
    execute format('revoke execute on function %s from public', f);
  end loop;
end $$;
