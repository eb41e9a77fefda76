-- Who has words that are spelt alike, as `app.spelt_alike` finds them, of a workspace of more than `large` first among those who may be
-- in a sample: a sixteenth of them, in a sixteenth of the time. Only where none of those has such a word all are asked.
create function app.spelt_alike_first(words text[], most int, people bigint, large bigint) returns setof uuid
language plpgsql stable rows 20 as $$
begin
  if (select n from public.prospect_facets where facet = 'all' and key = '') > large then
    return query
      select s.id from public.prospects_search s
       where get_byte(uuid_send(s.id), 15) % 16 = 0
         and s.search_text %> words[1] and (words[2] is null or s.search_text %> words[2])
         and (words[3] is null or s.search_text %> words[3]) and (words[4] is null or s.search_text %> words[4])
       limit most / 2;
    if found then
      return;
    end if;
  end if;
  return query select a.id from app.spelt_alike(words, most, people) a (id);
end $$;
--> statement-breakpoint
revoke all on function app.spelt_alike_first from public;
--> statement-breakpoint
grant execute on function app.spelt_alike_first to edgewise_app;
--> statement-breakpoint
-- What is known of the workspace's own fields, as an index finds it: each field that has a value, and each value as filters ask for it,
-- whole and, as of a field of several choices, by its parts. Long ones are cut, so that the index finds some too many, never too few.
create function app.custom_keys(custom jsonb) returns text[]
language sql immutable parallel safe
return (
  select array_agg(distinct k) from jsonb_each_text(custom) e (key, raw),
    lateral (select btrim(e.raw, E' \t\r\n')) w (said),
    lateral (
      select e.key union all select left(e.key || '=' || lower(w.said), 200)
      union all select left(e.key || '=' || btrim(lower(part), E' \t\r\n'), 200) from string_to_table(w.said, ';') part
       where strpos(w.said, ';') > 0) k (k)
   where w.said <> '');
--> statement-breakpoint
revoke all on function app.custom_keys from public;
--> statement-breakpoint
grant execute on function app.custom_keys to edgewise_app, edgewise_fence, edgewise_definer;
--> statement-breakpoint
CREATE INDEX "prospects_custom" ON "prospects" USING gin ("tenant_id",app.custom_keys("custom")) WHERE custom <> '{}';
--> statement-breakpoint
create or replace function app.flush_search_index() returns void
language sql security definer set search_path = '' as $$
  select pg_catalog.gin_clean_pending_list('public.prospects_found'::regclass),
         pg_catalog.gin_clean_pending_list('public.prospects_sampled'::regclass),
         pg_catalog.gin_clean_pending_list('public.prospects_custom'::regclass)
$$;
