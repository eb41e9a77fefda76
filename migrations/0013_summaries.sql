CREATE TABLE "model_calls" (
	"tenant_id" uuid DEFAULT nullif(current_setting('app.tenant_id', true), '')::uuid NOT NULL,
	"job_id" uuid NOT NULL,
	"step" text NOT NULL,
	"day" date NOT NULL,
	"model" text NOT NULL,
	"reserved_tokens" integer NOT NULL,
	"reserved_micros" bigint NOT NULL,
	"input_tokens" integer DEFAULT 0 NOT NULL,
	"output_tokens" integer DEFAULT 0 NOT NULL,
	"cost_micros" bigint DEFAULT 0 NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"ended_at" timestamp (3) with time zone,
	CONSTRAINT "model_calls_tenant_id_job_id_step_pk" PRIMARY KEY("tenant_id","job_id","step")
);
--> statement-breakpoint
CREATE TABLE "summaries" (
	"tenant_id" uuid DEFAULT nullif(current_setting('app.tenant_id', true), '')::uuid NOT NULL,
	"prospect_id" uuid NOT NULL,
	"content" jsonb,
	"evidence_hash" text,
	"model" text,
	"generated_at" timestamp (3) with time zone,
	"input_tokens" integer DEFAULT 0 NOT NULL,
	"output_tokens" integer DEFAULT 0 NOT NULL,
	"cost_micros" bigint DEFAULT 0 NOT NULL,
	"dropped" integer DEFAULT 0 NOT NULL,
	"tried_hash" text NOT NULL,
	"outcome" text NOT NULL,
	"reason" text,
	"retry_at" timestamp (3) with time zone,
	"tries" integer DEFAULT 0 NOT NULL,
	"updated_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "summaries_tenant_id_prospect_id_pk" PRIMARY KEY("tenant_id","prospect_id")
);
--> statement-breakpoint
ALTER TABLE "model_calls" ADD CONSTRAINT "model_calls_tenant_id_job_id_jobs_tenant_id_id_fk" FOREIGN KEY ("tenant_id","job_id") REFERENCES "public"."jobs"("tenant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "summaries" ADD CONSTRAINT "summaries_tenant_id_prospect_id_prospects_tenant_id_id_fk" FOREIGN KEY ("tenant_id","prospect_id") REFERENCES "public"."prospects"("tenant_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "model_calls_day" ON "model_calls" USING btree ("tenant_id","day");--> statement-breakpoint
CREATE INDEX "summaries_due" ON "summaries" USING btree ("retry_at") WHERE retry_at is not null;--> statement-breakpoint
ALTER TABLE "enrichment_runs" DROP COLUMN "summary";