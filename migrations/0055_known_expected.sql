-- Whom a look at a file expects is looked up by key, for each row; of a look that has just begun the planner knows nothing, takes any
-- index of it for that of the key, and each row reads all who came before it. The keeper's own look comes a minute later, when
-- a file of a hundred thousand rows should be through. So a look asks for it as long as it is young. Only an owner may, so that it runs
-- as the owner; it takes nothing and gives nothing, and does not wait for another.
create function app.know_expected() returns void
language plpgsql security definer set search_path = '' as $$
begin
  analyze (skip_locked) public.import_expected;
end $$;
--> statement-breakpoint
revoke all on function app.know_expected from public;
--> statement-breakpoint
grant execute on function app.know_expected to edgewise_app;
