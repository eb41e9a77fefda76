/** What the stack is put together from; tests put in others. */
import type { DomainsOptions } from '../providers/cloudflare-parts.ts';
import type { Logins } from '../worker/settings.ts';

/** An account that a person may try, as `npm start` prints it. */
export interface DemoAccount {
  /** The tenant's host, as `acme.localhost:8787`. */
  readonly host: string;
  readonly email: string;
  readonly password: string;
  readonly role: string;
}

export interface DatabaseInput {
  /** Logs in as a superuser, or a role that may make roles and databases. */
  readonly adminUrl: string;
  readonly database: string;
  /** The Worker's `APP_DOMAIN`, below which the tenants' hosts are. */
  readonly appDomain: string;
  /** Gets a line when something takes long. */
  readonly log: (line: string) => void;
}

export interface Providers {
  readonly url: string;
  stop(): Promise<void>;
}

export interface Parts {
  /** Brings the schema up to date, lets the roles log in, and makes the demo data when there is none. */
  prepareDatabase(input: DatabaseInput): Promise<{ logins: Logins; accounts: readonly DemoAccount[] }>;
  startProviders(options: { log: string; domains: DomainsOptions }): Promise<Providers>;
  /** Makes sure that the front end's files are there. */
  buildFrontEnd(): Promise<unknown>;
}
