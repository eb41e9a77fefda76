-- The number that a custom value is, by the rule of app.custom_value; null where it is none.
create function app.custom_number(raw text) returns numeric
language sql immutable parallel safe
return case
  when btrim(raw, E' \t\r\n') ~ '^[-+]?\d{1,20}(\.\d{1,10})?$' then btrim(raw, E' \t\r\n')::numeric
  when btrim(raw, E' \t\r\n') ~ '^[-+]?(\d{1,3}(,\d{3}){1,5}|\d{1,2}(,\d{3}){6})(\.\d{1,10})?$' then replace(btrim(raw, E' \t\r\n'), ',', '')::numeric
end;
--> statement-breakpoint
-- The day that a custom value is, as it is written; null where it is none.
create function app.custom_day(raw text) returns text
language sql stable parallel safe
return case
  when btrim(raw, E' \t\r\n') ~ '^\d{4}-\d{2}-\d{2}$' and btrim(raw, E' \t\r\n') !~ '^0000' and pg_input_is_valid(btrim(raw, E' \t\r\n'), 'date')
  then btrim(raw, E' \t\r\n')
end;
--> statement-breakpoint
-- The type of a workspace's own field, to filter by it. Refuses (EW422, in words) one that is not there, is archived, or is of none of
-- the types that the filter is for.
create function app.custom_type(p_key text, p_types text[]) returns text
language plpgsql stable as $$
declare v public.custom_fields;
begin
  select d.* into v from public.custom_fields d where d.key = p_key;
  if not found then
    raise exception 'There is no field “%”.', p_key using errcode = 'EW422';
  elsif v.archived_at is not null then
    raise exception 'The field “%” is archived. Restore it, or take its filter away.', v.name using errcode = 'EW422';
  elsif not v.type = any (p_types) then
    raise exception 'The field “%” is of the type %: this filter is for %.', v.name, v.type, array_to_string(p_types, ', ')
      using errcode = 'EW422';
  end if;
  return v.type;
end $$;
--> statement-breakpoint
revoke all on function app.custom_number, app.custom_day, app.custom_type from public;
--> statement-breakpoint
grant execute on function app.custom_number, app.custom_day, app.custom_type to edgewise_app;
--> statement-breakpoint
DROP INDEX "prospects_company_domain";--> statement-breakpoint
ALTER TABLE "identity_matches" ADD COLUMN "filer_cik" text GENERATED ALWAYS AS (case when source = 'edgar' then lpad(record ->> 'cik', 10, '0') end) STORED;--> statement-breakpoint
CREATE INDEX "identity_matches_filer" ON "identity_matches" USING btree ("tenant_id","filer_cik") WHERE filer_cik is not null;--> statement-breakpoint
CREATE INDEX "prospects_employer" ON "prospects" USING btree ("tenant_id",(case when company_domain is null then '=' || lower(company) else lower(company_domain) end),"id" DESC NULLS FIRST) WHERE deleted_at is null;
