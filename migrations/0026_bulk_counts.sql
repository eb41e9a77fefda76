DROP INDEX "enrichment_batch_people_open";--> statement-breakpoint
ALTER TABLE "enrichment_batches" ALTER COLUMN "people" SET DEFAULT 0;--> statement-breakpoint
ALTER TABLE "enrichment_batches" ADD COLUMN "queued" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "enrichment_batches" ADD COLUMN "running" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "enrichment_batches" ADD COLUMN "done" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "enrichment_batches" ADD COLUMN "partial" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "enrichment_batches" ADD COLUMN "failed" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "enrichment_batches" ADD COLUMN "cancelled" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "enrichment_batches" ADD COLUMN "skipped" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "enrichment_batches" ADD COLUMN "over_cap" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "enrichment_batches" ADD COLUMN "stopped_by" text;--> statement-breakpoint
CREATE INDEX "credit_ledger_open" ON "credit_ledger" USING btree ("tenant_id","run_id") WHERE state in ('reserved', 'unknown');--> statement-breakpoint
CREATE INDEX "enrichment_batch_people_queued" ON "enrichment_batch_people" USING btree ("tenant_id","batch_id","place") WHERE state = 'queued';--> statement-breakpoint
CREATE INDEX "enrichment_batch_people_running" ON "enrichment_batch_people" USING btree ("tenant_id","batch_id") WHERE state = 'running';--> statement-breakpoint
CREATE INDEX "enrichment_batches_newest" ON "enrichment_batches" USING btree ("tenant_id","created_at" DESC NULLS FIRST,"id" DESC NULLS FIRST);--> statement-breakpoint
ALTER TABLE "enrichment_batches" ADD CONSTRAINT "enrichment_batches_people" CHECK (people = queued + running + done + partial + failed + cancelled + skipped + over_cap);