CREATE TABLE "import_expected" (
	"tenant_id" uuid DEFAULT nullif(current_setting('app.tenant_id', true), '')::uuid NOT NULL,
	"check_id" uuid NOT NULL,
	"prospect_id" uuid DEFAULT uuidv7() NOT NULL,
	"fresh" boolean NOT NULL,
	"row" bigint NOT NULL,
	"person" jsonb NOT NULL,
	"held" jsonb NOT NULL,
	"email_key" text,
	"linkedin_key" text,
	"name_key" text,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "import_expected_tenant_id_check_id_prospect_id_pk" PRIMARY KEY("tenant_id","check_id","prospect_id")
);
--> statement-breakpoint
DROP TABLE "import_seen" CASCADE;--> statement-breakpoint
ALTER TABLE "import_expected" ADD CONSTRAINT "import_expected_tenant_id_check_id_jobs_tenant_id_id_fk" FOREIGN KEY ("tenant_id","check_id") REFERENCES "public"."jobs"("tenant_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "import_expected_email" ON "import_expected" USING btree ("tenant_id","check_id","email_key") WHERE email_key is not null;--> statement-breakpoint
CREATE INDEX "import_expected_linkedin" ON "import_expected" USING btree ("tenant_id","check_id","linkedin_key") WHERE linkedin_key is not null;--> statement-breakpoint
CREATE INDEX "import_expected_name" ON "import_expected" USING btree ("tenant_id","check_id","name_key") WHERE name_key is not null;--> statement-breakpoint
CREATE INDEX "import_expected_changed" ON "import_expected" USING btree ("tenant_id","check_id","row","prospect_id") WHERE not fresh;
--> statement-breakpoint
select app.protect('import_expected', 'select, insert, update, delete');
