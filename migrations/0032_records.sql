CREATE TABLE "bulk_edit_people" (
	"tenant_id" uuid DEFAULT nullif(current_setting('app.tenant_id', true), '')::uuid NOT NULL,
	"edit_id" uuid NOT NULL,
	"prospect_id" uuid NOT NULL,
	"state" text DEFAULT 'queued' NOT NULL,
	"before" jsonb,
	"after" jsonb,
	CONSTRAINT "bulk_edit_people_tenant_id_edit_id_prospect_id_pk" PRIMARY KEY("tenant_id","edit_id","prospect_id")
);
--> statement-breakpoint
CREATE TABLE "bulk_edits" (
	"tenant_id" uuid DEFAULT nullif(current_setting('app.tenant_id', true), '')::uuid NOT NULL,
	"id" uuid DEFAULT uuidv7() NOT NULL,
	"job_id" uuid NOT NULL,
	"change" jsonb NOT NULL,
	"selection" jsonb NOT NULL,
	"state" text DEFAULT 'queued' NOT NULL,
	"total" integer,
	"created_by" text NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"finished_at" timestamp (3) with time zone,
	CONSTRAINT "bulk_edits_tenant_id_id_pk" PRIMARY KEY("tenant_id","id")
);
--> statement-breakpoint
CREATE TABLE "duplicate_keys" (
	"tenant_id" uuid DEFAULT nullif(current_setting('app.tenant_id', true), '')::uuid NOT NULL,
	"prospect_id" uuid NOT NULL,
	"key" text NOT NULL,
	CONSTRAINT "duplicate_keys_tenant_id_prospect_id_key_pk" PRIMARY KEY("tenant_id","prospect_id","key")
);
--> statement-breakpoint
CREATE TABLE "duplicate_scans" (
	"tenant_id" uuid PRIMARY KEY DEFAULT nullif(current_setting('app.tenant_id', true), '')::uuid NOT NULL,
	"to_at" timestamp (3) with time zone DEFAULT '-infinity' NOT NULL,
	"to_id" uuid,
	"scanned_at" timestamp (3) with time zone
);
--> statement-breakpoint
CREATE TABLE "duplicates" (
	"tenant_id" uuid DEFAULT nullif(current_setting('app.tenant_id', true), '')::uuid NOT NULL,
	"id" uuid DEFAULT uuidv7() NOT NULL,
	"a_id" uuid NOT NULL,
	"b_id" uuid NOT NULL,
	"grade" text NOT NULL,
	"score" real NOT NULL,
	"evidence" jsonb DEFAULT '[]'::jsonb NOT NULL,
	"shared" text[] DEFAULT '{}' NOT NULL,
	"state" text DEFAULT 'open' NOT NULL,
	"found_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"decided_at" timestamp (3) with time zone,
	"decided_by" text,
	CONSTRAINT "duplicates_tenant_id_id_pk" PRIMARY KEY("tenant_id","id"),
	CONSTRAINT "duplicates_pair" UNIQUE("tenant_id","a_id","b_id")
);
--> statement-breakpoint
CREATE TABLE "merges" (
	"tenant_id" uuid DEFAULT nullif(current_setting('app.tenant_id', true), '')::uuid NOT NULL,
	"id" uuid DEFAULT uuidv7() NOT NULL,
	"survivor_id" uuid NOT NULL,
	"merged" uuid[] NOT NULL,
	"journal" jsonb NOT NULL,
	"created_by" text NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"undone_at" timestamp (3) with time zone,
	"undone_by" text,
	"kept" jsonb,
	CONSTRAINT "merges_tenant_id_id_pk" PRIMARY KEY("tenant_id","id")
);
--> statement-breakpoint
CREATE TABLE "notes" (
	"tenant_id" uuid DEFAULT nullif(current_setting('app.tenant_id', true), '')::uuid NOT NULL,
	"id" uuid DEFAULT uuidv7() NOT NULL,
	"prospect_id" uuid NOT NULL,
	"body" text NOT NULL,
	"author_id" text NOT NULL,
	"author_name" text,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"edited_at" timestamp (3) with time zone,
	CONSTRAINT "notes_tenant_id_id_pk" PRIMARY KEY("tenant_id","id")
);
--> statement-breakpoint
ALTER TABLE "prospects" ADD COLUMN "deleted_by" text;--> statement-breakpoint
ALTER TABLE "prospects" ADD COLUMN "merged_into" uuid;--> statement-breakpoint
ALTER TABLE "bulk_edit_people" ADD CONSTRAINT "bulk_edit_people_edit" FOREIGN KEY ("tenant_id","edit_id") REFERENCES "public"."bulk_edits"("tenant_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "bulk_edit_people" ADD CONSTRAINT "bulk_edit_people_prospect" FOREIGN KEY ("tenant_id","prospect_id") REFERENCES "public"."prospects"("tenant_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "bulk_edits" ADD CONSTRAINT "bulk_edits_tenant_id_tenants_id_fk" FOREIGN KEY ("tenant_id") REFERENCES "public"."tenants"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "bulk_edits" ADD CONSTRAINT "bulk_edits_job" FOREIGN KEY ("tenant_id","job_id") REFERENCES "public"."jobs"("tenant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "duplicate_keys" ADD CONSTRAINT "duplicate_keys_prospect" FOREIGN KEY ("tenant_id","prospect_id") REFERENCES "public"."prospects"("tenant_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "duplicate_scans" ADD CONSTRAINT "duplicate_scans_tenant_id_tenants_id_fk" FOREIGN KEY ("tenant_id") REFERENCES "public"."tenants"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "duplicates" ADD CONSTRAINT "duplicates_a" FOREIGN KEY ("tenant_id","a_id") REFERENCES "public"."prospects"("tenant_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "duplicates" ADD CONSTRAINT "duplicates_b_fk" FOREIGN KEY ("tenant_id","b_id") REFERENCES "public"."prospects"("tenant_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "merges" ADD CONSTRAINT "merges_survivor_fk" FOREIGN KEY ("tenant_id","survivor_id") REFERENCES "public"."prospects"("tenant_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "notes" ADD CONSTRAINT "notes_tenant_id_prospect_id_prospects_tenant_id_id_fk" FOREIGN KEY ("tenant_id","prospect_id") REFERENCES "public"."prospects"("tenant_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "bulk_edit_people_queued" ON "bulk_edit_people" USING btree ("tenant_id","edit_id","prospect_id") WHERE state = 'queued';--> statement-breakpoint
CREATE INDEX "bulk_edit_people_changed" ON "bulk_edit_people" USING btree ("tenant_id","edit_id","prospect_id") WHERE state = 'changed';--> statement-breakpoint
CREATE INDEX "bulk_edits_newest" ON "bulk_edits" USING btree ("tenant_id","created_at" DESC NULLS FIRST,"id" DESC NULLS FIRST);--> statement-breakpoint
CREATE INDEX "duplicate_keys_key" ON "duplicate_keys" USING btree ("tenant_id","key");--> statement-breakpoint
CREATE INDEX "duplicates_open" ON "duplicates" USING btree ("tenant_id","score" DESC NULLS FIRST,"id" DESC NULLS FIRST) WHERE state = 'open';--> statement-breakpoint
CREATE INDEX "duplicates_b" ON "duplicates" USING btree ("tenant_id","b_id");--> statement-breakpoint
CREATE INDEX "merges_survivor" ON "merges" USING btree ("tenant_id","survivor_id","created_at" DESC NULLS FIRST);--> statement-breakpoint
CREATE INDEX "notes_prospect" ON "notes" USING btree ("tenant_id","prospect_id","created_at" DESC NULLS FIRST);--> statement-breakpoint
CREATE INDEX "prospects_deleted" ON "prospects" USING btree ("tenant_id","deleted_at" DESC NULLS FIRST,"id" DESC NULLS FIRST) WHERE deleted_at is not null and merged_into is null;--> statement-breakpoint
CREATE INDEX "prospects_merged" ON "prospects" USING btree ("tenant_id","merged_into") WHERE merged_into is not null;
--> statement-breakpoint

-- ---------------------------------------------------------------------------------------------------- by hand
select
  app.protect('merges', 'select, insert, update'),
  app.protect('notes', 'select, insert, update, delete'),
  app.protect('duplicate_keys', 'select, insert, delete'),
  app.protect('duplicates', 'select, insert, update'),
  app.protect('duplicate_scans', 'select, insert, update'),
  app.protect('bulk_edits', 'select, insert, update'),
  app.protect('bulk_edit_people', 'select, insert, update');
--> statement-breakpoint
-- A merge makes a record of each prospect that it takes in; its undoing takes them away again.
grant delete on identity_matches to edgewise_app;
--> statement-breakpoint
-- Where a prospect lives on, through any number of merges; its own id where it is itself.
create function app.merged_root(p_prospect uuid) returns uuid
language sql stable as $$
  with recursive up (id, next, depth) as (
    select p.id, p.merged_into, 0 from public.prospects p where p.id = p_prospect
    union all
    select p.id, p.merged_into, up.depth + 1 from up join public.prospects p on p.id = up.next where up.depth < 100)
  select id from up order by depth desc limit 1
$$;
--> statement-breakpoint
-- Holds prospects until the end of the transaction, always in the same order, so that two that want the same never wait for
-- each other. Gives how many there are.
create function app.hold_records(p_ids uuid[]) returns int
language plpgsql as $$
declare
  v_id uuid;
  v_count int := 0;
begin
  for v_id in select distinct u.id from unnest(p_ids) u (id) order by 1 loop
    perform from public.prospects p where p.id = v_id for update;
    if found then
      v_count := v_count + 1;
    end if;
  end loop;
  return v_count;
end $$;
--> statement-breakpoint
-- Sets columns of a prospect to what a JSON object says, by the names of the columns; what it does not name stays.
create function app.set_prospect(p_id uuid, p_set jsonb) returns void
language plpgsql as $$
begin
  update public.prospects p set
    (name, first_name, last_name, email, phone, linkedin_url, title, seniority, department, company, company_domain, industry,
     city, region, country, location, net_worth, tags, notes, custom, email_key, linkedin_key, name_key, enriched_at, owner_id, updated_at)
    = (select n.name, n.first_name, n.last_name, n.email, n.phone, n.linkedin_url, n.title, n.seniority, n.department,
              n.company, n.company_domain, n.industry, n.city, n.region, n.country, n.location, n.net_worth, n.tags, n.notes,
              n.custom, n.email_key, n.linkedin_key, n.name_key, n.enriched_at, n.owner_id, now()
         from jsonb_populate_record(p, p_set) n)
   where p.id = p_id;
end $$;
--> statement-breakpoint
-- Puts other prospects into one, in one transaction, with a journal of what everything said before. `p_versions` is the
-- ledger of each as it was read (EW410 where one is another by now); `p_plan` what was chosen from them:
--   set      columns of the survivor             records  what each prospect was, as a record of the source `merge`,
--            whose key is the prospect's id and the merge's
--   insert   values that stood in a column alone rehome   values and the record they are to stand in (null: in none)
--   chosen   ids of the values that count
-- Values, records, signals, ended runs, notes and lists of the others become the survivor's. A run that is open stays where
-- it is, and what it brings follows by app.follow_merge.
create function app.merge_records(p_merge uuid, p_survivor uuid, p_versions jsonb, p_plan jsonb, p_actor text) returns void
language plpgsql as $$
declare
  v_others uuid[];
  v_all uuid[];
  v_other uuid;
  v_before jsonb;
  v_after jsonb;
  v_journal jsonb;
begin
  for v_other in select k::uuid from jsonb_object_keys(p_versions) k order by k::uuid loop
    perform app.hold_ledger(v_other, p_versions ->> v_other::text);
    v_all := v_all || v_other;
  end loop;
  v_others := array_remove(v_all, p_survivor);
  select to_jsonb(p) into v_before from public.prospects p where p.id = p_survivor;
  v_journal := jsonb_build_object(
    'values', coalesce((select jsonb_agg(to_jsonb(f)) from public.field_values f where f.prospect_id = any (v_all)), '[]'),
    'matches', coalesce((select jsonb_agg(to_jsonb(m)) from public.identity_matches m where m.prospect_id = any (v_all)), '[]'),
    'signals', coalesce((select jsonb_agg(jsonb_build_object('id', s.id, 'prospect_id', s.prospect_id, 'match_id', s.match_id))
      from public.signals s where s.prospect_id = any (v_others)), '[]'),
    'runs', coalesce((select jsonb_agg(jsonb_build_object('id', r.id, 'prospect_id', r.prospect_id)) from public.enrichment_runs r
      where r.prospect_id = any (v_others) and r.status not in ('queued', 'running')), '[]'),
    'notes', coalesce((select jsonb_agg(jsonb_build_object('id', n.id, 'prospect_id', n.prospect_id))
      from public.notes n where n.prospect_id = any (v_others)), '[]'),
    'lists', coalesce((select jsonb_agg(to_jsonb(l)) from public.list_members l where l.prospect_id = any (v_others)), '[]'),
    'listed', coalesce((select jsonb_agg(l.list_id) from public.list_members l where l.prospect_id = p_survivor), '[]'),
    'inserted', coalesce((select jsonb_agg(i -> 'id') from jsonb_array_elements(p_plan -> 'insert') i), '[]'));

  insert into public.identity_matches (id, prospect_id, source, key, record, grade, score, state, decided_at, decided_by)
    select r.id, p_survivor, 'merge', r.prospect || '/' || p_merge, r.record, 'exact', 0, 'confirmed', now(), p_actor
      from jsonb_to_recordset(p_plan -> 'records') as r (id uuid, prospect uuid, record jsonb);
  -- The survivor's own make room before others take their place.
  update public.field_values f set match_id = r.match_id, value = coalesce(r.value, f.value)
    from jsonb_to_recordset(p_plan -> 'rehome') as r (id uuid, match_id uuid, value text)
   where f.id = r.id and f.prospect_id = p_survivor;
  foreach v_other in array v_others loop
    update public.identity_matches m set prospect_id = p_survivor
     where m.prospect_id = v_other and not exists (
       select from public.identity_matches s where s.prospect_id = p_survivor and s.source = m.source and s.key = m.key);
    -- A record that both have: what was decided of it last stands.
    update public.identity_matches s set state = m.state, decided_at = m.decided_at, decided_by = m.decided_by,
           decided_by_name = m.decided_by_name
      from public.identity_matches m
     where m.prospect_id = v_other and s.prospect_id = p_survivor and s.source = m.source and s.key = m.key
       and m.state <> 'proposed' and (s.state = 'proposed' or m.decided_at > s.decided_at);
    update public.field_values f set prospect_id = p_survivor, value = coalesce(r.value, f.value), match_id = case
        when r.id is not null then r.match_id
        when f.match_id is null then own.id
        when pair.id is null then f.match_id
        when exists (select from public.field_values o where o.prospect_id = p_survivor and o.field = f.field
               and o.source = f.source and o.match_id = pair.id) then f.match_id
        else pair.id end
      from public.field_values g
      left join jsonb_to_recordset(p_plan -> 'rehome') as r (id uuid, match_id uuid, value text) on r.id = g.id
      left join public.identity_matches own on own.prospect_id = p_survivor and own.source = 'merge' and own.key = v_other || '/' || p_merge
      left join public.identity_matches stays on stays.id = g.match_id and stays.prospect_id = v_other
      left join public.identity_matches pair on pair.prospect_id = p_survivor and pair.source = stays.source and pair.key = stays.key
     where f.id = g.id and g.prospect_id = v_other;
    update public.signals s set prospect_id = p_survivor, match_id = coalesce((
        select pair.id from public.identity_matches stays
          join public.identity_matches pair on pair.prospect_id = p_survivor and pair.source = stays.source and pair.key = stays.key
         where stays.id = s.match_id and stays.prospect_id = v_other), s.match_id)
     where s.prospect_id = v_other and not exists (
       select from public.signals o where o.prospect_id = p_survivor and o.external_key = s.external_key);
  end loop;
  update public.source_results x set prospect_id = p_survivor from public.enrichment_runs r
   where r.id = x.run_id and r.prospect_id = any (v_others) and r.status not in ('queued', 'running');
  update public.enrichment_runs r set prospect_id = p_survivor
   where r.prospect_id = any (v_others) and r.status not in ('queued', 'running');
  update public.notes n set prospect_id = p_survivor where n.prospect_id = any (v_others);
  -- Row by row as it is, whatever columns a membership has.
  delete from public.list_members l where l.prospect_id = any (v_others);
  insert into public.list_members
    select (jsonb_populate_record(null::public.list_members, l || jsonb_build_object('prospect_id', p_survivor))).*
      from jsonb_array_elements(v_journal -> 'lists') l
  on conflict do nothing;
  insert into public.field_values (id, prospect_id, field, source, value, confidence, match_id, set_by, fetched_at)
    select i.id, p_survivor, i.field, i.source, i.value, 1, i.match_id, i.set_by, coalesce(i.fetched_at, now())
      from jsonb_to_recordset(p_plan -> 'insert')
        as i (id uuid, field text, source text, value text, match_id uuid, set_by text, fetched_at timestamptz);
  update public.field_values f set chosen = c.chosen, previous = null
    from (select o.id, o.id in (select x::uuid from jsonb_array_elements_text(p_plan -> 'chosen') x) as chosen
            from public.field_values o where o.prospect_id = p_survivor) c
   where f.id = c.id and (f.chosen <> c.chosen or f.previous is not null);
  -- The others leave before the survivor takes an address of theirs.
  update public.prospects p set deleted_at = now(), deleted_by = p_actor, merged_into = p_survivor, updated_at = now()
   where p.id = any (v_others);
  perform app.set_prospect(p_survivor, p_plan -> 'set');
  select to_jsonb(p) into v_after from public.prospects p where p.id = p_survivor;
  insert into public.merges (id, survivor_id, merged, created_by, journal)
    values (p_merge, p_survivor, v_others, p_actor, v_journal || jsonb_build_object('columns', (
      select coalesce(jsonb_object_agg(b.key, jsonb_build_object('from', b.value, 'to', v_after -> b.key)), '{}')
        from jsonb_each(v_before) b
       where b.value is distinct from v_after -> b.key
         and b.key not in ('updated_at', 'search_text', 'facet_keys'))));
end $$;
--> statement-breakpoint
-- Takes a merge apart again. What was changed since stays as it was changed, and is told: rows of prospect, field, value.
--   EW424 there is no such merge                EW410 it was undone already
--   EW425 a later merge of the same prospects has to be undone first
create function app.undo_merge(p_merge uuid, p_actor text) returns jsonb
language plpgsql as $$
declare
  v public.merges;
  j jsonb;
  v_now jsonb;
  v_set jsonb := '{}';
  v_kept jsonb := '[]';
  v_key text;
  v_change jsonb;
  v_other uuid;
  v_tags text[];
begin
  select * into v from public.merges m where m.id = p_merge;
  if not found then
    raise exception 'there is no such merge' using errcode = 'EW424';
  end if;
  perform app.hold_records(v.merged || v.survivor_id);
  select * into v from public.merges m where m.id = p_merge for update;
  if v.undone_at is not null then
    raise exception 'the merge was undone already' using errcode = 'EW410';
  end if;
  if exists (select from public.prospects p where p.id = v.survivor_id and p.merged_into is not null)
    or exists (select from public.merges m where m.survivor_id = v.survivor_id and m.undone_at is null and m.id > v.id) then
    raise exception 'a later merge stands on this one' using errcode = 'EW425';
  end if;
  j := v.journal;
  select to_jsonb(p) into v_now from public.prospects p where p.id = v.survivor_id;

  -- Columns: what the merge wrote goes back, what somebody wrote since stays.
  for v_key, v_change in select c.key, c.value from jsonb_each(j -> 'columns') c loop
    if v_key = 'tags' then
      select coalesce(array_agg(t order by n), '{}') into v_tags
        from jsonb_array_elements_text(v_now -> 'tags') with ordinality x (t, n)
       where not (v_change -> 'to' ? t and not v_change -> 'from' ? t);
      v_set := v_set || jsonb_build_object('tags', case when v_now -> 'tags' = v_change -> 'to' then v_change -> 'from' else to_jsonb(v_tags) end);
    elsif v_key = 'custom' then
      v_set := v_set || jsonb_build_object('custom', (
        select coalesce(jsonb_object_agg(k, case
            when v_now -> 'custom' -> k is not distinct from v_change -> 'to' -> k then v_change -> 'from' -> k
            else v_now -> 'custom' -> k end) filter (where case
            when v_now -> 'custom' -> k is not distinct from v_change -> 'to' -> k then v_change -> 'from' ? k
            else v_now -> 'custom' ? k end), '{}')
          from (select jsonb_object_keys(v_now -> 'custom' || v_change -> 'from') k) keys));
    elsif v_now -> v_key is not distinct from v_change -> 'to' then
      v_set := v_set || jsonb_build_object(v_key, v_change -> 'from');
    elsif v_now -> v_key is distinct from v_change -> 'from'
      and v_key not in ('email_key', 'linkedin_key', 'name_key', 'enriched_at') then
      v_kept := v_kept || jsonb_build_object('prospectId', v.survivor_id, 'field', v_key, 'value', v_now ->> v_key);
    end if;
  end loop;
  -- An address and its key go together.
  if not v_set ? 'email' then v_set := v_set - 'email_key'; end if;
  if not v_set ? 'linkedin_url' then v_set := v_set - 'linkedin_key'; end if;

  -- Values: those that the merge made leave, those that it moved go back.
  delete from public.field_values f
   where f.prospect_id = v.survivor_id and f.id in (select x::uuid from jsonb_array_elements_text(j -> 'inserted') x);
  foreach v_other in array v.merged loop
    update public.identity_matches m set prospect_id = v_other
      from jsonb_to_recordset(j -> 'matches') as b (id uuid, prospect_id uuid)
     where m.id = b.id and b.prospect_id = v_other and m.prospect_id = v.survivor_id;
    update public.field_values f set prospect_id = v_other, match_id = b.match_id, chosen = b.chosen, previous = b.previous, value = b.value
      from jsonb_to_recordset(j -> 'values') as b (id uuid, prospect_id uuid, match_id uuid, chosen boolean, previous text, value text)
     where f.id = b.id and b.prospect_id = v_other and f.prospect_id = v.survivor_id;
    -- What was released or written over meanwhile is still what the other one said.
    insert into public.field_values
      select (jsonb_populate_record(null::public.field_values, b)).* from jsonb_array_elements(j -> 'values') b
       where (b ->> 'prospect_id')::uuid = v_other
    on conflict do nothing;
    -- What a run of the other one brought after the merge.
    update public.identity_matches m set prospect_id = v_other from public.enrichment_runs r
     where r.id = m.run_id and r.prospect_id = v_other and m.prospect_id = v.survivor_id and m.source <> 'merge'
       and not exists (select from public.identity_matches o where o.prospect_id = v_other and o.source = m.source and o.key = m.key);
    update public.field_values f set prospect_id = v_other from public.enrichment_runs r
     where r.id = f.run_id and r.prospect_id = v_other and f.prospect_id = v.survivor_id and not exists (
       select from public.field_values o where o.prospect_id = v_other and o.field = f.field and o.source = f.source
          and o.match_id is not distinct from f.match_id);
  end loop;
  update public.field_values f set match_id = b.match_id, value = b.value
    from jsonb_to_recordset(j -> 'values') as b (id uuid, prospect_id uuid, match_id uuid, value text)
   where f.id = b.id and b.prospect_id = v.survivor_id and f.prospect_id = v.survivor_id
     and (f.match_id is distinct from b.match_id or f.value <> b.value) and not exists (
       select from public.field_values o where o.prospect_id = v.survivor_id and o.field = f.field and o.source = f.source
          and o.match_id is not distinct from b.match_id and o.id <> f.id);
  update public.field_values f set chosen = b.chosen, previous = b.previous
    from jsonb_to_recordset(j -> 'values') as b (id uuid, prospect_id uuid, field text, chosen boolean, previous text)
   where f.id = b.id and b.prospect_id = v.survivor_id and f.prospect_id = v.survivor_id
     and (f.chosen <> b.chosen or f.previous is distinct from b.previous)
     -- Where somebody chose anew since, that choice stands.
     and not exists (select from public.field_values o where o.prospect_id = v.survivor_id and o.field = b.field and o.chosen
       and o.id not in (select (x ->> 'id')::uuid from jsonb_array_elements(j -> 'values') x));
  update public.identity_matches s set state = b.state, decided_at = b.decided_at, decided_by = b.decided_by,
         decided_by_name = b.decided_by_name
    from jsonb_populate_recordset(null::public.identity_matches, j -> 'matches') b
   where s.id = b.id and b.prospect_id = v.survivor_id and s.decided_at is distinct from b.decided_at and exists (
     select from jsonb_populate_recordset(null::public.identity_matches, j -> 'matches') o
      where o.prospect_id <> v.survivor_id and o.source = s.source and o.key = s.key and o.decided_at = s.decided_at);
  delete from public.identity_matches m
   where m.prospect_id = v.survivor_id and m.source = 'merge'
     and m.id not in (select (b ->> 'id')::uuid from jsonb_array_elements(j -> 'matches') b)
     and not exists (select from public.field_values f where f.match_id = m.id);
  update public.signals s set prospect_id = b.prospect_id, match_id = b.match_id
    from jsonb_to_recordset(j -> 'signals') as b (id uuid, prospect_id uuid, match_id uuid) where s.id = b.id;
  update public.signals s set prospect_id = m.prospect_id from public.identity_matches m
   where m.id = s.match_id and s.prospect_id = v.survivor_id and m.prospect_id = any (v.merged) and not exists (
     select from public.signals o where o.prospect_id = m.prospect_id and o.external_key = s.external_key);
  update public.source_results x set prospect_id = b.prospect_id
    from jsonb_to_recordset(j -> 'runs') as b (id uuid, prospect_id uuid) where x.run_id = b.id;
  update public.enrichment_runs r set prospect_id = b.prospect_id
    from jsonb_to_recordset(j -> 'runs') as b (id uuid, prospect_id uuid) where r.id = b.id;
  update public.notes n set prospect_id = b.prospect_id
    from jsonb_to_recordset(j -> 'notes') as b (id uuid, prospect_id uuid) where n.id = b.id;
  -- A list that the survivor is in by the merge alone.
  delete from public.list_members l using jsonb_to_recordset(j -> 'lists') as b (list_id uuid, created_at timestamptz)
   where l.prospect_id = v.survivor_id and l.list_id = b.list_id and l.created_at = b.created_at
     and not j -> 'listed' ? l.list_id::text;
  insert into public.list_members
    select (jsonb_populate_record(null::public.list_members, l)).* from jsonb_array_elements(j -> 'lists') l
     where exists (select from public.lists x where x.id = (l ->> 'list_id')::uuid)
  on conflict do nothing;

  perform app.set_prospect(v.survivor_id, v_set);
  -- An address that somebody else has by now stays a value beside the column.
  with back as (
    update public.prospects p set deleted_at = null, deleted_by = null, merged_into = null, updated_at = now(),
           email = case when t.taken then null else p.email end,
           email_key = case when t.taken then null else p.email_key end
      from (select o.id, o.email, o.email_key is not null and exists (
              select from public.prospects x where x.email_key = o.email_key and x.deleted_at is null) as taken
              from public.prospects o where o.id = any (v.merged)) t
     where p.id = t.id
    returning p.id, t.taken, t.email)
  select v_kept || coalesce(jsonb_agg(jsonb_build_object('prospectId', b.id, 'field', 'email', 'value', b.email)), '[]')
    into v_kept from back b where b.taken;
  update public.duplicates d set state = 'dismissed', decided_at = now(), decided_by = p_actor
   where d.a_id = any (v.merged || v.survivor_id) and d.b_id = any (v.merged || v.survivor_id) and d.state <> 'dismissed';
  update public.merges m set undone_at = now(), undone_by = p_actor, kept = v_kept where m.id = p_merge;
  return v_kept;
end $$;
--> statement-breakpoint
-- What comes for a prospect that was merged away, from a run that was on or an answer that was out, goes on to where the
-- prospect lives on. The check of the row's reference has waited for the merge by then.
create function app.follow_merge() returns trigger
language plpgsql as $$
declare
  v record;
begin
  for v in select distinct n.prospect_id as id, app.merged_root(n.prospect_id) as root
             from added n join public.prospects p on p.id = n.prospect_id and p.merged_into is not null loop
    if tg_table_name = 'identity_matches' then
      update public.identity_matches m set prospect_id = v.root
       where m.prospect_id = v.id and m.id in (select id from added) and not exists (
         select from public.identity_matches s where s.prospect_id = v.root and s.source = m.source and s.key = m.key);
    elsif tg_table_name = 'signals' then
      update public.signals s set prospect_id = v.root
       where s.prospect_id = v.id and s.id in (select id from added) and not exists (
         select from public.signals o where o.prospect_id = v.root and o.external_key = s.external_key);
    else
      update public.field_values f set prospect_id = v.root, chosen = false, match_id = coalesce(f.match_id, (
          select m.id from public.identity_matches m where m.prospect_id = v.root and m.source = 'merge' and m.key like v.id || '/%' order by m.id desc limit 1))
       where f.prospect_id = v.id and f.id in (select id from added) and not exists (
         select from public.field_values o where o.prospect_id = v.root and o.field = f.field and o.source = f.source
            and o.match_id is not distinct from coalesce(f.match_id, (
              select m.id from public.identity_matches m where m.prospect_id = v.root and m.source = 'merge' and m.key like v.id || '/%' order by m.id desc limit 1)));
    end if;
  end loop;
  return null;
end $$;
--> statement-breakpoint
create trigger follow_merge after insert on field_values referencing new table as added for each statement execute function app.follow_merge();
--> statement-breakpoint
create trigger follow_merge after insert on identity_matches referencing new table as added for each statement execute function app.follow_merge();
--> statement-breakpoint
create trigger follow_merge after insert on signals referencing new table as added for each statement execute function app.follow_merge();
--> statement-breakpoint
revoke all on function app.merged_root, app.hold_records, app.set_prospect, app.merge_records, app.undo_merge, app.follow_merge from public;
--> statement-breakpoint
grant execute on function app.merged_root, app.hold_records, app.set_prospect, app.merge_records, app.undo_merge to edgewise_app;
--> statement-breakpoint
-- Has the workspace looked through for duplicates, where something has changed since it last was: the job, or null where
-- there is nothing to do or a look is on already. Named after the look before, so that of any number of callers one makes it.
create function app.look_for_duplicates() returns uuid
language plpgsql as $$
declare
  v_job uuid;
begin
  if not exists (select from public.prospects p where p.deleted_at is null and p.updated_at > coalesce(
        (select s.to_at from public.duplicate_scans s), '-infinity'))
    and not exists (select from public.prospects p, public.duplicate_scans s
      where p.deleted_at is null and coalesce(p.enriched_at, '-infinity'::timestamptz) > s.scanned_at) then
    return null;
  end if;
  insert into public.jobs (kind, title, subject_type, subject_id, dedupe, progress_unit, created_by)
    values ('duplicates', 'Looking for duplicates', 'duplicates', app.tenant(), 'after:' || coalesce((
      select j.id::text from public.jobs j where j.kind = 'duplicates' and j.state not in ('queued', 'running')
       order by j.created_at desc, j.id desc limit 1), 'nothing'), 'people', coalesce(nullif(current_setting('app.actor_id', true), ''), 'system'))
  on conflict (tenant_id, kind, dedupe) do nothing
  returning id into v_job;
  if v_job is not null then
    insert into public.outbox (topic, ref) values ('job', v_job) on conflict do nothing;
  end if;
  return v_job;
end $$;
--> statement-breakpoint
-- Many people have just come or changed at once.
create function app.after_many() returns trigger
language plpgsql as $$
begin
  perform app.look_for_duplicates();
  return null;
end $$;
--> statement-breakpoint
create trigger look_for_duplicates after update of status on imports
  for each row when (old.status is distinct from new.status and new.status = 'done') execute function app.after_many();
--> statement-breakpoint
create trigger look_for_duplicates after update of state on enrichment_batches
  for each row when (old.state is distinct from new.state and new.state = 'done') execute function app.after_many();
--> statement-breakpoint
revoke all on function app.look_for_duplicates, app.after_many from public;
--> statement-breakpoint
grant execute on function app.look_for_duplicates to edgewise_app;
