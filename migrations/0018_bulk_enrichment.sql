CREATE TABLE "enrichment_batch_people" (
	"tenant_id" uuid DEFAULT nullif(current_setting('app.tenant_id', true), '')::uuid NOT NULL,
	"batch_id" uuid NOT NULL,
	"prospect_id" uuid NOT NULL,
	"place" integer NOT NULL,
	"state" text DEFAULT 'queued' NOT NULL,
	"run_id" uuid,
	CONSTRAINT "enrichment_batch_people_tenant_id_batch_id_prospect_id_pk" PRIMARY KEY("tenant_id","batch_id","prospect_id")
);
--> statement-breakpoint
CREATE TABLE "enrichment_batches" (
	"tenant_id" uuid DEFAULT nullif(current_setting('app.tenant_id', true), '')::uuid NOT NULL,
	"id" uuid DEFAULT uuidv7() NOT NULL,
	"job_id" uuid NOT NULL,
	"trigger" text DEFAULT 'bulk' NOT NULL,
	"state" text DEFAULT 'queued' NOT NULL,
	"sources" text[] NOT NULL,
	"only_stale" boolean NOT NULL,
	"credit_cap" bigint,
	"cancel_requested" boolean DEFAULT false NOT NULL,
	"people" integer NOT NULL,
	"created_by" text NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"finished_at" timestamp (3) with time zone,
	CONSTRAINT "enrichment_batches_tenant_id_id_pk" PRIMARY KEY("tenant_id","id")
);
--> statement-breakpoint
CREATE TABLE "enrichment_settings" (
	"tenant_id" uuid PRIMARY KEY DEFAULT nullif(current_setting('app.tenant_id', true), '')::uuid NOT NULL,
	"settings" jsonb NOT NULL,
	"nightly_on" boolean DEFAULT false NOT NULL,
	"last_night" date,
	"updated_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"updated_by" text NOT NULL
);
--> statement-breakpoint
CREATE TABLE "provider_answers" (
	"tenant_id" uuid DEFAULT nullif(current_setting('app.tenant_id', true), '')::uuid NOT NULL,
	"provider" text NOT NULL,
	"hash" text NOT NULL,
	"prospect_id" uuid NOT NULL,
	"answer" jsonb,
	"fetched_at" timestamp (3) with time zone,
	"expires_at" timestamp (3) with time zone,
	"paid_until" timestamp (3) with time zone,
	"claimed_by" uuid,
	"claimed_until" timestamp (3) with time zone,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "provider_answers_tenant_id_provider_hash_pk" PRIMARY KEY("tenant_id","provider","hash")
);
--> statement-breakpoint
ALTER TABLE "enrichment_runs" ADD COLUMN "batch_id" uuid;--> statement-breakpoint
ALTER TABLE "enrichment_runs" ADD COLUMN "cancel_requested" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "enrichment_runs" ADD COLUMN "parked_until" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "source_results" ADD COLUMN "code" text;--> statement-breakpoint
ALTER TABLE "source_results" ADD COLUMN "next_try_at" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "source_results" ADD COLUMN "cached" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "enrichment_batch_people" ADD CONSTRAINT "enrichment_batch_people_batch" FOREIGN KEY ("tenant_id","batch_id") REFERENCES "public"."enrichment_batches"("tenant_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "enrichment_batch_people" ADD CONSTRAINT "enrichment_batch_people_prospect" FOREIGN KEY ("tenant_id","prospect_id") REFERENCES "public"."prospects"("tenant_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "enrichment_batches" ADD CONSTRAINT "enrichment_batches_tenant_id_tenants_id_fk" FOREIGN KEY ("tenant_id") REFERENCES "public"."tenants"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "enrichment_batches" ADD CONSTRAINT "enrichment_batches_tenant_id_job_id_jobs_tenant_id_id_fk" FOREIGN KEY ("tenant_id","job_id") REFERENCES "public"."jobs"("tenant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "enrichment_settings" ADD CONSTRAINT "enrichment_settings_tenant_id_tenants_id_fk" FOREIGN KEY ("tenant_id") REFERENCES "public"."tenants"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "provider_answers" ADD CONSTRAINT "provider_answers_tenant_id_tenants_id_fk" FOREIGN KEY ("tenant_id") REFERENCES "public"."tenants"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "provider_answers" ADD CONSTRAINT "provider_answers_prospect_fk" FOREIGN KEY ("tenant_id","prospect_id") REFERENCES "public"."prospects"("tenant_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "enrichment_batch_people_open" ON "enrichment_batch_people" USING btree ("tenant_id","batch_id","place") WHERE state in ('queued', 'running');--> statement-breakpoint
CREATE INDEX "enrichment_batch_people_run" ON "enrichment_batch_people" USING btree ("tenant_id","run_id");--> statement-breakpoint
CREATE INDEX "enrichment_settings_nightly" ON "enrichment_settings" USING btree ("last_night") WHERE nightly_on;--> statement-breakpoint
CREATE INDEX "provider_answers_prospect" ON "provider_answers" USING btree ("tenant_id","prospect_id");--> statement-breakpoint
CREATE INDEX "enrichment_runs_batch" ON "enrichment_runs" USING btree ("tenant_id","batch_id") WHERE batch_id is not null;