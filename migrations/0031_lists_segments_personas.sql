CREATE TABLE "list_changes" (
	"tenant_id" uuid DEFAULT nullif(current_setting('app.tenant_id', true), '')::uuid NOT NULL,
	"id" uuid DEFAULT uuidv7() NOT NULL,
	"list_id" uuid NOT NULL,
	"kind" text NOT NULL,
	"people" uuid[] NOT NULL,
	"actor_id" text NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"undone_at" timestamp (3) with time zone,
	CONSTRAINT "list_changes_tenant_id_id_pk" PRIMARY KEY("tenant_id","id")
);
--> statement-breakpoint
CREATE TABLE "persona_versions" (
	"tenant_id" uuid DEFAULT nullif(current_setting('app.tenant_id', true), '')::uuid NOT NULL,
	"persona_id" uuid NOT NULL,
	"version" integer NOT NULL,
	"definition" jsonb NOT NULL,
	"created_by" text NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "persona_versions_tenant_id_persona_id_version_pk" PRIMARY KEY("tenant_id","persona_id","version")
);
--> statement-breakpoint
CREATE TABLE "personas" (
	"tenant_id" uuid DEFAULT nullif(current_setting('app.tenant_id', true), '')::uuid NOT NULL,
	"id" uuid DEFAULT uuidv7() NOT NULL,
	"name" text NOT NULL,
	"version" integer DEFAULT 1 NOT NULL,
	"created_by" text NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"deleted_at" timestamp (3) with time zone,
	CONSTRAINT "personas_tenant_id_id_pk" PRIMARY KEY("tenant_id","id")
);
--> statement-breakpoint
CREATE TABLE "prospect_changes" (
	"tenant_id" uuid DEFAULT nullif(current_setting('app.tenant_id', true), '')::uuid NOT NULL,
	"id" uuid DEFAULT uuidv7() NOT NULL,
	"prospect_id" uuid NOT NULL,
	"before" jsonb NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "prospect_changes_tenant_id_id_pk" PRIMARY KEY("tenant_id","id")
);
--> statement-breakpoint
CREATE TABLE "segment_changes" (
	"tenant_id" uuid DEFAULT nullif(current_setting('app.tenant_id', true), '')::uuid NOT NULL,
	"id" uuid DEFAULT uuidv7() NOT NULL,
	"segment_id" uuid NOT NULL,
	"prospect_id" uuid NOT NULL,
	"joined" boolean NOT NULL,
	"why" jsonb NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "segment_changes_tenant_id_id_pk" PRIMARY KEY("tenant_id","id")
);
--> statement-breakpoint
CREATE TABLE "segment_members" (
	"tenant_id" uuid DEFAULT nullif(current_setting('app.tenant_id', true), '')::uuid NOT NULL,
	"segment_id" uuid NOT NULL,
	"prospect_id" uuid NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "segment_members_tenant_id_segment_id_prospect_id_pk" PRIMARY KEY("tenant_id","segment_id","prospect_id")
);
--> statement-breakpoint
CREATE TABLE "segments" (
	"tenant_id" uuid DEFAULT nullif(current_setting('app.tenant_id', true), '')::uuid NOT NULL,
	"id" uuid DEFAULT uuidv7() NOT NULL,
	"name" text NOT NULL,
	"description" text,
	"filter" jsonb NOT NULL,
	"shared" boolean DEFAULT true NOT NULL,
	"people" bigint DEFAULT 0 NOT NULL,
	"too_large" boolean DEFAULT false NOT NULL,
	"created_by" text NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"compared_at" timestamp (3) with time zone,
	"deleted_at" timestamp (3) with time zone,
	CONSTRAINT "segments_tenant_id_id_pk" PRIMARY KEY("tenant_id","id")
);
--> statement-breakpoint
ALTER TABLE "lists" DROP CONSTRAINT "lists_name";--> statement-breakpoint
ALTER TABLE "list_members" ADD COLUMN "gone" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "lists" ADD COLUMN "description" text;--> statement-breakpoint
ALTER TABLE "lists" ADD COLUMN "shared" boolean DEFAULT true NOT NULL;--> statement-breakpoint
ALTER TABLE "lists" ADD COLUMN "people" bigint DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "lists" ADD COLUMN "updated_at" timestamp (3) with time zone DEFAULT now() NOT NULL;--> statement-breakpoint
ALTER TABLE "lists" ADD COLUMN "deleted_at" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "list_changes" ADD CONSTRAINT "list_changes_tenant_id_list_id_lists_tenant_id_id_fk" FOREIGN KEY ("tenant_id","list_id") REFERENCES "public"."lists"("tenant_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "persona_versions" ADD CONSTRAINT "persona_versions_tenant_id_persona_id_personas_tenant_id_id_fk" FOREIGN KEY ("tenant_id","persona_id") REFERENCES "public"."personas"("tenant_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "personas" ADD CONSTRAINT "personas_tenant_id_tenants_id_fk" FOREIGN KEY ("tenant_id") REFERENCES "public"."tenants"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "prospect_changes" ADD CONSTRAINT "prospect_changes_tenant_id_prospect_id_prospects_tenant_id_id_fk" FOREIGN KEY ("tenant_id","prospect_id") REFERENCES "public"."prospects"("tenant_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "segment_changes" ADD CONSTRAINT "segment_changes_tenant_id_segment_id_segments_tenant_id_id_fk" FOREIGN KEY ("tenant_id","segment_id") REFERENCES "public"."segments"("tenant_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "segment_changes" ADD CONSTRAINT "segment_changes_tenant_id_prospect_id_prospects_tenant_id_id_fk" FOREIGN KEY ("tenant_id","prospect_id") REFERENCES "public"."prospects"("tenant_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "segment_members" ADD CONSTRAINT "segment_members_tenant_id_segment_id_segments_tenant_id_id_fk" FOREIGN KEY ("tenant_id","segment_id") REFERENCES "public"."segments"("tenant_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "segment_members" ADD CONSTRAINT "segment_members_tenant_id_prospect_id_prospects_tenant_id_id_fk" FOREIGN KEY ("tenant_id","prospect_id") REFERENCES "public"."prospects"("tenant_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "segments" ADD CONSTRAINT "segments_tenant_id_tenants_id_fk" FOREIGN KEY ("tenant_id") REFERENCES "public"."tenants"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "list_changes_newest" ON "list_changes" USING btree ("tenant_id","list_id","created_at" DESC NULLS FIRST);--> statement-breakpoint
CREATE UNIQUE INDEX "personas_name" ON "personas" USING btree ("tenant_id",lower(name)) WHERE deleted_at is null;--> statement-breakpoint
CREATE INDEX "prospect_changes_prospect" ON "prospect_changes" USING btree ("tenant_id","prospect_id","created_at");--> statement-breakpoint
CREATE INDEX "prospect_changes_oldest" ON "prospect_changes" USING btree ("tenant_id","created_at");--> statement-breakpoint
CREATE INDEX "segment_changes_newest" ON "segment_changes" USING btree ("tenant_id","segment_id","created_at" DESC NULLS FIRST);--> statement-breakpoint
CREATE INDEX "segment_changes_prospect" ON "segment_changes" USING btree ("tenant_id","prospect_id");--> statement-breakpoint
CREATE INDEX "segment_members_prospect" ON "segment_members" USING btree ("tenant_id","prospect_id");--> statement-breakpoint
CREATE UNIQUE INDEX "segments_name" ON "segments" USING btree ("tenant_id",lower(name),(case when shared then '' else created_by end)) WHERE deleted_at is null;--> statement-breakpoint
CREATE INDEX "segments_due" ON "segments" USING btree ("compared_at") WHERE deleted_at is null;
--> statement-breakpoint

-- ---------------------------------------------------------------------------------------------------- by hand
select
  app.protect('list_changes', 'select, insert, update'),
  app.protect('segments', 'select, insert, update'),
  app.protect('segment_members', 'select, insert, delete'),
  app.protect('segment_changes', 'select, insert, delete'),
  app.protect('prospect_changes', 'select, insert, delete'),
  app.protect('personas', 'select, insert, update'),
  app.protect('persona_versions', 'select, insert');
--> statement-breakpoint
grant update (gone) on list_members to edgewise_app;
--> statement-breakpoint
-- The policies hold for the owner too, who has none.
alter table lists no force row level security;
--> statement-breakpoint
alter table list_members no force row level security;
--> statement-breakpoint
alter table prospects no force row level security;
--> statement-breakpoint
-- Names that only differ in their case are one from here on: the later ones are told apart by their id.
update lists l set name = l.name || ' (' || right(l.id::text, 6) || ')'
 where exists (select from lists o where o.tenant_id = l.tenant_id and lower(o.name) = lower(l.name) and o.id < l.id);
--> statement-breakpoint
update list_members m set gone = true from prospects p
 where p.tenant_id = m.tenant_id and p.id = m.prospect_id and p.deleted_at is not null;
--> statement-breakpoint
update lists l set people = c.n
  from (select tenant_id, list_id, count(*) as n from list_members where not gone group by 1, 2) c
 where c.tenant_id = l.tenant_id and c.list_id = l.id;
--> statement-breakpoint
alter table lists force row level security;
--> statement-breakpoint
alter table list_members force row level security;
--> statement-breakpoint
alter table prospects force row level security;
--> statement-breakpoint
CREATE UNIQUE INDEX "lists_name" ON "lists" USING btree ("tenant_id",lower(name),(case when shared then '' else created_by end)) WHERE deleted_at is null;
--> statement-breakpoint
-- Segments are looked at again for each workspace by the cron: which are due, and nothing else of them.
create policy control on segments for select to edgewise_control using (true);
--> statement-breakpoint
grant select (tenant_id, compared_at, deleted_at) on segments to edgewise_control;
--> statement-breakpoint
-- How many people are on a list is counted where they join, leave, are deleted and come back. It runs as its own role,
-- because whoever is erased is erased by others than the application.
create policy counts on lists to edgewise_definer using (true) with check (true);
--> statement-breakpoint
grant select (tenant_id, id, people), update (people) on lists to edgewise_definer;
--> statement-breakpoint
grant create on schema app to edgewise_definer;
--> statement-breakpoint
set role edgewise_definer;
--> statement-breakpoint
create function app.count_list_members() returns trigger
language plpgsql security definer set search_path = '' as $$
begin
  if tg_op = 'INSERT' then
    update public.lists l set people = l.people + c.n
      from (select tenant_id, list_id, count(*) as n from changed_new where not gone group by 1, 2) c
     where l.tenant_id = c.tenant_id and l.id = c.list_id;
  elsif tg_op = 'UPDATE' then
    update public.lists l set people = l.people + c.n
      from (
        select tenant_id, list_id, sum(n) as n from (
          select tenant_id, list_id, -1 as n from changed_old where not gone
          union all select tenant_id, list_id, 1 from changed_new where not gone) m
         group by 1, 2 having sum(n) <> 0) c
     where l.tenant_id = c.tenant_id and l.id = c.list_id;
  else
    update public.lists l set people = l.people - c.n
      from (select tenant_id, list_id, count(*) as n from changed_old where not gone group by 1, 2) c
     where l.tenant_id = c.tenant_id and l.id = c.list_id;
  end if;
  return null;
end $$;
--> statement-breakpoint
reset role;
--> statement-breakpoint
revoke create on schema app from edgewise_definer;
--> statement-breakpoint
create trigger count_list_insert after insert on list_members
  referencing new table as changed_new for each statement execute function app.count_list_members();
--> statement-breakpoint
create trigger count_list_update after update on list_members
  referencing old table as changed_old new table as changed_new for each statement execute function app.count_list_members();
--> statement-breakpoint
create trigger count_list_delete after delete on list_members
  referencing old table as changed_old for each statement execute function app.count_list_members();
--> statement-breakpoint
-- Who makes a trigger must be allowed to call its function; nobody is from here on.
set role edgewise_definer;
--> statement-breakpoint
revoke all on function app.count_list_members from public;
--> statement-breakpoint
reset role;
--> statement-breakpoint
-- Whoever is deleted counts in no list until they come back; and what a person said before a change is kept while the
-- workspace has a segment, which may ask. Both sides of a change are brought together by grouping, not by a join: a plan
-- made for one person would be the plan for two thousand.
create function app.follow_prospects() returns trigger
language plpgsql as $$
begin
  if exists (select from changed_new where deleted_at is not null) or exists (select from changed_old where deleted_at is not null) then
    update public.list_members m set gone = c.gone
      from (
        select tenant_id, id, bool_or(side = 1 and deleted_at is not null) as gone from (
          select tenant_id, id, deleted_at, 0 as side from changed_old
          union all select tenant_id, id, deleted_at, 1 from changed_new) s
         group by 1, 2 having count(deleted_at) = 1) c
     where m.tenant_id = c.tenant_id and m.prospect_id = c.id and m.gone <> c.gone;
  end if;
  if exists (
    select from public.segments s
     where s.tenant_id = (select n.tenant_id from changed_new n limit 1) and s.deleted_at is null) then
    insert into public.prospect_changes (tenant_id, prospect_id, before)
    select c.tenant_id, c.id, d.before
      from (
        select tenant_id, id, (array_agg(said) filter (where side = 0))[1] as old, (array_agg(said) filter (where side = 1))[1] as new
          from (
            select o.tenant_id, o.id, to_jsonb(o) as said, 0 as side from changed_old o
            union all select n.tenant_id, n.id, to_jsonb(n), 1 from changed_new n) s
         group by 1, 2) c
      cross join lateral (
        select jsonb_object_agg(e.key, e.value) as before from jsonb_each(c.old) e
         where e.value is distinct from c.new -> e.key) d
     where d.before - 'updated_at' <> '{}';
  end if;
  return null;
end $$;
--> statement-breakpoint
revoke all on function app.follow_prospects from public;
--> statement-breakpoint
create trigger follow_prospects after update on prospects
  referencing old table as changed_old new table as changed_new for each statement execute function app.follow_prospects();
