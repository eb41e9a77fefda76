CREATE SCHEMA "filings";
--> statement-breakpoint
CREATE TABLE "filings"."documents" (
	"accession" text PRIMARY KEY NOT NULL,
	"path" text NOT NULL,
	"form" text NOT NULL,
	"filed_on" date NOT NULL,
	"state" text DEFAULT 'known' NOT NULL,
	"tries" integer DEFAULT 0 NOT NULL,
	"reason" text,
	"period" date,
	"original_on" date,
	"issuer_cik" text,
	"issuer_name" text,
	"issuer_symbol" text,
	"leaves" boolean DEFAULT false NOT NULL,
	"parsed" jsonb,
	"read_at" timestamp (3) with time zone,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "filings"."filers" (
	"cik" text PRIMARY KEY NOT NULL,
	"name" text NOT NULL,
	"listed_at" timestamp (3) with time zone,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "filings"."lines" (
	"accession" text NOT NULL,
	"n" integer NOT NULL,
	"issuer_cik" text NOT NULL,
	"type" text NOT NULL,
	"derivative" boolean NOT NULL,
	"kind" text,
	"code" text,
	"date" date,
	"day" date NOT NULL,
	"security" text NOT NULL,
	"class_key" text NOT NULL,
	"position_key" text NOT NULL,
	"acquired" boolean,
	"shares" numeric,
	"price" numeric,
	"value" numeric,
	"after" numeric,
	"ownership" text,
	"nature" text,
	"plan" boolean NOT NULL,
	"late" boolean NOT NULL,
	"detail" jsonb NOT NULL,
	"replaced_by" text,
	CONSTRAINT "lines_accession_n_pk" PRIMARY KEY("accession","n")
);
--> statement-breakpoint
CREATE TABLE "filings"."owners" (
	"cik" text NOT NULL,
	"accession" text NOT NULL,
	"name" text,
	CONSTRAINT "owners_cik_accession_pk" PRIMARY KEY("cik","accession")
);
--> statement-breakpoint
ALTER TABLE "filings"."lines" ADD CONSTRAINT "lines_accession_documents_accession_fk" FOREIGN KEY ("accession") REFERENCES "filings"."documents"("accession") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "filings"."owners" ADD CONSTRAINT "owners_accession_documents_accession_fk" FOREIGN KEY ("accession") REFERENCES "filings"."documents"("accession") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "documents_known" ON "filings"."documents" USING btree ("filed_on" DESC NULLS FIRST,"accession" DESC NULLS FIRST) WHERE state = 'known';--> statement-breakpoint
CREATE INDEX "documents_issuer" ON "filings"."documents" USING btree ("issuer_cik","period");--> statement-breakpoint
CREATE INDEX "lines_price" ON "filings"."lines" USING btree ("class_key","day" DESC NULLS FIRST) WHERE price > 0 and kind in ('buy', 'sell', 'plan_buy', 'plan_sell');--> statement-breakpoint
CREATE INDEX "owners_accession" ON "filings"."owners" USING btree ("accession");
--> statement-breakpoint

-- ---------------------------------------------------------------------------------------------------- by hand
alter table filings.documents
  add constraint documents_accession check (accession ~ '^\d{10}-\d{2}-\d{6}$'),
  add constraint documents_form check (form ~ '^[345](/A)?$'),
  add constraint documents_state check (state in ('known', 'read', 'unreadable')),
  add constraint documents_whole check ((state = 'read') = (parsed is not null));
--> statement-breakpoint
alter table filings.owners add constraint owners_cik check (cik ~ '^\d{10}$');
--> statement-breakpoint
alter table filings.filers add constraint filers_cik check (cik ~ '^\d{10}$');
--> statement-breakpoint
alter table filings.lines
  add constraint lines_type check (type in ('transaction', 'holding') and (type = 'transaction') = (kind is not null));
--> statement-breakpoint
revoke all on schema filings from public;
--> statement-breakpoint
-- Public facts, and the same for everyone: who serves tenants may read them and change nothing, so that no request can
-- put words into a filing. They come in by the role that no request reaches, and what was read stays as it was read.
grant usage on schema filings to edgewise_app, edgewise_control;
--> statement-breakpoint
grant select on filings.filers, filings.documents, filings.owners, filings.lines to edgewise_app;
--> statement-breakpoint
grant select, insert on filings.filers, filings.documents, filings.owners, filings.lines to edgewise_control;
--> statement-breakpoint
grant update (name, listed_at) on filings.filers to edgewise_control;
--> statement-breakpoint
grant update (state, tries, reason, period, original_on, issuer_cik, issuer_name, issuer_symbol, leaves, parsed, read_at)
  on filings.documents to edgewise_control;
--> statement-breakpoint
grant update (name) on filings.owners to edgewise_control;
--> statement-breakpoint
grant update (replaced_by) on filings.lines to edgewise_control;
--> statement-breakpoint
create function app.keep_filing() returns trigger
language plpgsql as $$
begin
  if old.state = 'read' then
    raise exception 'a filing that was read is not written again' using errcode = 'EW423';
  end if;
  return new;
end $$;
--> statement-breakpoint
revoke all on function app.keep_filing from public;
--> statement-breakpoint
create trigger keep_filing before update on filings.documents for each row execute function app.keep_filing();
--> statement-breakpoint
-- Who watches these filers: people of all tenants that are proven to be them. Ids alone leave here, to the one role that
-- looks over all tenants; what is written for each is written as that tenant.
create function app.filing_watchers(p_ciks text[])
returns table (tenant_id uuid, prospect_id uuid, match_id uuid, cik text)
language sql stable security definer set search_path = '' as $$
  select m.tenant_id, m.prospect_id, m.id, pg_catalog.lpad(m.record ->> 'cik', 10, '0')
    from public.identity_matches m
    join public.tenants t on t.id = m.tenant_id and t.deleted_at is null
   where m.source = 'edgar' and pg_catalog.lpad(m.record ->> 'cik', 10, '0') = any (p_ciks)
     and (m.state = 'confirmed' or (m.state = 'proposed' and m.grade = 'exact'))
$$;
--> statement-breakpoint
revoke all on function app.filing_watchers from public;
--> statement-breakpoint
grant execute on function app.filing_watchers to edgewise_control;
--> statement-breakpoint
grant create on schema app to edgewise_definer;
--> statement-breakpoint
alter function app.filing_watchers owner to edgewise_definer;
--> statement-breakpoint
revoke create on schema app from edgewise_definer;
--> statement-breakpoint
create index identity_matches_cik on identity_matches (lpad(record ->> 'cik', 10, '0')) where source = 'edgar';
--> statement-breakpoint
create policy watchers on identity_matches for select to edgewise_definer using (true);
--> statement-breakpoint
grant select (tenant_id, id, prospect_id, source, record, grade, state) on identity_matches to edgewise_definer;
