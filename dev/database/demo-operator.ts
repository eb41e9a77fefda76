/** The operator of the local stack: an account as any other, and the platform's word that it is one. */
import { hashPassword } from 'better-auth/crypto';
import type pg from 'pg';
import { DEMO_OPERATOR, DEMO_PASSWORD } from './demo-tenants.ts';
import { transaction } from './session.ts';
import { insertUsers } from './tenants.ts';

export async function makeOperator(client: pg.Client): Promise<void> {
  const passwordHash = await hashPassword(DEMO_PASSWORD);
  await transaction(client, async () => {
    await insertUsers(client, [DEMO_OPERATOR], passwordHash);
    // No role of the product's may say who is an operator; the tables' owner may.
    await client.query('reset role');
    await client.query('insert into platform.operators (user_id) values ($1) on conflict do nothing', [
      DEMO_OPERATOR.userId,
    ]);
  });
}
