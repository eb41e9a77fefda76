-- Notes are searched with the rest, as far as they are kept in the index: an essay beyond that would make every search slower.
create function app.search_text(
  name text, company text, title text, city text, region text, country text, location text, email text, notes text
) returns text
language sql immutable parallel safe
return lower(
  ' ' || name || ' ' || coalesce(company, '') || ' ' || coalesce(title, '') || ' ' || coalesce(city, '') || ' '
  || coalesce(region, '') || ' ' || coalesce(country, '') || ' ' || coalesce(location, '') || ' ' || coalesce(email, '')
  || coalesce(' ' || left(notes, 4000), '')
);
--> statement-breakpoint
-- The band of a net worth in US dollars, from its lower end up to the next one's; null where it is not known. The usual steps
-- of wealth: a million (high), five (very high), thirty (ultra high), and tenfolds around them.
create function app.wealth_band(net_worth bigint) returns text
language sql immutable parallel safe
return case
  when net_worth >= 1000000000 then '1b' when net_worth >= 100000000 then '100m' when net_worth >= 30000000 then '30m'
  when net_worth >= 5000000 then '5m' when net_worth >= 1000000 then '1m' when net_worth >= 100000 then '100k'
  when net_worth is not null then '0' end;
--> statement-breakpoint
-- The exact filters of a prospect as `facet:value`, so that one index answers any mix of them. An owner's id keeps its
-- letters as they are; `owner:` is nobody. Whether there is a way to reach someone is asked in both directions.
create function app.facet_keys(
  company text, industry text, seniority text, country text, tags text[], owner_id text, net_worth bigint, email text,
  phone text, linkedin_url text
) returns text[]
language sql immutable parallel safe
return array_remove(array[
  'company:' || lower(company), 'industry:' || lower(industry), 'seniority:' || lower(seniority), 'country:' || lower(country),
  'owner:' || coalesce(owner_id, ''), 'wealth:' || app.wealth_band(net_worth),
  case when email is null then 'no:email' else 'has:email' end,
  case when phone is null then 'no:phone' else 'has:phone' end,
  case when linkedin_url is null then 'no:linkedin' else 'has:linkedin' end
], null) || case when tags = '{}' then '{}'::text[] else (select array_agg('tag:' || lower(t)) from unnest(tags) t) end;
--> statement-breakpoint
revoke all on function app.wealth_band, app.search_text(text, text, text, text, text, text, text, text, text),
  app.facet_keys(text, text, text, text, text[], text, bigint, text, text, text) from public;
--> statement-breakpoint
grant execute on function app.wealth_band, app.search_text(text, text, text, text, text, text, text, text, text),
  app.facet_keys(text, text, text, text, text[], text, bigint, text, text, text) to edgewise_app, edgewise_fence, edgewise_definer;
--> statement-breakpoint
ALTER TABLE "prospects" ADD COLUMN "owner_id" text;--> statement-breakpoint
ALTER TABLE "prospects" ALTER COLUMN "search_text" SET EXPRESSION AS (app.search_text(name, company, title, city, region, country, location, email, notes));--> statement-breakpoint
ALTER TABLE "prospects" ALTER COLUMN "facet_keys" SET EXPRESSION AS (app.facet_keys(company, industry, seniority, country, tags, owner_id, net_worth, email, phone, linkedin_url));--> statement-breakpoint
ALTER TABLE "prospects" ADD CONSTRAINT "prospects_owner" FOREIGN KEY ("tenant_id","owner_id") REFERENCES "public"."members"("tenant_id","user_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "enrichment_runs_failed" ON "enrichment_runs" USING btree ("tenant_id","prospect_id") WHERE status = 'failed';--> statement-breakpoint
CREATE INDEX "prospects_net_worth" ON "prospects" USING btree ("tenant_id",coalesce(net_worth, '-9223372036854775808'::bigint) desc,"id" DESC NULLS FIRST);--> statement-breakpoint
CREATE INDEX "prospects_enriched" ON "prospects" USING btree ("tenant_id",coalesce(enriched_at, '-infinity'::timestamptz) desc,"id" DESC NULLS FIRST);--> statement-breakpoint
CREATE INDEX "prospects_company" ON "prospects" USING btree ("tenant_id",(company is null),coalesce(lower(company), ''),"id");--> statement-breakpoint
CREATE INDEX "prospects_import" ON "prospects" USING btree ("tenant_id","import_id") WHERE import_id is not null;
--> statement-breakpoint
drop function app.search_text(text, text, text, text, text, text, text, text);
--> statement-breakpoint
drop function app.facet_keys(text, text, text, text, text[]);
--> statement-breakpoint
-- The view has the columns that the table had when it was made.
grant create on schema public to edgewise_fence;
--> statement-breakpoint
set role edgewise_fence;
--> statement-breakpoint
create or replace view public.prospects_search as
  select * from public.prospects where tenant_id = app.search_tenant() and deleted_at is null
  with cascaded check option;
--> statement-breakpoint
reset role;
--> statement-breakpoint
revoke create on schema public from edgewise_fence;
--> statement-breakpoint
-- One row for every facet a prospect counts in; the facet `all` counts the prospect itself, and `has` what is known of it
-- at all, so that a facet can say of how many people it speaks.
create function app.facet_rows(
  company text, industry text, seniority text, country text, tags text[], owner_id text, net_worth bigint, email text,
  phone text, linkedin_url text
) returns table (facet text, key text, label text)
language sql immutable parallel safe as $$
  select 'all', '', ''
  union all select 'company', lower(company), company where company is not null
  union all select 'industry', lower(industry), industry where industry is not null
  union all select 'seniority', lower(seniority), seniority where seniority is not null
  union all select 'country', lower(country), country where country is not null
  union all select 'tag', lower(t), t from unnest(tags) t
  union all select 'owner', coalesce(owner_id, ''), coalesce(owner_id, '')
  union all select 'wealth', app.wealth_band(net_worth), app.wealth_band(net_worth) where net_worth is not null
  union all select 'has', h, h from unnest(array[
    case when company is not null then 'company' end, case when industry is not null then 'industry' end,
    case when seniority is not null then 'seniority' end, case when country is not null then 'country' end,
    case when tags <> '{}' then 'tag' end, case when owner_id is not null then 'owner' end,
    case when net_worth is not null then 'wealth' end, case when email is not null then 'email' end,
    case when phone is not null then 'phone' end, case when linkedin_url is not null then 'linkedin' end]) h where h is not null
$$;
--> statement-breakpoint
revoke all on function app.facet_rows(text, text, text, text, text[], text, bigint, text, text, text) from public;
--> statement-breakpoint
grant execute on function app.facet_rows(text, text, text, text, text[], text, bigint, text, text, text) to edgewise_app;
--> statement-breakpoint
create or replace function app.count_facets() returns trigger
language plpgsql as $$
begin
  if tg_op = 'INSERT' then
    insert into public.prospect_facets as f (tenant_id, facet, key, label, n)
      select c.tenant_id, c.facet, c.key, c.label, c.n from (
        select p.tenant_id, v.facet, v.key, max(v.label) as label, count(*) as n
          from changed_new p, app.facet_rows(p.company, p.industry, p.seniority, p.country, p.tags, p.owner_id, p.net_worth,
            p.email, p.phone, p.linkedin_url) v
         where p.deleted_at is null group by 1, 2, 3) c
      order by 1, 2, 3
    on conflict (tenant_id, facet, key) do update set n = f.n + excluded.n;
  else
    insert into public.prospect_facets as f (tenant_id, facet, key, label, n)
      select c.tenant_id, c.facet, c.key, c.label, c.n from (
        select d.tenant_id, d.facet, d.key, max(d.label) as label, sum(d.n) as n from (
          select p.tenant_id, v.facet, v.key, v.label, 1 as n
            from changed_new p, app.facet_rows(p.company, p.industry, p.seniority, p.country, p.tags, p.owner_id, p.net_worth,
              p.email, p.phone, p.linkedin_url) v where p.deleted_at is null
          union all
          select p.tenant_id, v.facet, v.key, v.label, -1
            from changed_old p, app.facet_rows(p.company, p.industry, p.seniority, p.country, p.tags, p.owner_id, p.net_worth,
              p.email, p.phone, p.linkedin_url) v where p.deleted_at is null
        ) d group by 1, 2, 3 having sum(d.n) <> 0) c
      order by 1, 2, 3
    on conflict (tenant_id, facet, key) do update set n = f.n + excluded.n;
  end if;
  return null;
end $$;
--> statement-breakpoint
drop function app.facet_rows(text, text, text, text, text[]);
--> statement-breakpoint
-- What is there is counted in the new facets. The policies hold for the owner too, who has none.
alter table prospects no force row level security;
--> statement-breakpoint
alter table prospect_facets no force row level security;
--> statement-breakpoint
insert into prospect_facets (tenant_id, facet, key, label, n)
  select p.tenant_id, v.facet, v.key, max(v.label), count(*)
    from prospects p, app.facet_rows(p.company, p.industry, p.seniority, p.country, p.tags, p.owner_id, p.net_worth, p.email,
      p.phone, p.linkedin_url) v
   where p.deleted_at is null and v.facet in ('owner', 'wealth', 'has') group by 1, 2, 3;
--> statement-breakpoint
alter table prospects force row level security;
--> statement-breakpoint
alter table prospect_facets force row level security;
