-- Asking a provider tells what a call was billed, whatever was made of it: also of one that was settled without its answer
-- saying so. What is unknown is given back as before.
grant create on schema app to edgewise_definer;
--> statement-breakpoint
set role edgewise_definer;
--> statement-breakpoint
create or replace function app.reconcile_call(p_call uuid, p_billed numeric, p_basis text, p_reason text) returns boolean
language plpgsql security definer set search_path = '' as $$
declare
  v_was text;
  c public.credit_ledger;
begin
  select l.state into v_was from public.credit_ledger l
   where l.tenant_id = app.tenant() and l.id = p_call and l.billed is null and l.state <> 'reserved' for update;
  if not found or p_billed is null then
    return false;
  end if;
  update public.credit_ledger l set
    state = case v_was when 'unknown' then 'refunded' else l.state end,
    reason = case v_was when 'unknown' then p_reason else l.reason end,
    settled_at = case v_was when 'unknown' then now() else l.settled_at end,
    billed = p_billed, billed_basis = p_basis
   where l.tenant_id = app.tenant() and l.id = p_call
  returning * into c;
  if v_was = 'unknown' then
    perform app.book_end(c);
  end if;
  return true;
end $$;
--> statement-breakpoint
reset role;
--> statement-breakpoint
revoke create on schema app from edgewise_definer;
