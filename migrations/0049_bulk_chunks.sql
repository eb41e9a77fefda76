CREATE TABLE "bulk_edit_chunks" (
	"tenant_id" uuid DEFAULT nullif(current_setting('app.tenant_id', true), '')::uuid NOT NULL,
	"edit_id" uuid NOT NULL,
	"n" integer NOT NULL,
	"people" uuid[] NOT NULL,
	CONSTRAINT "bulk_edit_chunks_tenant_id_edit_id_n_pk" PRIMARY KEY("tenant_id","edit_id","n")
);
--> statement-breakpoint
DROP INDEX "bulk_edit_people_queued";--> statement-breakpoint
ALTER TABLE "bulk_edit_people" ALTER COLUMN "state" SET DEFAULT 'changed';--> statement-breakpoint
ALTER TABLE "bulk_edits" ADD COLUMN "changed" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "bulk_edits" ADD COLUMN "same" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "bulk_edits" ADD COLUMN "refused" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "bulk_edits" ADD COLUMN "undone" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "bulk_edits" ADD COLUMN "kept" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "bulk_edits" ADD COLUMN "undone_to" uuid;--> statement-breakpoint
ALTER TABLE "bulk_edit_chunks" ADD CONSTRAINT "bulk_edit_chunks_edit" FOREIGN KEY ("tenant_id","edit_id") REFERENCES "public"."bulk_edits"("tenant_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint

-- ---------------------------------------------------------------------------------------------------- by hand
-- The policies hold for the owner too, who has none.
alter table bulk_edits no force row level security;
--> statement-breakpoint
alter table bulk_edit_people no force row level security;
--> statement-breakpoint
-- What was counted over is kept as figures from here on.
update bulk_edits e set changed = n.changed, same = n.same, refused = n.refused, undone = n.undone, kept = n.kept
  from (
    select m.tenant_id, m.edit_id, count(*) filter (where m.state = 'changed') as changed,
           count(*) filter (where m.state = 'same') as same, count(*) filter (where m.state = 'refused') as refused,
           count(*) filter (where m.state = 'undone') as undone, count(*) filter (where m.state = 'kept') as kept
      from bulk_edit_people m group by 1, 2) n
 where e.tenant_id = n.tenant_id and e.id = n.edit_id;
--> statement-breakpoint
-- Who was still to be looked at is looked at by pieces.
insert into bulk_edit_chunks (tenant_id, edit_id, n, people)
select q.tenant_id, q.edit_id, q.n, array_agg(q.prospect_id order by q.prospect_id)
  from (
    select m.tenant_id, m.edit_id, m.prospect_id,
           ((row_number() over (partition by m.tenant_id, m.edit_id order by m.prospect_id) - 1) / 2000)::int as n
      from bulk_edit_people m where m.state = 'queued') q
 group by 1, 2, 3;
--> statement-breakpoint
delete from bulk_edit_people where state in ('queued', 'same', 'refused');
--> statement-breakpoint
alter table bulk_edits force row level security;
--> statement-breakpoint
alter table bulk_edit_people force row level security;
--> statement-breakpoint
select app.protect('bulk_edit_chunks', 'select, insert, delete');
