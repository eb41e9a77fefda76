-- What is asked most, by functions: their plans are kept as long as the connection, where a statement that comes by HTTP is planned
-- anew each time. Every one finds a few rows by an index, so that one plan is right for all. Those that are new run as their caller,
-- under the policies of the caller's tenant.

-- The entrance is as it was: only that PostgreSQL, which weighs by averages, planned its look-ups anew for every request.
set role edgewise_definer;
--> statement-breakpoint
alter function app.enter(uuid, text, text, text, text, text, text, text) set plan_cache_mode = force_generic_plan;
--> statement-breakpoint
reset role;
--> statement-breakpoint
-- A profile with all that is known of somebody: one row, with `root` alone where the prospect was merged into another, and none where
-- there is no such prospect. `prospect` is as src/features/enrichment/profile-json.ts has it, `job` as its state.ts has it. Where
-- `p_run` is given and the profile is stale, a view accepts an enrichment (`app.start_enrichment`), unless the workspace leaves the
-- person alone; then there is its `job`. The state is as it is behind that.
create function app.open_profile(p_prospect uuid, p_run uuid default null, p_job uuid default null, p_sources jsonb default null,
  p_actor_kind text default null, p_actor_id text default null, p_request_id text default null, p_pads bytea[] default null,
  p_print text default null)
returns table (prospect json, "fields" json, matches json, rules json, state jsonb, job json, root uuid)
language plpgsql set plan_cache_mode = force_generic_plan as $$
declare
  v_deleted boolean;
  v_merged boolean;
begin
  select p.deleted_at is not null, p.merged_into is not null, json_build_object(
      'id', p.id, 'name', p.name, 'firstName', p.first_name, 'lastName', p.last_name, 'email', p.email, 'phone', p.phone,
      'linkedinUrl', p.linkedin_url, 'title', p.title, 'seniority', p.seniority, 'department', p.department,
      'company', p.company, 'companyDomain', p.company_domain, 'industry', p.industry, 'city', p.city, 'region', p.region,
      'country', p.country, 'location', p.location, 'netWorth', p.net_worth, 'tags', p.tags, 'notes', p.notes,
      'custom', p.custom, 'createdAt', p.created_at, 'updatedAt', p.updated_at, 'enrichedAt', p.enriched_at)
    into v_deleted, v_merged, prospect
    from public.prospects p where p.id = p_prospect;
  if not found or (v_deleted and not v_merged) then
    return;
  end if;
  if v_deleted then
    prospect := null;
    root := app.merged_root(p_prospect);
    return next;
    return;
  end if;
  "fields" := app.values_json(p_prospect);
  matches := app.matches_json(p_prospect);
  rules := app.precedence_json();
  state := (select s.said from app.enrichment_state(p_prospect) s (said));
  if p_run is not null and (state ->> 'stale')::boolean and not app.is_suppressed(p_prospect, p_pads, p_print) then
    perform from app.start_enrichment(p_run, p_job, p_prospect, 'view', p_sources, p_actor_kind, p_actor_id, p_request_id);
    if found then
      job := (
        select json_build_object(
          'id', j.id, 'kind', j.kind, 'state', j.state, 'attempt', j.attempt, 'title', j.title,
          'subject', json_build_object('type', j.subject_type, 'id', j.subject_id),
          'progress', json_build_object('done', j.progress_done, 'total', j.progress_total, 'unit', j.progress_unit),
          'error', j.error, 'createdAt', j.created_at, 'startedAt', j.started_at, 'finishedAt', j.finished_at)
          from public.jobs j where j.id = p_job);
    end if;
    -- Read again in any case: where nothing was accepted, somebody else's run may have been meanwhile.
    state := (select s.said from app.enrichment_state(p_prospect) s (said));
  end if;
  return next;
end $$;
--> statement-breakpoint
-- The counts that are kept of the whole workspace: of everyone, of the ways to reach them (`known`), and the most frequent values of each
-- facet, as src/features/prospects/facets.ts shows them. Whose names owners have is asked where there is an owner.
create function app.kept_facets(p_facets text[], p_known text[], p_most int, p_nobody text)
returns table ("all" bigint, known json, facets json)
language plpgsql stable set plan_cache_mode = force_generic_plan as $$
begin
  return query
    with v as materialized (
      select w.facet, w.key, w.label, w.n
        from unnest(p_facets) name
          cross join lateral (
            select f.facet, f.key, f.label, f.n from public.prospect_facets f
             where f.facet = name and f.n > 0 order by f.n desc, f.key limit p_most) w),
    people as (
      select m.user_id, coalesce(m.name, m.email) as label from app.people() m
       where exists (select from v where v.facet = 'owner'))
    select
      coalesce((select f.n from public.prospect_facets f where f.facet = 'all' and f.key = ''), 0),
      coalesce((
        select json_object_agg(f.key, f.n) from public.prospect_facets f where f.facet = 'has' and f.key = any (p_known)), '{}'),
      coalesce((
        select json_object_agg(o.facet, o.items) from (
          select v.facet, json_agg(json_strip_nulls(json_build_object('count', v.n, 'value',
              case when v.facet = 'owner' and v.key = '' then p_nobody else v.label end, 'label', p.label))
              order by v.n desc, v.key) as items
            from v left join people p on v.facet = 'owner' and p.user_id = v.key group by v.facet) o), '{}');
end $$;
--> statement-breakpoint
-- The newest people, as many as asked for, with the columns of src/features/prospects/view.ts. Their place in the order is when they
-- were made: to write it as text once more, for each, would take a quarter of all this.
create function app.newest(p_most int)
returns table (id uuid, name text, first_name text, last_name text, email text, phone text, linkedin_url text, title text,
  seniority text, department text, company text, company_domain text, industry text, city text, region text, country text,
  location text, net_worth bigint, tags text[], created_at timestamptz, updated_at timestamptz, enriched_at timestamptz)
language plpgsql stable rows 50 set plan_cache_mode = force_generic_plan as $$
begin
  return query
    select s.id, s.name, s.first_name, s.last_name, s.email, s.phone, s.linkedin_url, s.title, s.seniority, s.department,
           s.company, s.company_domain, s.industry, s.city, s.region, s.country, s.location, s.net_worth, s.tags,
           s.created_at, s.updated_at, s.enriched_at
      from public.prospects_search s order by s.created_at desc, s.id desc limit p_most;
end $$;
--> statement-breakpoint
revoke all on function app.open_profile, app.kept_facets, app.newest from public;
--> statement-breakpoint
grant execute on function app.open_profile, app.kept_facets, app.newest to edgewise_app;
