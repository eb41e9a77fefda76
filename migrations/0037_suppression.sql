CREATE TABLE "suppression_hashes" (
	"tenant_id" uuid DEFAULT nullif(current_setting('app.tenant_id', true), '')::uuid NOT NULL,
	"hash" text NOT NULL,
	"suppression_id" uuid NOT NULL,
	"key_print" text NOT NULL,
	CONSTRAINT "suppression_hashes_tenant_id_hash_suppression_id_pk" PRIMARY KEY("tenant_id","hash","suppression_id")
);
--> statement-breakpoint
CREATE TABLE "suppressions" (
	"tenant_id" uuid DEFAULT nullif(current_setting('app.tenant_id', true), '')::uuid NOT NULL,
	"id" uuid DEFAULT uuidv7() NOT NULL,
	"kind" text NOT NULL,
	"hint" text NOT NULL,
	"reason" text,
	"source" text NOT NULL,
	"created_by" text NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"lifted_by" text,
	"lifted_at" timestamp (3) with time zone,
	CONSTRAINT "suppressions_tenant_id_id_pk" PRIMARY KEY("tenant_id","id")
);
--> statement-breakpoint
ALTER TABLE "export_files" ADD COLUMN "left_out" bigint DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "suppression_hashes" ADD CONSTRAINT "suppression_hashes_tenant_id_suppression_id_suppressions_tenant_id_id_fk" FOREIGN KEY ("tenant_id","suppression_id") REFERENCES "public"."suppressions"("tenant_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "suppressions" ADD CONSTRAINT "suppressions_tenant_id_tenants_id_fk" FOREIGN KEY ("tenant_id") REFERENCES "public"."tenants"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "suppression_hashes_of" ON "suppression_hashes" USING btree ("tenant_id","suppression_id");--> statement-breakpoint
CREATE INDEX "suppression_hashes_key" ON "suppression_hashes" USING btree ("tenant_id","key_print");--> statement-breakpoint
CREATE INDEX "suppressions_newest" ON "suppressions" USING btree ("tenant_id","created_at" DESC NULLS FIRST,"id" DESC NULLS FIRST);
--> statement-breakpoint

-- ---------------------------------------------------------------------------------------------------- by hand
select
  app.protect('suppressions', 'select, insert, update'),
  app.protect('suppression_hashes', 'select, insert, delete');
--> statement-breakpoint
-- By what somebody is known is made here alone, for what is put on the list and for whoever is held against it. The functions
-- are one expression each, without a query, so that they become part of the statement that calls them.

-- HMAC-SHA-256 (RFC 2104) of a value of a kind, as hex. `pads` are the key's inner and outer block, 64 bytes each.
create function app.suppression_hash(pads bytea[], kind text, value text) returns text
language sql immutable parallel safe
return encode(sha256(pads[2] || sha256(pads[1] || convert_to(kind || ':' || value, 'UTF8'))), 'hex');
--> statement-breakpoint
create function app.suppression_email(value text) returns text
language sql immutable parallel safe
return nullif(lower(btrim(value)), '');
--> statement-breakpoint
-- The digits of a number with its country. One of ten digits without a country is taken for one of the North American plan,
-- which alone writes them so; any other one without a country is known by its digits as they stand.
create function app.suppression_phone(value text) returns text
language sql immutable parallel safe
return case
  when length(regexp_replace(value, '\D', '', 'g')) < 7 then null
  when btrim(value) like '+%' then regexp_replace(value, '\D', '', 'g')
  when regexp_replace(value, '\D', '', 'g') like '00%' then substr(regexp_replace(value, '\D', '', 'g'), 3)
  when regexp_replace(value, '\D', '', 'g') ~ '^[2-9]\d{9}$' then '1' || regexp_replace(value, '\D', '', 'g')
  else regexp_replace(value, '\D', '', 'g')
end;
--> statement-breakpoint
-- A name without accents, case and punctuation; dots and apostrophes join.
create function app.suppression_words(value text) returns text
language sql immutable parallel safe
return nullif(btrim(regexp_replace(
  lower(regexp_replace(normalize(value, nfkd), '[\u0300-\u036f.''’`]', '', 'g')),
  '[\s!"#$%&()*+,/:;<=>?@\[\\\]^_{|}~–—-]+', ' ', 'g')), '');
--> statement-breakpoint
-- The same of a company, without the legal form at its end.
create function app.suppression_company(value text) returns text
language sql immutable parallel safe
return regexp_replace(app.suppression_words(value),
  '(?: (?:inc|incorporated|corp|corporation|co|company|llc|llp|lp|ltd|limited|plc|gmbh|ag|kg|se|sa|sas|sarl|srl|spa|bv|nv|ab|as|oy|pty))+$', '');
--> statement-breakpoint
create function app.suppression_domain(value text) returns text
language sql immutable parallel safe
return nullif(regexp_replace(lower(btrim(value)), '^(?:https?://)?(?:www\.)?|[/?#].*$|\.$', '', 'g'), '');
--> statement-breakpoint
-- By what a person is known: e-mail, phone, name with the company's domain, name with the company. None of what is missing.
create function app.suppression_keys(pads bytea[], email text, phone text, name text, company text, domain text) returns text[]
language sql immutable parallel safe
return array_remove(array[
  app.suppression_hash(pads, 'email', app.suppression_email(email)),
  app.suppression_hash(pads, 'phone', app.suppression_phone(phone)),
  app.suppression_hash(pads, 'domain', app.suppression_words(name) || '|' || app.suppression_domain(domain)),
  app.suppression_hash(pads, 'company', app.suppression_words(name) || '|' || app.suppression_company(company))
], null);
--> statement-breakpoint
-- By what a provider may show of somebody before they are paid for: first name, two letters and the last one of the last name,
-- company. Null where it shows less.
create function app.suppression_glimpse(pads bytea[], first_name text, beginning text, ending text, company text) returns text
language sql immutable parallel safe
return case when length(beginning) >= 2 and length(ending) >= 1 then
  app.suppression_hash(pads, 'glimpse', split_part(app.suppression_words(first_name), ' ', 1) || '|' ||
    left(app.suppression_words(beginning), 2) || '|' || right(app.suppression_words(ending), 1) || '|' || app.suppression_company(company))
end;
--> statement-breakpoint
-- The glimpses that there may be of a person: a last name is the last word, or all of it after the first.
create function app.suppression_glimpses(pads bytea[], name text, company text) returns text[]
language sql immutable parallel safe
return array_remove(array[
  app.suppression_glimpse(pads, name, regexp_replace(app.suppression_words(name), '^\S+ ', ''), app.suppression_words(name), company),
  app.suppression_glimpse(pads, name, regexp_replace(app.suppression_words(name), '^.* ', ''), app.suppression_words(name), company)
], null);
--> statement-breakpoint
-- What is shown of somebody on the list: enough to know it again for who has it, too little to find it for who has not.
create function app.suppression_hint(email text, phone text, name text, company text, domain text) returns text
language sql immutable parallel safe
return concat_ws(' · ',
  nullif(concat_ws(', ', regexp_replace(btrim(name), '(\S)\S*', '\1…', 'g'), coalesce(company, domain)), ''),
  regexp_replace(app.suppression_email(email), '^(.).*@', '\1…@'),
  '…' || right(app.suppression_phone(phone), 2));
--> statement-breakpoint
-- Whether there is a list; refuses (EW424) where it, or a part of it, was made by another key than the one of this print.
create function app.suppression_ready(print text) returns boolean
language plpgsql stable as $$
declare v_first text; v_last text;
begin
  select min(key_print), max(key_print) into v_first, v_last from public.suppression_hashes;
  if v_first <> print or v_last <> print then
    raise exception 'the suppression list was made by another secret' using errcode = 'EW424';
  end if;
  return v_first is not null;
end $$;
--> statement-breakpoint
-- The check of one person, as a function, whose plan is kept: a workspace without a list pays next to nothing for it.
create function app.is_suppressed(prospect uuid, pads bytea[], print text) returns boolean
language plpgsql stable set plan_cache_mode = force_generic_plan as $$
begin
  if not app.suppression_ready(print) then
    return false;
  end if;
  return exists (
    select from public.prospects p join public.suppression_hashes h
      on h.hash = any (app.suppression_keys(pads, p.email, p.phone, p.name, p.company, p.company_domain))
     where p.id = prospect and p.deleted_at is null);
end $$;
--> statement-breakpoint
grant execute on function app.suppression_hash, app.suppression_email, app.suppression_phone, app.suppression_words,
  app.suppression_company, app.suppression_domain, app.suppression_keys, app.suppression_glimpse, app.suppression_glimpses,
  app.suppression_hint, app.suppression_ready, app.is_suppressed to edgewise_app;
--> statement-breakpoint
revoke all on function app.suppression_hash, app.suppression_email, app.suppression_phone, app.suppression_words,
  app.suppression_company, app.suppression_domain, app.suppression_keys, app.suppression_glimpse, app.suppression_glimpses,
  app.suppression_hint, app.suppression_ready, app.is_suppressed from public;
