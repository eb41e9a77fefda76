CREATE TABLE "identity_matches" (
	"tenant_id" uuid DEFAULT nullif(current_setting('app.tenant_id', true), '')::uuid NOT NULL,
	"id" uuid DEFAULT uuidv7() NOT NULL,
	"prospect_id" uuid NOT NULL,
	"source" text NOT NULL,
	"key" text NOT NULL,
	"record" jsonb NOT NULL,
	"grade" text NOT NULL,
	"score" real NOT NULL,
	"evidence" jsonb DEFAULT '[]'::jsonb NOT NULL,
	"state" text DEFAULT 'proposed' NOT NULL,
	"run_id" uuid,
	"seen_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"decided_at" timestamp (3) with time zone,
	"decided_by" text,
	"decided_by_name" text,
	CONSTRAINT "identity_matches_tenant_id_id_pk" PRIMARY KEY("tenant_id","id"),
	CONSTRAINT "identity_matches_record" UNIQUE("tenant_id","prospect_id","source","key")
);
--> statement-breakpoint
CREATE TABLE "precedence_rules" (
	"tenant_id" uuid DEFAULT nullif(current_setting('app.tenant_id', true), '')::uuid NOT NULL,
	"field" text NOT NULL,
	"order" text[] DEFAULT '{}' NOT NULL,
	"never" text[] DEFAULT '{}' NOT NULL,
	"over_verified" boolean DEFAULT false NOT NULL,
	"days" integer,
	"updated_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "precedence_rules_tenant_id_field_pk" PRIMARY KEY("tenant_id","field")
);
--> statement-breakpoint
ALTER TABLE "field_values" DROP CONSTRAINT "field_values_tenant_id_prospect_id_field_source_pk";--> statement-breakpoint
ALTER TABLE "field_values" ADD CONSTRAINT "field_values_tenant_id_id_pk" PRIMARY KEY("tenant_id","id");--> statement-breakpoint
ALTER TABLE "field_values" ADD COLUMN "previous" text;--> statement-breakpoint
ALTER TABLE "field_values" ADD COLUMN "raw" text;--> statement-breakpoint
ALTER TABLE "field_values" ADD COLUMN "accession" text;--> statement-breakpoint
ALTER TABLE "field_values" ADD COLUMN "verified" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "field_values" ADD COLUMN "cost" numeric(12, 4) DEFAULT '0' NOT NULL;--> statement-breakpoint
ALTER TABLE "field_values" ADD COLUMN "licence" text;--> statement-breakpoint
ALTER TABLE "field_values" ADD COLUMN "match_id" uuid;--> statement-breakpoint
ALTER TABLE "field_values" ADD COLUMN "expires_at" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "signals" ADD COLUMN "match_id" uuid;--> statement-breakpoint
ALTER TABLE "identity_matches" ADD CONSTRAINT "identity_matches_tenant_id_prospect_id_prospects_tenant_id_id_fk" FOREIGN KEY ("tenant_id","prospect_id") REFERENCES "public"."prospects"("tenant_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "precedence_rules" ADD CONSTRAINT "precedence_rules_tenant_id_tenants_id_fk" FOREIGN KEY ("tenant_id") REFERENCES "public"."tenants"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "field_values" ADD CONSTRAINT "field_values_match" FOREIGN KEY ("tenant_id","match_id") REFERENCES "public"."identity_matches"("tenant_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "signals" ADD CONSTRAINT "signals_match" FOREIGN KEY ("tenant_id","match_id") REFERENCES "public"."identity_matches"("tenant_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "field_values" ADD CONSTRAINT "field_values_source" UNIQUE NULLS NOT DISTINCT("tenant_id","prospect_id","field","source","match_id");
--> statement-breakpoint

-- ---------------------------------------------------------------------------------------------------- by hand
select
  app.protect('identity_matches', 'select, insert, update'),
  app.protect('precedence_rules', 'select, insert, update, delete');
--> statement-breakpoint
-- From 0.9 a source says that it has checked a value; until now the figure alone said so. The policies hold for the owner
-- too, who has none.
alter table field_values no force row level security;
--> statement-breakpoint
update field_values set verified = true where confidence >= 0.9 and source not in ('import', 'member');
--> statement-breakpoint
alter table field_values force row level security;
--> statement-breakpoint
-- What a prospect's ledger is now, in one text that changes with any change of it: of the person, of their values, of
-- the records that may be them, and of the workspace's rules. Null where there is no such prospect.
create function app.ledger_version(p_prospect uuid) returns text
language sql stable as $$
  select md5(concat_ws('|', p.xmin,
      (select string_agg(f.id || ':' || f.xmin, ',' order by f.id) from public.field_values f where f.prospect_id = p.id),
      (select string_agg(m.id || ':' || m.xmin, ',' order by m.id) from public.identity_matches m where m.prospect_id = p.id),
      (select string_agg(r.field || ':' || r.xmin, ',' order by r.field) from public.precedence_rules r)))
    from public.prospects p where p.id = p_prospect and p.deleted_at is null
$$;
--> statement-breakpoint
-- Holds the prospect until this transaction ends, and refuses it (EW410) where its ledger is no longer as it was read:
-- whoever chose from what stood there before has to choose again.
create function app.hold_ledger(p_prospect uuid, p_version text) returns void
language plpgsql as $$
begin
  perform from public.prospects p where p.id = p_prospect and p.deleted_at is null for update;
  if app.ledger_version(p_prospect) is distinct from p_version then
    raise exception 'the values have changed since they were read' using errcode = 'EW410';
  end if;
end $$;
--> statement-breakpoint
revoke all on function app.ledger_version, app.hold_ledger from public;
--> statement-breakpoint
grant execute on function app.ledger_version, app.hold_ledger to edgewise_app;
