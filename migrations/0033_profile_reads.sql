-- What a profile shows, read by functions: their plans are kept as long as the connection, which the pool keeps. A statement that
-- comes by HTTP is planned anew each time, and of these the planning took three times as long as the reading. All of them run
-- as their caller, under the policies of the caller's tenant. Every one finds a few rows of one prospect by an index, so that one plan
-- is right for all; PostgreSQL, which weighs that by averages, planned most of them anew all the same.

-- The values of a prospect, in a steady order.
create function app.values_json(p_prospect uuid) returns json
language plpgsql stable set plan_cache_mode = force_generic_plan as $$
begin
  return coalesce((
    select json_agg(json_build_object(
      'id', f.id, 'field', f.field, 'source', f.source, 'value', f.value, 'previous', f.previous, 'raw', f.raw,
      'sourceUrl', f.source_url, 'accession', f.accession, 'confidence', f.confidence, 'verified', f.verified, 'cost', f.cost,
      'licence', f.licence, 'matchId', f.match_id, 'mergedFrom', case when f.match_id is not null then (
        select split_part(m.key, '/', 1) from public.identity_matches m where m.id = f.match_id and m.source = 'merge') end,
      'setBy', f.set_by, 'chosen', f.chosen, 'fetchedAt', f.fetched_at, 'expiresAt', f.expires_at)
      order by f.field, f.source, f.id)
      from public.field_values f where f.prospect_id = p_prospect), '[]');
end $$;
--> statement-breakpoint
-- The records of sources that may be a prospect, the surest first; what was merged into it is none of them.
create function app.matches_json(p_prospect uuid) returns json
language plpgsql stable set plan_cache_mode = force_generic_plan as $$
begin
  return coalesce((
    select json_agg(json_build_object(
      'id', m.id, 'source', m.source, 'record', m.record, 'grade', m.grade, 'score', m.score, 'evidence', m.evidence,
      'state', m.state, 'seenAt', m.seen_at, 'decidedAt', m.decided_at, 'decidedBy', m.decided_by_name)
      order by m.source, m.score desc, m.id)
      from public.identity_matches m where m.prospect_id = p_prospect and m.source <> 'merge'), '[]');
end $$;
--> statement-breakpoint
-- The workspace's rules of whose value counts.
create function app.precedence_json() returns json
language plpgsql stable set plan_cache_mode = force_generic_plan as $$
begin
  return coalesce((
    select json_agg(json_build_object(
      'field', r.field, 'order', r.order, 'never', r.never, 'overVerified', r.over_verified, 'days', r.days) order by r.field)
      from public.precedence_rules r), '[]');
end $$;
--> statement-breakpoint
-- Whether a prospect is stale: the rule of src/features/prospects/stale.ts, which is for sets, for one.
create function app.is_stale(p_prospect uuid, p_enriched_at timestamptz) returns boolean
language plpgsql stable set plan_cache_mode = force_generic_plan as $$
begin
  if p_enriched_at is null or p_enriched_at < now() - interval '7 days' then
    return true;
  end if;
  return exists (
    select from public.field_values v
      left join public.precedence_rules r on r.field = v.field
      cross join lateral (
        select case when r.days is null then v.expires_at else v.fetched_at + make_interval(days => r.days) end) o (old_at)
     where v.prospect_id = p_prospect and v.chosen and v.source not in ('import', 'member') and v.expires_at is not null
       and o.old_at < now() and p_enriched_at < o.old_at);
end $$;
--> statement-breakpoint
-- Whether what a record says is proven to be the person's: what is not is not said of the person, wealth least of all. What came
-- of no record is.
create function app.is_proven(p_match uuid) returns boolean
language plpgsql stable set plan_cache_mode = force_generic_plan as $$
begin
  return p_match is null or exists (
    select from public.identity_matches m where m.id = p_match
       and (m.state = 'confirmed' or (m.state = 'proposed' and m.grade = 'exact')));
end $$;
--> statement-breakpoint
-- The evidence of a prospect's summary, one row each with `place`: the values that count, the telling ones first (40 at most: what
-- a profile has, and some room), then the twelve newest signals. How to reach somebody is no part of who they are.
create function app.evidence(p_prospect uuid)
returns table (id uuid, field text, value text, source text, source_url text, date text, place int)
language plpgsql stable set plan_cache_mode = force_generic_plan as $$
#variable_conflict use_column
declare
  v_first constant text[] := array['name', 'title', 'company', 'insiderRole', 'bio', 'news', 'insiderTrade', 'insiderHolding', 'headline'];
begin
  return query
    (select f.id, f.field, f.value, f.source, f.source_url, to_char(f.fetched_at at time zone 'UTC', 'YYYY-MM-DD'),
            coalesce(array_position(v_first, f.field), cardinality(v_first) + 1) as place
       from public.field_values f
      where f.prospect_id = p_prospect and f.chosen
        and f.field not in ('email', 'personalEmail', 'phone', 'linkedinUrl', 'notes')
        and (f.source <> 'edgar' or app.is_proven(f.match_id))
      order by place, f.field, f.source, f.value limit 40)
    union all
    (select g.id, 'signal ' || g.kind, concat_ws(', ', g.title, g.date::text, '$' || trim_scale(g.amount_usd)::text), g.source, g.url,
            coalesce(g.date::text, to_char(g.created_at at time zone 'UTC', 'YYYY-MM-DD')), 1000
       from public.signals g where g.prospect_id = p_prospect and app.is_proven(g.match_id)
      order by g.date desc nulls last, g.external_key limit 12);
end $$;
--> statement-breakpoint
-- Of what the evidence says, not of when it was fetched or what its rows are called: the same facts, the same hash. Null where
-- there is no evidence.
create function app.evidence_hash(p_prospect uuid) returns text
language plpgsql stable set plan_cache_mode = force_generic_plan as $$
begin
  return (
    select encode(sha256(convert_to(string_agg(concat_ws(chr(31), e.field, e.source, e.value, e.source_url), chr(30)
             order by e.place, e.field, e.source, e.value), 'UTF8')), 'hex') from app.evidence(p_prospect) e);
end $$;
--> statement-breakpoint
-- How the enrichment of a prospect stands, and what it has brought: one row, or none where there is no such prospect.
create function app.enrichment_state(p_prospect uuid) returns setof jsonb
language plpgsql stable set plan_cache_mode = force_generic_plan as $$
declare
  v_enriched_at timestamptz;
  v_run public.enrichment_runs;
  v_sources jsonb;
  v_summary public.summaries;
  v_hash text;
  v_signals jsonb;
begin
  select p.enriched_at into v_enriched_at from public.prospects p where p.id = p_prospect and p.deleted_at is null;
  if not found then
    return;
  end if;
  select l.* into v_run from public.enrichment_runs l where l.prospect_id = p_prospect order by l.created_at desc limit 1;
  if found then
    -- A run of some sources leaves how the others last fared. What was an example stands beside nothing that is real.
    select jsonb_agg(jsonb_build_object(
      'source', s.source, 'status', s.status, 'reason', s.reason, 'code', s.code, 'nextTryAt', s.next_try_at,
      'cached', s.cached, 'startedAt', s.started_at, 'finishedAt', s.finished_at, 'cost', s.cost, 'found', s.found,
      'fields', coalesce((
        select jsonb_agg(distinct v.field) from public.field_values v
         where v.prospect_id = p_prospect and v.source = s.source and v.run_id = s.run_id), '[]')) order by s.source)
      into v_sources
      from (
        select distinct on (x.source) x.* from public.enrichment_runs e join public.source_results x on x.run_id = e.id
         where e.prospect_id = p_prospect and e.training = v_run.training order by x.source, e.created_at desc) s;
  end if;
  -- What was reported to be somebody else's is no news of this person. More than fifty are a feed of their own.
  select jsonb_agg(jsonb_build_object(
    'id', g.id, 'kind', g.kind, 'title', g.title, 'date', g.date, 'amountUsd', g.amount_usd, 'url', g.url, 'source', g.source)
    order by g.date desc nulls last, g.id desc)
    into v_signals
    from (select * from public.signals f where f.prospect_id = p_prospect and not exists (
            select from public.identity_matches m where m.id = f.match_id and m.state = 'rejected')
           order by f.date desc nulls last, f.id desc limit 50) g;
  select s.* into v_summary from public.summaries s where s.prospect_id = p_prospect;
  if found and (v_summary.content is not null or v_summary.outcome = 'refused') then
    v_hash := app.evidence_hash(p_prospect);
  end if;
  return next jsonb_build_object(
    'status', coalesce(v_run.status, 'never'), 'runId', v_run.id, 'jobId', v_run.job_id,
    'enrichedAt', v_enriched_at, 'stale', app.is_stale(p_prospect, v_enriched_at),
    'sources', coalesce(v_sources, '[]'), 'signals', coalesce(v_signals, '[]'),
    'summary', case when v_summary.content is not null then v_summary.content || jsonb_build_object(
      'model', v_summary.model, 'generatedAt', v_summary.generated_at, 'evidenceHash', v_summary.evidence_hash,
      'dropped', v_summary.dropped, 'costUsd', v_summary.cost_micros / 1e6,
      'tokens', jsonb_build_object('input', v_summary.input_tokens, 'output', v_summary.output_tokens)) end,
    'summaryState', jsonb_build_object('state', case
        when v_summary.content is not null and v_summary.evidence_hash = v_hash then 'fresh'
        when v_summary.outcome = 'refused' and v_summary.tried_hash = v_hash then 'refused'
        when v_summary.outcome in ('waiting', 'failed') then v_summary.outcome
        when v_summary.content is not null then 'stale' else 'none' end,
      'reason', v_summary.reason, 'retryAt', v_summary.retry_at));
end $$;
--> statement-breakpoint
-- Accepts a run with its job, its wake-up call and its sources, and gives its id; no row where one is open already: the partial
-- unique index of open runs decides, so that of any number of callers at once one starts it. By a view, and by a signal, only what
-- is stale is started, in a workspace that may work (to look is to read, which a limited one may; what a look starts is work), and
-- not so soon after the last run began: where every source failed the profile stays stale, and each look at it would ask, and
-- perhaps pay for, all of them again. By a signal only where the workspace wants that.
create function app.start_enrichment(p_run uuid, p_job uuid, p_prospect uuid, p_trigger text, p_sources jsonb,
  p_actor_kind text, p_actor_id text, p_request_id text) returns setof uuid
language plpgsql set plan_cache_mode = force_generic_plan as $$
declare
  v_name text;
  v_enriched_at timestamptz;
  v_said jsonb := jsonb_build_object('runId', p_run, 'trigger', p_trigger, 'sources', p_sources);
begin
  select p.name, p.enriched_at into v_name, v_enriched_at
    from public.prospects p where p.id = p_prospect and p.deleted_at is null;
  if not found then
    return;
  end if;
  if p_trigger <> 'request' then
    if exists (select from public.enrichment_runs o where o.prospect_id = p_prospect
                  and (o.status in ('queued', 'running') or o.created_at > now() - interval '10 minutes'))
      or not app.is_stale(p_prospect, v_enriched_at)
      or not exists (select from public.tenants t where t.id = app.tenant()
                        and app.gate(t.billing, t.trial_ends_at, t.grace_ends_at, now()) = 'full')
      or (p_trigger = 'signal'
        and not exists (select from public.enrichment_settings s where (s.settings ->> 'onSignal')::boolean)) then
      return;
    end if;
  end if;
  return query
    with run as (
      insert into public.enrichment_runs (id, prospect_id, job_id, trigger, sources)
      values (p_run, p_prospect, p_job, p_trigger, array(select jsonb_array_elements_text(p_sources)))
      on conflict (tenant_id, prospect_id) where status in ('queued', 'running') do nothing
      returning id
    ), accepted as (
      insert into public.jobs (id, kind, title, subject_type, subject_id, dedupe, progress_unit, progress_total, created_by)
      select p_job, 'enrichment', v_name, 'prospect', p_prospect, 'run:' || run.id, 'sources', jsonb_array_length(p_sources), p_actor_id
        from run
    ), called as (
      insert into public.outbox (topic, ref) select 'job', p_job from run
    ), parts as (
      insert into public.source_results (run_id, source, prospect_id)
      select run.id, a.source, p_prospect from run, jsonb_array_elements_text(p_sources) a (source)
    ), seen as (
      insert into public.activity (actor_kind, actor_id, verb, subject_type, subject_id, detail)
      select p_actor_kind, p_actor_id, 'enrichment.started', 'prospect', p_prospect::text, v_said from run
    ), recorded as (
      insert into public.audit (actor_kind, actor_id, request_id, verb, subject_type, subject_id, detail)
      select p_actor_kind, p_actor_id, p_request_id, 'enrichment.started', 'prospect', p_prospect::text, v_said from run
    )
    select id from run;
end $$;
--> statement-breakpoint
revoke all on function app.values_json, app.matches_json, app.precedence_json, app.is_stale, app.is_proven, app.evidence,
  app.evidence_hash, app.enrichment_state, app.start_enrichment from public;
--> statement-breakpoint
grant execute on function app.values_json, app.matches_json, app.precedence_json, app.is_stale, app.is_proven, app.evidence,
  app.evidence_hash, app.enrichment_state, app.start_enrichment to edgewise_app;
