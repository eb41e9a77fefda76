/**
 * Writing as the roles that the schema allows to write. The owner's own view of a tenant's table is empty (forced
 * row-level security), but it may become these roles.
 */
import type pg from 'pg';
import { LOGIN_ROLES } from './migrate.ts';

export const ROLES = { ...LOGIN_ROLES, definer: 'edgewise_definer' } as const;
export type Role = keyof typeof ROLES;

/** All of it or nothing. */
export async function transaction<T>(client: pg.Client, work: () => Promise<T>): Promise<T> {
  await client.query('begin');
  try {
    const result = await work();
    await client.query('commit');
    return result;
  } catch (error) {
    // Where the connection is what failed, the server rolls back by itself, and the first error is the one to tell.
    await client.query('rollback').catch(() => {});
    throw error;
  }
}

/** Becomes a role until the transaction ends. */
export async function become(client: pg.Client, role: Role): Promise<void> {
  await client.query(`set local role ${ROLES[role]}`);
}

/** Becomes the application at work for one tenant, until the transaction ends. */
export async function enterTenant(client: pg.Client, tenantId: string): Promise<void> {
  await become(client, 'app');
  await client.query(`select set_config('app.tenant_id', $1, true)`, [tenantId]);
}
