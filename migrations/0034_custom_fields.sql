CREATE TABLE "custom_fields" (
	"tenant_id" uuid DEFAULT nullif(current_setting('app.tenant_id', true), '')::uuid NOT NULL,
	"id" uuid DEFAULT uuidv7() NOT NULL,
	"key" text NOT NULL,
	"name" text NOT NULL,
	"type" text NOT NULL,
	"options" text[] DEFAULT '{}' NOT NULL,
	"place" integer NOT NULL,
	"created_by" text NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"archived_at" timestamp (3) with time zone,
	CONSTRAINT "custom_fields_tenant_id_id_pk" PRIMARY KEY("tenant_id","id"),
	CONSTRAINT "custom_fields_key" UNIQUE("tenant_id","key")
);
--> statement-breakpoint
ALTER TABLE "custom_fields" ADD CONSTRAINT "custom_fields_tenant_id_tenants_id_fk" FOREIGN KEY ("tenant_id") REFERENCES "public"."tenants"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "custom_fields_name" ON "custom_fields" USING btree ("tenant_id",lower(name)) WHERE archived_at is null;--> statement-breakpoint
CREATE INDEX "list_changes_left" ON "list_changes" USING btree ("tenant_id","created_at" DESC NULLS FIRST) WHERE kind = 'left';--> statement-breakpoint
CREATE INDEX "prospects_company_domain" ON "prospects" USING btree ("tenant_id","company_domain") WHERE company_domain is not null;--> statement-breakpoint
CREATE INDEX "bulk_edit_people_prospect" ON "bulk_edit_people" USING btree ("tenant_id","prospect_id") WHERE state in ('changed', 'undone', 'kept');--> statement-breakpoint
CREATE INDEX "audit_prospect" ON "audit" USING btree ("tenant_id","subject_id","created_at" DESC NULLS FIRST,"id" DESC NULLS FIRST) WHERE subject_type = 'prospect';
--> statement-breakpoint

-- ---------------------------------------------------------------------------------------------------- by hand
select app.protect('custom_fields', 'select, insert, update');
--> statement-breakpoint
-- What a text is as a value of a workspace's own field, in its one spelling; null where it is none. Said again of its own
-- answer it answers the same. Parts of `choices` are parted by a semicolon, as tags are in a file.
create function app.custom_value(p_type text, p_options text[], p_raw text) returns text
language plpgsql stable as $$
declare
  v text := btrim(p_raw, E' \t\r\n');
  v_out text;
begin
  if v = '' then return null; end if;
  case p_type
    when 'text' then return v;
    when 'number' then
      v_out := case when v ~ '^[-+]?\d{1,3}(,\d{3})+(\.\d+)?$' then replace(v, ',', '') else v end;
      return case when v_out ~ '^[-+]?\d{1,20}(\.\d{1,10})?$' then trim_scale(v_out::numeric)::text end;
    when 'date' then
      return case when v ~ '^\d{4}-\d{2}-\d{2}$' and v !~ '^0000' and pg_input_is_valid(v, 'date') then v end;
    when 'boolean' then
      return case when lower(v) in ('true', 'yes', 'y', '1') then 'true' when lower(v) in ('false', 'no', 'n', '0') then 'false' end;
    when 'url' then
      v_out := case when v ~* '^https?://' then v else 'https://' || v end;
      return case when v_out ~* '^https?://[a-z0-9-]+(\.[a-z0-9-]+)*\.[a-z]{2,}(:\d{1,5})?([/?#][^\s]*)?$' then v_out end;
    when 'choice' then
      select o into v_out from unnest(p_options) with ordinality x (o, n) where lower(o) = lower(v) order by n limit 1;
      return v_out;
    when 'choices' then
      if exists (select from string_to_table(v, ';') s where btrim(s) <> '' and not lower(btrim(s)) = any (
          array(select lower(o) from unnest(p_options) o))) then
        return null;
      end if;
      select string_agg(o, '; ' order by n) into v_out from unnest(p_options) with ordinality x (o, n)
       where lower(o) = any (array(select lower(btrim(s)) from string_to_table(v, ';') s));
      return v_out;
    else return null;
  end case;
end $$;
--> statement-breakpoint
revoke all on function app.custom_value from public;
--> statement-breakpoint
grant execute on function app.custom_value to edgewise_app;
