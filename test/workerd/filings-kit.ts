import { controlDb } from '../../src/db/client.ts';
import { edgarClient } from '../../src/features/filings/edgar-client.ts';
import { fetchFiling } from '../../src/features/filings/fetch-filing.ts';
import { storeFilings } from '../../src/features/filings/store.ts';
import { newId } from '../../src/lib/ids.ts';
import { callProvider } from '../../src/platform/fetch-guard.ts';
import type { Member } from '../support/tenants.ts';
import { admin, testEnv } from '../support/worker.ts';

let last = 0;
/** A number that no other filer here has. */
export const newCik = (): string => {
  last += 1;
  return String(8_000_000_000 + Math.floor(Math.random() * 900_000_000) + last);
};

/** Files a document at the emulated SEC. Gives its accession number. */
export const file = async (xml: string, filed: string): Promise<string> => {
  last += 1;
  const accession = `${newCik()}-26-${String(last).padStart(6, '0')}`;
  const response = await fetch(`${testEnv.PROVIDERS_CONTROL_URL}/edgar/filings`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ xml, accession, filed }),
  });
  if (!response.ok) throw new Error(await response.text());
  return accession;
};

/** Fetches a filing from the emulated SEC and stores it, as the Worker does. */
export const take = async (accession: string, form: string, filedOn: string, cik: string): Promise<void> => {
  const path = `/Archives/edgar/data/${Number(cik)}/${accession.replaceAll('-', '')}/ownership.xml`;
  const client = edgarClient(testEnv, Date.now() + 20_000, (url, init, until) =>
    callProvider(url, init, { paid: false, until }),
  );
  await storeFilings(controlDb(testEnv.CONTROL_DATABASE_URL), [
    await fetchFiling(client, { accession, path, form, filedOn, cik }),
  ]);
};

/** A prospect who may be a filer, by a record of the given grade. */
export const watched = async (
  member: Member,
  cik: string,
  how: { grade?: string; state?: string } = {},
): Promise<string> => {
  const id = newId();
  const { grade = 'exact', state = 'proposed' } = how;
  await admin.transaction([
    admin`insert into prospects (tenant_id, id, name, company) values (${member.tenant.id}, ${id}, 'Maren Vale', 'Larch & Vale Corp')`,
    admin`insert into identity_matches (tenant_id, prospect_id, source, key, record, grade, score, state)
      values (${member.tenant.id}, ${id}, 'edgar', ${`cik:${cik}`}, ${JSON.stringify({ name: 'Vale Maren', cik })}::jsonb, ${grade}, 20, ${state})`,
  ]);
  return id;
};
