select
  app.protect('enrichment_settings', 'select, insert, update'),
  app.protect('enrichment_batches', 'select, insert, update'),
  app.protect('enrichment_batch_people', 'select, insert, update'),
  app.protect('provider_answers', 'select, insert, update, delete');
--> statement-breakpoint
-- The cap of a bulk is looked at where credits are put aside.
create policy books on enrichment_batches for select to edgewise_definer using (true);
--> statement-breakpoint
grant select (tenant_id, id, credit_cap) on enrichment_batches to edgewise_definer;
--> statement-breakpoint
grant select (batch_id) on enrichment_runs to edgewise_definer;
--> statement-breakpoint
-- The night is started for each workspace that wants it: which they are, over all tenants, and nothing else of them.
create policy control on enrichment_settings for select to edgewise_control using (true);
--> statement-breakpoint
grant select (tenant_id, nightly_on, last_night) on enrichment_settings to edgewise_control;
