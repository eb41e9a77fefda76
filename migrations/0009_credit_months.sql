ALTER TABLE "credit_accounts" ADD COLUMN "month" text DEFAULT '' NOT NULL;--> statement-breakpoint
ALTER TABLE "credit_accounts" ADD COLUMN "month_used" bigint DEFAULT 0 NOT NULL;