/** How long a new filing takes from the feed to the signal, on the whole local stack and by the product's own alarm. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { v7 } from 'uuid';
import { DEMO_TENANTS } from '../database/demo-tenants.ts';
import { ROOT } from '../process/paths.ts';
import { type Alone, withStackAlone } from '../stack/alone.ts';
import { strikeCron } from '../worker/cron.ts';

/** The promise, in seconds. */
export const SIGNAL_MAX_S = 60;
/** Longest wait for a signal, so that one that is late is seen to be late. */
const PATIENCE_S = 180;
const LOOK_MS = 50;
/** Filings come at any moment between two looks of the product. */
const BETWEEN_LOOKS_MS = 20_000;
/** A sale by an invented person, filed anew each time. */
const FILER = '0009900001';
const DOCUMENT = join(ROOT, 'dev/providers/fixtures/ownership/0009900001-26-000003_form4.xml');

const watch = async ({ client }: Alone): Promise<string> => {
  const tenantId = DEMO_TENANTS[0]?.id;
  const id = v7();
  await client.query(
    `insert into prospects (tenant_id, id, name, company) values ($1, $2, 'Adrienne Marlowe', 'Northquay Robotics')`,
    [tenantId, id],
  );
  await client.query(
    `insert into identity_matches (tenant_id, prospect_id, source, key, record, grade, score, state)
     values ($1, $2, 'edgar', $3, $4::jsonb, 'exact', 20, 'confirmed')`,
    [tenantId, id, `cik:${FILER}`, JSON.stringify({ name: 'Marlowe Adrienne K', cik: FILER })],
  );
  return id;
};

const publish = async ({ providers }: Alone, n: number): Promise<string> => {
  const accession = `0009900001-26-${String(900_000 + n)}`;
  const filed = new Date().toISOString().slice(0, 10);
  const response = await fetch(`${providers.url}/_control/edgar/filings`, {
    method: 'POST',
    body: JSON.stringify({ xml: readFileSync(DOCUMENT, 'utf8'), accession, filed }),
  });
  if (!response.ok) throw new Error(`The emulated SEC took no filing: ${await response.text()}`);
  return accession;
};

/** Seconds from each of `times` filings to its signal; null for one that did not come. Tells each as it comes. */
export const measureFeed = (times: number, print: (line: string) => void): Promise<(number | null)[]> =>
  withStackAlone(print, async (alone) => {
    const prospectId = await watch(alone);
    // The schedule arms the feed; from then on it goes by its own alarm.
    await strikeCron(alone.port);
    const all: (number | null)[] = [];
    for (let n = 0; n < times; n += 1) {
      await sleep(Math.random() * BETWEEN_LOOKS_MS);
      const accession = await publish(alone, n);
      const begun = performance.now();
      const seconds = () => (performance.now() - begun) / 1_000;
      const stands = async (): Promise<boolean> => {
        const { rowCount } = await alone.client.query(
          'select 1 from signals where prospect_id = $1 and external_key like $2',
          [prospectId, `edgar:${accession}:%`],
        );
        return (rowCount ?? 0) > 0;
      };
      let there = await stands();
      while (!there && seconds() < PATIENCE_S) {
        await sleep(LOOK_MS);
        there = await stands();
      }
      all.push(there ? seconds() : null);
      print(`filing ${n + 1} of ${times}: ${there ? `signal after ${seconds().toFixed(1)} s` : 'no signal'}`);
    }
    return all;
  });
