/** The demo data of the local stack: made once, found at every later start. */
import type { DemoAccount } from '../stack/parts.ts';
import { withClient } from './client.ts';
import { DEMO_OPERATOR, DEMO_PASSWORD, DEMO_TENANTS, MILLION } from './demo-tenants.ts';
import { ROLES } from './session.ts';

export interface DemoInput {
  /** Logs in as the tables' owner. */
  readonly ownerUrl: string;
  /** The Worker's `APP_DOMAIN`, below which the tenants' hosts are. */
  readonly appDomain: string;
  /** Gets a line when there is something to make. */
  readonly log: (line: string) => void;
}

/** The tenants that may be there, the last of them only after `npm run demo:million`. */
const KNOWN = [...DEMO_TENANTS, MILLION];
// One message, so that a start with everything in place costs one round trip.
const WHICH = `
  set role ${ROLES.definer};
  select id::text from tenants where id in (${KNOWN.map(({ id }) => `'${id}'`).join(', ')})
    union all select user_id from platform.operators where user_id = '${DEMO_OPERATOR.userId}';
  reset role`;

/**
 * Makes the demo tenants that are not there yet, each with its people in one transaction, and the operator: after a kill
 * a tenant is there as a whole or not at all, and the next start makes the rest.
 * @returns the accounts to try, of the tenants that are there, and the operator's last
 */
export async function seedDemo({ ownerUrl, appDomain, log }: DemoInput): Promise<readonly DemoAccount[]> {
  return withClient(ownerUrl, async (client) => {
    // For a text of several statements the client gives a list of results, which its types do not tell.
    const results = (await client.query<{ id: string }>(WHICH)) as unknown as { rows: { id: string }[] }[];
    const there = new Set(results.flatMap(({ rows }) => rows.map(({ id }) => id)));
    const missing = DEMO_TENANTS.filter(({ id }) => !there.has(id));
    if (missing.length > 0) {
      // Loaded only now: reading the names of eleven languages takes a while.
      const { makeDemo } = await import('./demo-data.ts');
      await makeDemo(client, missing, log);
    }
    if (!there.has(DEMO_OPERATOR.userId)) {
      const { makeOperator } = await import('./demo-operator.ts');
      await makeOperator(client);
    }
    const accounts = KNOWN.filter(({ id }) => id !== MILLION.id || there.has(id)).flatMap(({ slug, members }) =>
      members.map(({ email, role }) => ({
        host: `${slug}.${appDomain}`,
        email,
        password: DEMO_PASSWORD,
        role: role as string,
      })),
    );
    return [...accounts, { host: appDomain, email: DEMO_OPERATOR.email, password: DEMO_PASSWORD, role: 'operator' }];
  });
}
