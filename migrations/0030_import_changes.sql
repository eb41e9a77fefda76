CREATE TABLE "import_changes" (
	"tenant_id" uuid DEFAULT nullif(current_setting('app.tenant_id', true), '')::uuid NOT NULL,
	"import_id" uuid NOT NULL,
	"place" bigint NOT NULL,
	"prospect_id" uuid NOT NULL,
	"at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"was_at" timestamp (3) with time zone NOT NULL,
	"before" jsonb NOT NULL,
	"after" jsonb NOT NULL,
	"ledger" jsonb NOT NULL,
	CONSTRAINT "import_changes_tenant_id_import_id_place_prospect_id_pk" PRIMARY KEY("tenant_id","import_id","place","prospect_id")
);
--> statement-breakpoint
CREATE TABLE "import_mappings" (
	"tenant_id" uuid DEFAULT nullif(current_setting('app.tenant_id', true), '')::uuid NOT NULL,
	"id" uuid DEFAULT uuidv7() NOT NULL,
	"signature" text NOT NULL,
	"keys" text[] NOT NULL,
	"targets" jsonb NOT NULL,
	"rules" jsonb DEFAULT '{}'::jsonb NOT NULL,
	"uses" integer DEFAULT 1 NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"used_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "import_mappings_tenant_id_id_pk" PRIMARY KEY("tenant_id","id"),
	CONSTRAINT "import_mappings_signature" UNIQUE("tenant_id","signature")
);
--> statement-breakpoint
CREATE TABLE "import_seen" (
	"tenant_id" uuid DEFAULT nullif(current_setting('app.tenant_id', true), '')::uuid NOT NULL,
	"import_id" uuid NOT NULL,
	"key" bigint NOT NULL,
	CONSTRAINT "import_seen_tenant_id_import_id_key_pk" PRIMARY KEY("tenant_id","import_id","key")
);
--> statement-breakpoint
CREATE TABLE "uploads" (
	"tenant_id" uuid DEFAULT nullif(current_setting('app.tenant_id', true), '')::uuid NOT NULL,
	"id" uuid DEFAULT uuidv7() NOT NULL,
	"name" text NOT NULL,
	"bytes" bigint NOT NULL,
	"state" text DEFAULT 'open' NOT NULL,
	"file_key" text NOT NULL,
	"multipart" text NOT NULL,
	"parts" jsonb DEFAULT '{}'::jsonb NOT NULL,
	"created_by" text NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "uploads_tenant_id_id_pk" PRIMARY KEY("tenant_id","id")
);
--> statement-breakpoint
DROP INDEX "prospects_import";--> statement-breakpoint
ALTER TABLE "imports" ADD COLUMN "rules" jsonb DEFAULT '{}'::jsonb NOT NULL;--> statement-breakpoint
ALTER TABLE "imports" ADD COLUMN "overrides" jsonb DEFAULT '[]'::jsonb NOT NULL;--> statement-breakpoint
ALTER TABLE "imports" ADD COLUMN "remembered" jsonb;--> statement-breakpoint
ALTER TABLE "imports" ADD COLUMN "pause_requested" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "imports" ADD COLUMN "check_job_id" uuid;--> statement-breakpoint
ALTER TABLE "imports" ADD COLUMN "check_basis" text;--> statement-breakpoint
ALTER TABLE "imports" ADD COLUMN "checked" jsonb;--> statement-breakpoint
ALTER TABLE "imports" ADD COLUMN "undo_job_id" uuid;--> statement-breakpoint
ALTER TABLE "imports" ADD COLUMN "undo_status" text;--> statement-breakpoint
ALTER TABLE "imports" ADD COLUMN "undo_tries" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "imports" ADD COLUMN "undo_after" uuid;--> statement-breakpoint
ALTER TABLE "imports" ADD COLUMN "undo_removed" bigint DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "imports" ADD COLUMN "undo_stayed" bigint DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "imports" ADD COLUMN "undo_restored" bigint DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "imports" ADD COLUMN "undo_kept" bigint DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "imports" ADD COLUMN "undo_until" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "import_changes" ADD CONSTRAINT "import_changes_tenant_id_import_id_imports_tenant_id_id_fk" FOREIGN KEY ("tenant_id","import_id") REFERENCES "public"."imports"("tenant_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "import_changes" ADD CONSTRAINT "import_changes_tenant_id_prospect_id_prospects_tenant_id_id_fk" FOREIGN KEY ("tenant_id","prospect_id") REFERENCES "public"."prospects"("tenant_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "import_mappings" ADD CONSTRAINT "import_mappings_tenant_id_tenants_id_fk" FOREIGN KEY ("tenant_id") REFERENCES "public"."tenants"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "import_seen" ADD CONSTRAINT "import_seen_tenant_id_import_id_imports_tenant_id_id_fk" FOREIGN KEY ("tenant_id","import_id") REFERENCES "public"."imports"("tenant_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "uploads" ADD CONSTRAINT "uploads_tenant_id_tenants_id_fk" FOREIGN KEY ("tenant_id") REFERENCES "public"."tenants"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "import_changes_prospect" ON "import_changes" USING btree ("tenant_id","prospect_id");--> statement-breakpoint
CREATE INDEX "import_mappings_newest" ON "import_mappings" USING btree ("tenant_id","used_at" DESC NULLS FIRST);--> statement-breakpoint
CREATE INDEX "uploads_open" ON "uploads" USING btree ("created_at") WHERE state = 'open';--> statement-breakpoint
CREATE INDEX "imports_undo_until" ON "imports" USING btree ("undo_until") WHERE undo_until is not null;--> statement-breakpoint
CREATE INDEX "prospects_import" ON "prospects" USING btree ("tenant_id","import_id","id") WHERE import_id is not null;
--> statement-breakpoint
select
  app.protect('import_changes', 'select, insert, delete'),
  app.protect('import_seen', 'select, insert, delete'),
  app.protect('import_mappings', 'select, insert, update, delete'),
  app.protect('uploads', 'select, insert, update, delete');
--> statement-breakpoint
-- The sweeper takes away what nobody comes back to: uploads of a day ago, and what imports changed longer ago than they can
-- be taken back.
create policy control on uploads to edgewise_control using (true);
--> statement-breakpoint
grant select (tenant_id, id, state, file_key, multipart, created_at), delete on uploads to edgewise_control;
--> statement-breakpoint
create policy control on imports to edgewise_control using (true);
--> statement-breakpoint
grant select (tenant_id, id, undo_until), update (undo_until) on imports to edgewise_control;
--> statement-breakpoint
create policy control on import_changes to edgewise_control using (true);
--> statement-breakpoint
grant select (tenant_id, import_id), delete on import_changes to edgewise_control;
