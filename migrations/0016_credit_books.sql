-- Whether a run that is accepted now is one of training: the default of a column, so that nobody who accepts one can forget it.
create function app.in_training() returns boolean
language plpgsql stable set search_path = '' as $$
begin
  return coalesce((select a.training from public.credit_accounts a where a.tenant_id = app.tenant()), false);
end $$;
--> statement-breakpoint
revoke all on function app.in_training from public;
--> statement-breakpoint
grant execute on function app.in_training to edgewise_app;
--> statement-breakpoint
CREATE TABLE "credit_budgets" (
	"tenant_id" uuid DEFAULT nullif(current_setting('app.tenant_id', true), '')::uuid NOT NULL,
	"scope" text NOT NULL,
	"subject" text DEFAULT '' NOT NULL,
	"credits" bigint NOT NULL,
	CONSTRAINT "credit_budgets_tenant_id_scope_subject_pk" PRIMARY KEY("tenant_id","scope","subject")
);
--> statement-breakpoint
CREATE TABLE "credit_counters" (
	"tenant_id" uuid DEFAULT nullif(current_setting('app.tenant_id', true), '')::uuid NOT NULL,
	"scope" text NOT NULL,
	"subject" text NOT NULL,
	"period" text NOT NULL,
	"used" bigint DEFAULT 0 NOT NULL,
	CONSTRAINT "credit_counters_tenant_id_scope_subject_period_pk" PRIMARY KEY("tenant_id","scope","subject","period")
);
--> statement-breakpoint
CREATE TABLE "credit_transfers" (
	"tenant_id" uuid DEFAULT nullif(current_setting('app.tenant_id', true), '')::uuid NOT NULL,
	"id" uuid DEFAULT uuidv7() NOT NULL,
	"call_id" uuid,
	"kind" text NOT NULL,
	"play" boolean DEFAULT false NOT NULL,
	"from_account" text NOT NULL,
	"to_account" text NOT NULL,
	"amount" bigint NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "credit_transfers_tenant_id_id_pk" PRIMARY KEY("tenant_id","id"),
	CONSTRAINT "credit_transfers_amount" CHECK (amount > 0 and from_account <> to_account),
	CONSTRAINT "credit_transfers_accounts" CHECK (from_account ~ '^(granted|available|reserved|spent:[a-z]+)$' and to_account ~ '^(granted|available|reserved|spent:[a-z]+)$')
);
--> statement-breakpoint
CREATE TABLE "provider_keys" (
	"tenant_id" uuid DEFAULT nullif(current_setting('app.tenant_id', true), '')::uuid NOT NULL,
	"provider" text NOT NULL,
	"kek" text NOT NULL,
	"wrapped" text NOT NULL,
	"sealed" text NOT NULL,
	"last4" text NOT NULL,
	"set_by" text NOT NULL,
	"set_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"last_used_at" timestamp (3) with time zone,
	"health" text DEFAULT 'unused' NOT NULL,
	"health_reason" text,
	CONSTRAINT "provider_keys_tenant_id_provider_pk" PRIMARY KEY("tenant_id","provider")
);
--> statement-breakpoint
ALTER TABLE "enrichment_runs" ADD COLUMN "training" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "enrichment_runs" ADD COLUMN "credit_cap" bigint;--> statement-breakpoint
ALTER TABLE "credit_accounts" ADD COLUMN "training" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "credit_accounts" ADD COLUMN "play_granted" bigint DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "credit_accounts" ADD COLUMN "play_reserved" bigint DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "credit_accounts" ADD COLUMN "play_spent" bigint DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "credit_ledger" ADD COLUMN "run_id" uuid;--> statement-breakpoint
ALTER TABLE "credit_ledger" ADD COLUMN "prospect_id" uuid;--> statement-breakpoint
ALTER TABLE "credit_ledger" ADD COLUMN "member_id" text;--> statement-breakpoint
ALTER TABLE "credit_ledger" ADD COLUMN "play" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "credit_ledger" ADD COLUMN "key_owner" text DEFAULT 'platform' NOT NULL;--> statement-breakpoint
ALTER TABLE "credit_ledger" ADD COLUMN "key_print" text;--> statement-breakpoint
ALTER TABLE "credit_ledger" ADD COLUMN "quoted" bigint DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "credit_ledger" ADD COLUMN "refunded" bigint DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "credit_ledger" ADD COLUMN "request_id" uuid DEFAULT uuidv7() NOT NULL;--> statement-breakpoint
ALTER TABLE "credit_ledger" ADD COLUMN "provider_request_id" text;--> statement-breakpoint
ALTER TABLE "credit_ledger" ADD COLUMN "billed" numeric(20, 6);--> statement-breakpoint
ALTER TABLE "credit_ledger" ADD COLUMN "billed_basis" text;--> statement-breakpoint
ALTER TABLE "credit_ledger" ADD COLUMN "reconcile_tries" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "credit_budgets" ADD CONSTRAINT "credit_budgets_tenant_id_tenants_id_fk" FOREIGN KEY ("tenant_id") REFERENCES "public"."tenants"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "credit_counters" ADD CONSTRAINT "credit_counters_tenant_id_credit_accounts_tenant_id_fk" FOREIGN KEY ("tenant_id") REFERENCES "public"."credit_accounts"("tenant_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "credit_transfers" ADD CONSTRAINT "credit_transfers_tenant_id_call_id_credit_ledger_tenant_id_id_fk" FOREIGN KEY ("tenant_id","call_id") REFERENCES "public"."credit_ledger"("tenant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "credit_transfers" ADD CONSTRAINT "credit_transfers_tenant_id_credit_accounts_tenant_id_fk" FOREIGN KEY ("tenant_id") REFERENCES "public"."credit_accounts"("tenant_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "provider_keys" ADD CONSTRAINT "provider_keys_tenant_id_tenants_id_fk" FOREIGN KEY ("tenant_id") REFERENCES "public"."tenants"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "credit_transfers_once" ON "credit_transfers" USING btree ("tenant_id","call_id","kind") WHERE call_id is not null;--> statement-breakpoint
CREATE INDEX "credit_ledger_newest" ON "credit_ledger" USING btree ("tenant_id","created_at" DESC NULLS FIRST,"id" DESC NULLS FIRST);--> statement-breakpoint
CREATE INDEX "credit_ledger_run" ON "credit_ledger" USING btree ("tenant_id","run_id");--> statement-breakpoint
CREATE INDEX "credit_ledger_unknown" ON "credit_ledger" USING btree ("settled_at") WHERE state = 'unknown';--> statement-breakpoint
CREATE INDEX "credit_ledger_key" ON "credit_ledger" USING btree ("provider","key_print","created_at");--> statement-breakpoint
ALTER TABLE "credit_accounts" ADD CONSTRAINT "credit_accounts_covered" CHECK (reserved >= 0 and spent >= 0 and granted - reserved - spent >= 0);--> statement-breakpoint
ALTER TABLE "credit_accounts" ADD CONSTRAINT "credit_accounts_play_covered" CHECK (play_reserved >= 0 and play_spent >= 0 and play_granted - play_reserved - play_spent >= 0);--> statement-breakpoint
-- Those that are there already are none of training.
ALTER TABLE "enrichment_runs" ALTER COLUMN "training" SET DEFAULT app.in_training();
