-- The hashes of a person are made once, as a value of its own: compared with each row of the list they may be made anew for each,
-- where nothing is known yet of how the list is spread.
create or replace function app.is_suppressed(prospect uuid, pads bytea[], print text) returns boolean
language plpgsql stable set plan_cache_mode = force_generic_plan as $$
declare v_keys text[];
begin
  if not app.suppression_ready(print) then
    return false;
  end if;
  select app.suppression_keys(pads, p.email, p.phone, p.name, p.company, p.company_domain) into v_keys
    from public.prospects p where p.id = prospect and p.deleted_at is null;
  return exists (select from public.suppression_hashes h where h.hash = any (v_keys));
end $$;
