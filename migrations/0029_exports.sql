CREATE TABLE "export_files" (
	"tenant_id" uuid DEFAULT nullif(current_setting('app.tenant_id', true), '')::uuid NOT NULL,
	"id" uuid DEFAULT uuidv7() NOT NULL,
	"job_id" uuid NOT NULL,
	"status" text DEFAULT 'queued' NOT NULL,
	"format" text NOT NULL,
	"asked" jsonb NOT NULL,
	"rows_total" bigint,
	"rows" bigint DEFAULT 0 NOT NULL,
	"bytes" bigint DEFAULT 0 NOT NULL,
	"parts" integer DEFAULT 0 NOT NULL,
	"phase" text DEFAULT 'walk' NOT NULL,
	"next_key" text,
	"next_id" uuid,
	"as_of" timestamp (3) with time zone,
	"cancel_requested" boolean DEFAULT false NOT NULL,
	"error" jsonb,
	"created_by" text NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"started_at" timestamp (3) with time zone,
	"finished_at" timestamp (3) with time zone,
	"expires_at" timestamp (3) with time zone,
	CONSTRAINT "export_files_tenant_id_id_pk" PRIMARY KEY("tenant_id","id")
);
--> statement-breakpoint
CREATE TABLE "export_parts" (
	"tenant_id" uuid DEFAULT nullif(current_setting('app.tenant_id', true), '')::uuid NOT NULL,
	"export_id" uuid NOT NULL,
	"n" integer NOT NULL,
	"key" text NOT NULL,
	"rows" integer NOT NULL,
	"bytes" bigint NOT NULL,
	CONSTRAINT "export_parts_tenant_id_export_id_n_pk" PRIMARY KEY("tenant_id","export_id","n")
);
--> statement-breakpoint
ALTER TABLE "export_files" ADD CONSTRAINT "export_files_tenant_id_tenants_id_fk" FOREIGN KEY ("tenant_id") REFERENCES "public"."tenants"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "export_files" ADD CONSTRAINT "export_files_tenant_id_job_id_jobs_tenant_id_id_fk" FOREIGN KEY ("tenant_id","job_id") REFERENCES "public"."jobs"("tenant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "export_parts" ADD CONSTRAINT "export_parts_tenant_id_export_id_export_files_tenant_id_id_fk" FOREIGN KEY ("tenant_id","export_id") REFERENCES "public"."export_files"("tenant_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "export_files_newest" ON "export_files" USING btree ("tenant_id","created_at" DESC NULLS FIRST,"id" DESC NULLS FIRST);--> statement-breakpoint
CREATE INDEX "export_files_expiry" ON "export_files" USING btree ("expires_at");--> statement-breakpoint
select
  app.protect('export_files', 'select, insert, update'),
  app.protect('export_parts', 'select, insert, delete');
--> statement-breakpoint
-- The sweeper takes away what is over, in all workspaces.
create policy control on export_files for select to edgewise_control using (true);
--> statement-breakpoint
grant select (tenant_id, id, expires_at) on export_files to edgewise_control;
