-- Whoever is exported is held against the workspace's list one by one. What that costs is making what they are known by.

-- Stable, not immutable, as `convert_to` is: only so do they become part of the statement that calls them; each call of one
-- that does not costs more than both of its hashes.
create or replace function app.suppression_hash(pads bytea[], kind text, value text) returns text
language sql stable parallel safe
return encode(sha256(pads[2] || sha256(pads[1] || convert_to(kind || ':' || value, 'UTF8'))), 'hex');
--> statement-breakpoint
-- The same as before, with a shorter way for numbers as most are written.
create or replace function app.suppression_phone(value text) returns text
language sql immutable parallel safe
return case
  when value is null then null
  when value ~ '^\+[0-9]{7,}$' then substr(value, 2)
  when length(regexp_replace(value, '\D', '', 'g')) < 7 then null
  when btrim(value) like '+%' then regexp_replace(value, '\D', '', 'g')
  when regexp_replace(value, '\D', '', 'g') like '00%' then substr(regexp_replace(value, '\D', '', 'g'), 3)
  when regexp_replace(value, '\D', '', 'g') ~ '^[2-9]\d{9}$' then '1' || regexp_replace(value, '\D', '', 'g')
  else regexp_replace(value, '\D', '', 'g')
end;
--> statement-breakpoint
-- A shorter way for what is plain words already, as most names are.
create or replace function app.suppression_words(value text) returns text
language sql immutable parallel safe
return case when value ~ '^[A-Za-z0-9]+( [A-Za-z0-9]+)*$' then lower(value) else nullif(btrim(regexp_replace(
  lower(regexp_replace(normalize(value, nfkd), '[\u0300-\u036f.''’`]', '', 'g')),
  '[\s!"#$%&()*+,/:;<=>?@\[\\\]^_{|}~–—-]+', ' ', 'g')), '') end;
--> statement-breakpoint
-- A shorter way for plain words that no legal form ends.
create or replace function app.suppression_company(value text) returns text
language sql immutable parallel safe
return case
  when value ~ '^[A-Za-z0-9]+( [A-Za-z0-9]+)*$' and lower(split_part(value, ' ', -1)) <> all (
    '{inc,incorporated,corp,corporation,co,company,llc,llp,lp,ltd,limited,plc,gmbh,ag,kg,se,sa,sas,sarl,srl,spa,bv,nv,ab,as,oy,pty}'::text[])
  then lower(value)
  else regexp_replace(app.suppression_words(value),
    '(?: (?:inc|incorporated|corp|corporation|co|company|llc|llp|lp|ltd|limited|plc|gmbh|ag|kg|se|sa|sas|sarl|srl|spa|bv|nv|ab|as|oy|pty))+$', '')
end;
--> statement-breakpoint
-- A shorter way for a plain host.
create or replace function app.suppression_domain(value text) returns text
language sql immutable parallel safe
return case
  when value ~ '^[a-z0-9][a-z0-9.-]*[a-z0-9]$' and not starts_with(value, 'www.') then value
  else nullif(regexp_replace(lower(btrim(value)), '^(?:https?://)?(?:www\.)?|[/?#].*$|\.$', '', 'g'), '')
end;
--> statement-breakpoint
create or replace function app.suppression_keys(pads bytea[], email text, phone text, name text, company text, domain text) returns text[]
language sql stable parallel safe
return array_remove(array[
  app.suppression_hash(pads, 'email', app.suppression_email(email)),
  app.suppression_hash(pads, 'phone', app.suppression_phone(phone)),
  app.suppression_hash(pads, 'domain', app.suppression_words(name) || '|' || app.suppression_domain(domain)),
  app.suppression_hash(pads, 'company', app.suppression_words(name) || '|' || app.suppression_company(company))
], null);
--> statement-breakpoint
create or replace function app.suppression_glimpse(pads bytea[], first_name text, beginning text, ending text, company text) returns text
language sql stable parallel safe
return case when length(beginning) >= 2 and length(ending) >= 1 then
  app.suppression_hash(pads, 'glimpse', split_part(app.suppression_words(first_name), ' ', 1) || '|' ||
    left(app.suppression_words(beginning), 2) || '|' || right(app.suppression_words(ending), 1) || '|' || app.suppression_company(company))
end;
--> statement-breakpoint
create or replace function app.suppression_glimpses(pads bytea[], name text, company text) returns text[]
language sql stable parallel safe
return array_remove(array[
  app.suppression_glimpse(pads, name, regexp_replace(app.suppression_words(name), '^\S+ ', ''), app.suppression_words(name), company),
  app.suppression_glimpse(pads, name, regexp_replace(app.suppression_words(name), '^.* ', ''), app.suppression_words(name), company)
], null);
--> statement-breakpoint
-- Cells become lines in the Worker.
drop function app.csv_cell(text);
