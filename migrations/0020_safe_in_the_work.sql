-- Whether the database is safe to serve from is judged in the transaction that works on it, as its first statement: an
-- isolate that has just begun pays no trip for it.

create function app.unsafe_reason() returns text
language sql stable set search_path = '' as $$
  select case
    when (select rolsuper or rolbypassrls from pg_catalog.pg_roles where rolname = current_user)
      or exists (select from pg_catalog.pg_roles r
                  where (r.rolsuper or r.rolbypassrls) and pg_catalog.pg_has_role(current_user, r.oid, 'member'))
      then 'the role passes row-level security by'
    when exists (select from pg_catalog.pg_class c
                  where c.relnamespace in ('public'::regnamespace, 'auth'::regnamespace) and c.relkind in ('r', 'p')
                    and pg_catalog.pg_has_role(current_user, c.relowner, 'member'))
      then 'the role owns tables'
    when exists (select from pg_catalog.pg_class c join pg_catalog.pg_attribute a on a.attrelid = c.oid and a.attname = 'tenant_id'
                  where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p')
                    and not (c.relrowsecurity and c.relforcerowsecurity))
      then 'a table of tenants is not forced behind its policy'
    when (select count(*) from public.prospects) + (select count(*) from public.tenants) > 0
      then 'rows show without a tenant'
  end
$$;
--> statement-breakpoint
create function app.assert_safe() returns void
language plpgsql stable set search_path = '' as $$
declare
  v_reason text := app.unsafe_reason();
begin
  if v_reason is not null then
    raise exception '%', v_reason using errcode = 'EW500';
  end if;
end $$;
--> statement-breakpoint
revoke all on function app.unsafe_reason, app.assert_safe from public;
--> statement-breakpoint
grant execute on function app.unsafe_reason, app.assert_safe to edgewise_app;
