ALTER TABLE "imports" ADD COLUMN "rows_suppressed" bigint DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "imports" ADD COLUMN "left_out" jsonb DEFAULT '{}'::jsonb NOT NULL;