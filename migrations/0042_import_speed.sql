-- Facets are counted column by column, and not row by row: an import of two thousand people is one pass over them for each
-- facet, instead of a dozen rows for each of them. What is counted is what app.facet_rows says of each.
create or replace function app.count_facets() returns trigger
language plpgsql as $$
begin
  if tg_op = 'INSERT' then
    insert into public.prospect_facets as f (tenant_id, facet, key, label, n)
      select c.tenant_id, c.facet, c.key, c.label, c.n from (
        select p.tenant_id, 'company' as facet, lower(p.company) as key, max(p.company) as label, count(*) as n
          from changed_new p where p.deleted_at is null and p.company is not null group by 1, 3
        union all
        select p.tenant_id, 'industry', lower(p.industry), max(p.industry), count(*)
          from changed_new p where p.deleted_at is null and p.industry is not null group by 1, 3
        union all
        select p.tenant_id, 'seniority', lower(p.seniority), max(p.seniority), count(*)
          from changed_new p where p.deleted_at is null and p.seniority is not null group by 1, 3
        union all
        select p.tenant_id, 'country', lower(p.country), max(p.country), count(*)
          from changed_new p where p.deleted_at is null and p.country is not null group by 1, 3
        union all
        select p.tenant_id, 'tag', lower(t), max(t), count(*)
          from changed_new p cross join unnest(p.tags) t where p.deleted_at is null group by 1, 3
        union all
        select p.tenant_id, 'owner', coalesce(p.owner_id, ''), coalesce(p.owner_id, ''), count(*)
          from changed_new p where p.deleted_at is null group by 1, 3
        union all
        select p.tenant_id, 'wealth', app.wealth_band(p.net_worth), app.wealth_band(p.net_worth), count(*)
          from changed_new p where p.deleted_at is null and p.net_worth is not null group by 1, 3
        union all
        select h.tenant_id, k.facet, k.key, k.key, k.n from (
          select p.tenant_id, count(*) as people, count(p.company) as company, count(p.industry) as industry,
                 count(p.seniority) as seniority, count(p.country) as country, count(*) filter (where p.tags <> '{}') as tag,
                 count(p.owner_id) as owner, count(p.net_worth) as wealth, count(p.email) as email, count(p.phone) as phone,
                 count(p.linkedin_url) as linkedin
            from changed_new p where p.deleted_at is null group by 1) h
          cross join lateral (values
            ('all', '', h.people), ('has', 'company', h.company), ('has', 'industry', h.industry),
            ('has', 'seniority', h.seniority), ('has', 'country', h.country), ('has', 'tag', h.tag), ('has', 'owner', h.owner),
            ('has', 'wealth', h.wealth), ('has', 'email', h.email), ('has', 'phone', h.phone),
            ('has', 'linkedin', h.linkedin)) k (facet, key, n) where k.n > 0) c
      order by 1, 2, 3
    on conflict (tenant_id, facet, key) do update set n = f.n + excluded.n;
  else
    -- What says the same of somebody before and after is no change, and is most of what an update touches.
    insert into public.prospect_facets as f (tenant_id, facet, key, label, n)
      select c.tenant_id, c.facet, c.key, c.label, c.n from (
        select d.tenant_id, v.facet, v.key, max(v.label) as label, sum(d.n) as n from (
          select s.tenant_id, s.company, s.industry, s.seniority, s.country, s.tags, s.owner_id, s.net_worth, s.email, s.phone,
                 s.linkedin_url, sum(s.n) as n from (
            select p.tenant_id, p.company, p.industry, p.seniority, p.country, p.tags, p.owner_id, p.net_worth,
                   left(p.email, 0) as email, left(p.phone, 0) as phone, left(p.linkedin_url, 0) as linkedin_url, 1 as n
              from changed_new p where p.deleted_at is null
            union all
            select p.tenant_id, p.company, p.industry, p.seniority, p.country, p.tags, p.owner_id, p.net_worth,
                   left(p.email, 0), left(p.phone, 0), left(p.linkedin_url, 0), -1
              from changed_old p where p.deleted_at is null) s
           group by 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11 having sum(s.n) <> 0) d
          cross join lateral app.facet_rows(d.company, d.industry, d.seniority, d.country, d.tags, d.owner_id, d.net_worth,
            d.email, d.phone, d.linkedin_url) v
         group by 1, 2, 3 having sum(d.n) <> 0) c
      order by 1, 2, 3
    on conflict (tenant_id, facet, key) do update set n = f.n + excluded.n;
  end if;
  return null;
end $$;
--> statement-breakpoint
-- Holds other imports of the tenant back; refused (EW410) where someone new is there by now. One look into the index for each
-- key, whatever the planner thinks of it: a plain join may be planned as a look at everybody of the tenant.
create or replace function app.guard_new(p_emails text[], p_linkedins text[], p_mailed boolean[], p_names text[]) returns void
language plpgsql as $$
begin
  perform pg_advisory_xact_lock(hashtextextended('import:' || app.tenant(), 0));
  if exists (
      select from unnest(p_emails) k cross join lateral (
        select from public.prospects p where p.email_key = k and p.deleted_at is null offset 0) p)
    -- One LinkedIn address under two e-mail addresses is two people.
    or exists (
      select from unnest(p_linkedins, p_mailed) k(key, mailed) cross join lateral (
        select from public.prospects p
         where p.linkedin_key = k.key and p.deleted_at is null and not (k.mailed and p.email_key is not null) offset 0) p)
    or exists (
      select from unnest(p_names) k cross join lateral (
        select from public.prospects p where p.name_key = k and p.deleted_at is null offset 0) p) then
    raise exception 'someone new is there by now' using errcode = 'EW410';
  end if;
end $$;
