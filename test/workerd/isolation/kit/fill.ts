import { proofOf, sign } from '../../../../src/features/domains/keys.ts';
import { LINK_PURPOSE } from '../../../../src/features/exports/link.ts';
import { writePart } from '../../../../src/features/exports/part.ts';
import { padsOf } from '../../../../src/features/suppression/pads.ts';
import { toBase64Url } from '../../../../src/lib/encode.ts';
import { hmac } from '../../../../src/lib/hmac.ts';
import { newId } from '../../../../src/lib/ids.ts';
import { readEnv } from '../../../../src/platform/env.ts';
import { type Member, makeMember, type TestTenant } from '../../../support/tenants.ts';
import { admin, testEnv } from '../../../support/worker.ts';
import { cname, publish, takeUp, txt } from '../../domains-kit.ts';
import type { Ref } from './objects.ts';
import type { Table } from './tables.ts';
import { type Row, rowOf } from './values.ts';

/** A tenant that has a row in every table, with a mark of its own in every text. */
export type Filled = {
  tenant: TestTenant;
  owner: Member;
  /** Stands in every text of the tenant, and nowhere else. */
  mark: string;
  /** The tenant's row of each table. */
  rows: Readonly<Record<string, Row>>;
  /** A host of the tenant's own, which routes and whose records stand. */
  domain: string;
  /** A link to the records of that host, as it is given to whoever keeps them. */
  handoff: string;
  /** The right to fetch the exported file of the tenant’s own. */
  exportLink: string;
};

/** The id, or what stands in its place, of the tenant's own thing that a route takes. */
export const idOf = (filled: Filled, { table }: Ref): string =>
  table === 'handoffs'
    ? filled.handoff
    : table === 'export_links'
      ? filled.exportLink
      : String(filled.rows[table]?.[table === 'members' ? 'user_id' : 'id']);

/** Longer than any run. */
const LINK_MS = 60 * 60_000;

/** The columns of a table that can be written. */
export const writable = (table: Table): string =>
  table.columns
    .filter((c) => !c.generated)
    .map((c) => `"${c.name}"`)
    .join(', ');

/** Has the public records of a host say that it is the tenant's, and the network that it leads here. */
const stand = async (tenant: TestTenant, host: string): Promise<void> => {
  const proof = txt(host, await proofOf(readEnv(testEnv), tenant.id, host));
  await Promise.all([publish(host.replace('www.', ''), [cname(host), proof]), takeUp(host)]);
};

const exportLinkOf = async (tenant: TestTenant, exportId: string): Promise<string> => {
  const payload = toBase64Url(JSON.stringify([tenant.id, exportId, Date.now() + LINK_MS]));
  return `${payload}.${await hmac(readEnv(testEnv).AUTH_SECRET, LINK_PURPOSE, payload)}`;
};

const handoffOf = async (tenant: TestTenant, domainId: string): Promise<string> => {
  const payload = toBase64Url(JSON.stringify([tenant.id, domainId, Date.now() + LINK_MS]));
  return `${payload}.${await sign(readEnv(testEnv), 'handoff', payload)}`;
};

/** Gives a tenant a row in every table, an uploaded file and a member, all of them marked. */
export const fill = async (tables: readonly Table[], tenant: TestTenant): Promise<Filled> => {
  const owner = await makeMember(tenant);
  const mark = `kan${newId().replaceAll('-', '').slice(-16)}`;
  const ids: Record<string, string> = { tenants: tenant.id };
  const id = (table: string) => (ids[table] ??= newId());
  const rows: Record<string, Row> = {};
  const keyPrint = (await padsOf({ env: readEnv(testEnv), tenantId: tenant.id })).print;
  for (const table of tables) {
    const row = rowOf(table, rows, { tenant, keyPrint, id }, mark);
    const columns = writable(table);
    if (table.name === 'tenants') {
      await admin.query('update tenants set name = $2 where id = $1', [tenant.id, row.name]);
      rows.tenants = { id: tenant.id };
      continue;
    }
    // A tenant has its account of credits already.
    await admin
      .query(
        `insert into "${table.name}" (${columns}) select ${columns} from jsonb_populate_record(null::"${table.name}", $1) on conflict do nothing`,
        [JSON.stringify(row)],
      )
      .catch((cause) => {
        throw new Error(`No row for ${table.name}: ${cause.message}. Say in SAID what its columns need.`, { cause });
      });
    rows[table.name] = row;
  }
  await admin`update auth."user" set name = ${`${mark}-name`}, email = ${`${mark}@example.com`} where id = ${owner.userId}`;
  await testEnv.FILES.put(String(rows.imports?.file_key), `Name\n${mark}-file\n`);
  const line = new TextEncoder().encode(`${mark}-part\r\n`);
  const who = Uint8Array.from(String(rows.prospects?.id).replaceAll('-', '').match(/../g) ?? [], (x) =>
    Number.parseInt(x, 16),
  );
  await testEnv.FILES.put(String(rows.export_parts?.key), writePart(who, [line.length], line));
  // What all this called for is done, so that nothing of the tenant changes by itself from here on.
  await admin`delete from outbox where tenant_id = ${tenant.id} and topic = 'hosts'`;
  const domain = String(rows.domains?.host);
  await stand(tenant, domain);
  const exportLink = await exportLinkOf(tenant, String(rows.export_files?.id));
  return { tenant, owner, mark, rows, domain, exportLink, handoff: await handoffOf(tenant, String(rows.domains?.id)) };
};
