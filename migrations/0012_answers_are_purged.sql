-- The sweeper takes first answers away that nobody may ask for any more.
create policy control on idempotency to edgewise_control using (true);
--> statement-breakpoint
grant delete, select (created_at) on idempotency to edgewise_control;
