-- A call is there until it is answered, and never changed by who answers it.
grant delete on outbox to edgewise_app;
--> statement-breakpoint
revoke update on outbox from edgewise_app;
--> statement-breakpoint
grant create on schema app to edgewise_definer;
--> statement-breakpoint
-- Of some sessions of a tenant those that the entrance would still let in. For sockets, which pass it only once.
create function app.live_sessions(p_tenant uuid, p_sessions text[]) returns setof text
language sql stable security definer set search_path = ''
begin atomic
  select s.id from auth.session s
    join public.members m on m.tenant_id = s.tenant_id and m.user_id = s.user_id
    join public.tenants t on t.id = s.tenant_id
   where s.id = any (p_sessions) and s.tenant_id = p_tenant and s.expires_at > now() and m.disabled_at is null
     and t.deleted_at is null and t.billing not in ('unpaid', 'canceled', 'suspended');
end;
--> statement-breakpoint
revoke all on function app.live_sessions from public;
--> statement-breakpoint
grant execute on function app.live_sessions to edgewise_control;
--> statement-breakpoint
alter function app.live_sessions owner to edgewise_definer;
--> statement-breakpoint
revoke create on schema app from edgewise_definer;
