-- The application spends credits; whoever grants them is another.
revoke update on credit_accounts from edgewise_app;
--> statement-breakpoint
grant update (reserved, spent, month, month_used) on credit_accounts to edgewise_app;
