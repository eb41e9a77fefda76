import { type ControlRoute, OK, parsed, type Result } from './control.ts';
import { recordChange, recordRemoval, zoneScript } from './dns-script.ts';
import type { Zones } from './dns-zones.ts';

const ZONES = '/_control/dns/zones';
const RECORDS = '/_control/dns/records';

const missing = (what: string): Result => ({ status: 404, value: { error: what } });

/**
 * Scripts the zones: `GET|POST|DELETE /_control/dns/zones`, `DELETE /_control/dns/zones/<name>` (whole zones),
 * `POST|DELETE /_control/dns/records` (all records of one name and type).
 */
export function dnsControl(zones: Zones): ControlRoute {
  return (method, path, body) => {
    if (method === 'GET' && path === ZONES) return { status: 200, value: zones.list() };
    if (method === 'POST' && path === ZONES) {
      return parsed(zoneScript, body, (script) => ({ status: 200, value: zones.put(script) }));
    }
    if (method === 'DELETE' && path === ZONES) {
      zones.clear();
      return OK;
    }
    if (method === 'DELETE' && path.startsWith(`${ZONES}/`)) {
      const name = path.slice(ZONES.length + 1);
      return zones.remove(name) ? OK : missing(`no zone ${name}`);
    }
    if (method === 'POST' && path === RECORDS) {
      return parsed(recordChange, body, (change) =>
        zones.change(change) ? OK : missing(`no zone holds ${change.name}; POST ${ZONES} makes one`),
      );
    }
    if (method === 'DELETE' && path === RECORDS) {
      return parsed(recordRemoval, body, (removal) =>
        zones.removeRecords(removal) ? OK : missing(`nothing at ${removal.name}`),
      );
    }
    return null;
  };
}
