-- Roles, schemas, extensions and the functions that columns are made by. Runs before any table exists.
-- Passwords are no part of a migration: whoever sets the roles up gives the three that log in theirs.

create extension if not exists pg_trgm;
--> statement-breakpoint
create extension if not exists btree_gin;
--> statement-breakpoint
-- Roles belong to the cluster, not to a database: another database of the same cluster may have made them.
do $$
declare r text;
begin
  foreach r in array array['edgewise_app', 'edgewise_auth', 'edgewise_control', 'edgewise_fence', 'edgewise_definer'] loop
    if not exists (select from pg_roles where rolname = r) then
      begin
        execute format('create role %I nologin nosuperuser nobypassrls nocreatedb nocreaterole', r);
      exception when duplicate_object or unique_violation then null;
      end;
    end if;
    -- To hand an object to a role, its maker must be able to become that role.
    execute format('grant %I to current_user with set true, inherit false', r);
  end loop;
end $$;
--> statement-breakpoint
create schema app;
--> statement-breakpoint
-- What a search looks through, in one lower-cased text. It begins with a space, so that ' ab' finds every word that
-- begins with ab, the first one too. IMMUTABLE, as a generated column must be.
create function app.search_text(
  name text, company text, title text, city text, region text, country text, location text, email text
) returns text
language sql immutable parallel safe
return lower(
  ' ' || name || ' ' || coalesce(company, '') || ' ' || coalesce(title, '') || ' ' || coalesce(city, '') || ' '
  || coalesce(region, '') || ' ' || coalesce(country, '') || ' ' || coalesce(location, '') || ' ' || coalesce(email, '')
);
--> statement-breakpoint
-- The exact filters of a prospect as `facet:value`, so that one index answers any mix of them.
create function app.facet_keys(company text, industry text, seniority text, country text, tags text[]) returns text[]
language sql immutable parallel safe
return array_remove(array[
  'company:' || lower(company), 'industry:' || lower(industry), 'seniority:' || lower(seniority), 'country:' || lower(country)
], null) || case when tags = '{}' then '{}'::text[] else (select array_agg('tag:' || lower(t)) from unnest(tags) t) end;
--> statement-breakpoint
-- One cell of a CSV file (RFC 4180). A value that a spreadsheet would take for a formula gets an apostrophe in front
-- (OWASP, CSV injection); one that has apostrophes there already gets one more, so that reading can take one off.
create function app.csv_cell(value text) returns text
language sql immutable parallel safe
return case
  when value is null then ''
  when value ~ '^''*[=+\-@\t\r\n\uFF1D\uFF0B\uFF0D\uFF20]' then '"''' || replace(value, '"', '""') || '"'
  when value ~ '[",;|\t\r\n]|^\s|\s$' then '"' || replace(value, '"', '""') || '"'
  else value end;
