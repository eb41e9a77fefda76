-- The hashes of a person are made once, and each is looked up by itself: as a join they may be made anew for each row of the list,
-- and as one condition the list be read whole, where nothing is known yet of how it is spread.
create or replace function app.is_suppressed(prospect uuid, pads bytea[], print text) returns boolean
language plpgsql stable set plan_cache_mode = force_generic_plan as $$
declare v_keys text[];
begin
  if not app.suppression_ready(print) then
    return false;
  end if;
  select app.suppression_keys(pads, p.email, p.phone, p.name, p.company, p.company_domain) into v_keys
    from public.prospects p where p.id = prospect and p.deleted_at is null;
  return exists (select from unnest(v_keys) k(hash)
    where exists (select from public.suppression_hashes h where h.hash = k.hash offset 0));
end $$;
