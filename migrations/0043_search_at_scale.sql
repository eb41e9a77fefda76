-- One index for text and facets: a row must meet both, and an index that holds both skips from one to the other, where two
-- indexes each gave all the rows of their own to be compared. Of a text that ten thousand have and a facet that a million have,
-- ten thousand entries are looked at.
CREATE INDEX "prospects_found" ON "prospects" USING gin ("tenant_id","search_text" gin_trgm_ops,"facet_keys");--> statement-breakpoint
DROP INDEX "prospects_search_text";--> statement-breakpoint
DROP INDEX "prospects_facet_keys";
--> statement-breakpoint
create or replace function app.flush_search_index() returns void
language sql security definer set search_path = '' as $$
  select pg_catalog.gin_clean_pending_list('public.prospects_found'::regclass)
$$;
--> statement-breakpoint
-- Who has words that are spelt alike, by the threshold that is set, in no order; nobody in a workspace of more than `people`. It is
-- planned when it is called, which is seldom: the planner compares the words with all that it keeps of the text.
create function app.spelt_alike(words text[], most int, people bigint) returns setof uuid
language plpgsql stable rows 20 as $$
begin
  if (select n from public.prospect_facets where facet = 'all' and key = '') > people then
    return;
  end if;
  return query
    select s.id from public.prospects_search s
     where s.search_text %> words[1] and (words[2] is null or s.search_text %> words[2])
       and (words[3] is null or s.search_text %> words[3]) and (words[4] is null or s.search_text %> words[4])
     limit most;
end $$;
--> statement-breakpoint
revoke all on function app.spelt_alike from public;
--> statement-breakpoint
grant execute on function app.spelt_alike to edgewise_app;
