/** Filling a table fast: its indexes are built once behind it, and more than a million people are a million several times. */
import type pg from 'pg';

/** Memory for sorting an index's entries: fewer passes over them. */
const BUILD_MEMORY = '2GB';

interface Index {
  readonly name: string;
  readonly definition: string;
}

/**
 * Runs some work while the prospects have no index but their key, and builds the others anew. Broken off, the database is
 * of no use: it is made again, as one that bears no mark.
 * @param client a superuser's
 */
export async function withoutIndexes(
  client: pg.Client,
  log: (line: string) => void,
  work: () => Promise<unknown>,
): Promise<void> {
  const { rows: indexes } = await client.query<Index>(
    `select c.relname as name, pg_get_indexdef(i.indexrelid) as definition
       from pg_index i join pg_class c on c.oid = i.indexrelid
      where i.indrelid = 'prospects'::regclass and not i.indisprimary order by c.relname`,
  );
  await client.query('alter table prospects set (autovacuum_enabled = false)');
  for (const { name } of indexes) await client.query(`drop index ${name}`);
  await work();
  await client.query(`set maintenance_work_mem = '${BUILD_MEMORY}'`);
  for (const { name, definition } of indexes) {
    const begun = performance.now();
    await client.query(definition);
    log(`${name} built in ${Math.round((performance.now() - begun) / 1000)} s`);
  }
  await client.query('alter table prospects reset (autovacuum_enabled)');
  await client.query('vacuum (analyze) prospects, prospect_facets');
}

const COPIED = [
  ...['tenant_id', 'name', 'first_name', 'last_name', 'phone', 'title', 'seniority', 'department', 'company'],
  ...['company_domain', 'industry', 'city', 'region', 'country', 'location', 'net_worth', 'tags', 'notes', 'custom'],
  ...['name_key', 'enriched_at', 'owner_id'],
].join(', ');

/**
 * Everybody of a tenant `times` times: people alike in everything but their addresses, ids and days, so that each word and
 * each facet keeps its share. The kept counts grow with them: the triggers would count the same.
 * @param client a superuser's, of which other tables' triggers are not wanted either
 */
export async function multiply(client: pg.Client, tenantId: string, times: number, log: (line: string) => void) {
  await client.query('set session_replication_role = replica');
  // A table of their own: the large one grows with each copy.
  await client.query(
    `create temporary table first_ones as
       select ${COPIED}, email, email_key, linkedin_url, linkedin_key, created_at, updated_at
         from prospects where tenant_id = '${tenantId}'`,
  );
  for (let copy = 1; copy < times; copy += 1) {
    await client.query(
      `insert into prospects (${COPIED}, id, email, email_key, linkedin_url, linkedin_key, created_at, updated_at)
         select ${COPIED}, uuidv7(at - now()), replace(email, '@', '-${copy}@'), replace(email_key, '@', '-${copy}@'),
                linkedin_url || '-${copy}', linkedin_key || '-${copy}', at, greatest(at, updated_at)
           from (select f.*, f.created_at - random() * interval '2 days' as at from first_ones f) f`,
    );
    log(`${copy + 1} times the first ones`);
  }
  await client.query('update prospect_facets set n = n * $2 where tenant_id = $1', [tenantId, times]);
  await client.query('drop table first_ones');
  await client.query('reset session_replication_role');
}
