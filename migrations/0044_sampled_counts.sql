-- What an index finds people by is put together for each row that is written. A function with a query of its own in it is run as
-- one, at many times the cost of an expression that the planner takes in: the usual case has none.

-- The keys of some tags.
create function app.tag_keys(tags text[]) returns text[]
language sql immutable parallel safe
return (select array_agg('tag:' || lower(t)) from unnest(tags) t);
--> statement-breakpoint
-- One of 2^n people, for n from 4 to 16, as keys beside the exact filters: by chance, and the same ones ever, so that what many
-- match can be counted by the few of them that are in a sample. One index answers both. Fewer than one of eight has such a key.
-- The last bits of an id of version 7 are random (RFC 9562, section 5.7). Of one of 16, here; nobody else is asked.
create function app.sample_keys(id uuid) returns text[]
language sql immutable parallel safe
return (
  select array_agg('sample:' || n) from generate_series(4, 16) n
   where (get_byte(uuid_send(id), 14) * 256 + get_byte(uuid_send(id), 15)) % (1 << n) = 0);
--> statement-breakpoint
create function app.facet_keys(
  company text, industry text, seniority text, country text, tags text[], owner_id text, net_worth bigint, email text,
  phone text, linkedin_url text, id uuid
) returns text[]
language sql immutable parallel safe
return array_remove(array[
  'company:' || lower(company), 'industry:' || lower(industry), 'seniority:' || lower(seniority), 'country:' || lower(country),
  'owner:' || coalesce(owner_id, ''), 'wealth:' || app.wealth_band(net_worth),
  case when email is null then 'no:email' else 'has:email' end,
  case when phone is null then 'no:phone' else 'has:phone' end,
  case when linkedin_url is null then 'no:linkedin' else 'has:linkedin' end,
  'tag:' || lower(tags[1]), 'tag:' || lower(tags[2]), 'tag:' || lower(tags[3]), 'tag:' || lower(tags[4])
], null) || case when cardinality(tags) <= 4 then '{}'::text[] else app.tag_keys(tags[5:]) end
  || case when get_byte(uuid_send(id), 15) % 16 <> 0 then '{}'::text[] else app.sample_keys(id) end;
--> statement-breakpoint
revoke all on function app.tag_keys, app.sample_keys,
  app.facet_keys(text, text, text, text, text[], text, bigint, text, text, text, uuid) from public;
--> statement-breakpoint
grant execute on function app.tag_keys, app.sample_keys,
  app.facet_keys(text, text, text, text, text[], text, bigint, text, text, text, uuid)
  to edgewise_app, edgewise_fence, edgewise_definer;
--> statement-breakpoint
ALTER TABLE "prospects" ALTER COLUMN "facet_keys" SET EXPRESSION AS (app.facet_keys(company, industry, seniority, country, tags, owner_id, net_worth, email, phone, linkedin_url, id));
--> statement-breakpoint
drop function app.facet_keys(text, text, text, text, text[], text, bigint, text, text, text);
