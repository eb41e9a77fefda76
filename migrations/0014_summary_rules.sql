select app.protect('summaries', 'select, insert, update'), app.protect('model_calls', 'select, insert, update');
--> statement-breakpoint
-- Summaries that could not be had are asked for again: whose, and when, over all tenants; never what they say.
create policy control on summaries for select to edgewise_control using (true);
--> statement-breakpoint
grant select (tenant_id, prospect_id, retry_at) on summaries to edgewise_control;
