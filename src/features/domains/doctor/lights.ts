import type { CustomHostname } from '../../../platform/custom-hostnames.ts';
import type { Probe } from '../../../platform/domain-probe.ts';
import type { DnsRecord, Light } from '../contract.ts';
import type { Look } from './look.ts';
import { duration } from './words.ts';

const green = (text: string): Light => ({ state: 'green', text, advice: null });
const amber = (text: string, advice: string | null = null): Light => ({ state: 'amber', text, advice });
const red = (text: string, advice: string): Light => ({ state: 'red', text, advice });
const grey = (text: string): Light => ({ state: 'grey', text, advice: null });

const COULD_NOT_LOOK = 'We could not look just now.';
const TELL_US = 'Write to support: this is ours to mend.';

/** What each state of a record is called in the light above it. */
const SAID: Record<DnsRecord['state'], string> = {
  found: 'is right',
  missing: 'is not there yet',
  wrong: 'is wrong',
  duplicated: 'is there more than once',
  proxied: 'is hidden by a proxy',
  cached: 'is still the old one',
  unknown: 'could not be looked at',
};

const recordLight = (record: DnsRecord): Light => {
  const text = `The ${record.type} record ${SAID[record.state]}.`;
  return record.state === 'cached' && record.ttlLeft !== null
    ? amber(text, `Wait ${duration(record.ttlLeft)} if you have changed it.`)
    : red(text, record.text);
};

const edgeLight = ({ hostname }: Look): Light => {
  if (hostname.kind === 'failed') return grey(COULD_NOT_LOOK);
  if (hostname.kind === 'refused') return red(`The network does not take this name: ${hostname.reason}`, TELL_US);
  if (hostname.kind === 'none') return amber('The records are right. We are setting the name up.');
  const { status, errors } = hostname.hostname;
  // `active_redeploying` serves as well.
  if (status.startsWith('active')) return green('The records are right.');
  if (status === 'blocked') return red('The name may not be served here.', TELL_US);
  return amber('The records are right. The network takes the name up, which takes some minutes.', errors[0] ?? null);
};

/** The name: its records first, then what the network makes of them. */
export const hostnameLight = (look: Look, ownership: DnsRecord, routing: DnsRecord): Light => {
  const records = [ownership, routing];
  const bad = records.find((r) => r.state !== 'found' && r.state !== 'unknown');
  if (bad) return recordLight(bad);
  return records.some((r) => r.state === 'unknown') ? grey(COULD_NOT_LOOK) : edgeLight(look);
};

const failedToIssue = ({ sslStatus, sslErrors }: CustomHostname): boolean =>
  sslErrors.length > 0 || /timed_out|expired|deleted|failed/.test(sslStatus);

export const certificateLight = (look: Look, routing: DnsRecord, caa: DnsRecord | undefined): Light => {
  const { hostname } = look;
  const issued = hostname.kind === 'hostname' && hostname.hostname.sslStatus === 'active';
  if (caa) {
    return issued
      ? amber('The certificate is good, but cannot be renewed.', caa.text)
      : red('A CAA record forbids the certificate.', caa.text);
  }
  if (issued) return green('The certificate is good.');
  if (hostname.kind === 'failed') return grey(COULD_NOT_LOOK);
  if (routing.state !== 'found' || hostname.kind !== 'hostname') return grey('It is made once the records are right.');
  if (failedToIssue(hostname.hostname)) {
    const why = hostname.hostname.sslErrors[0];
    return red(
      'The certificate could not be made.',
      `${why ? `The authority says: ${why} ` : ''}We try again by ourselves; look for CAA records or a firewall before the name.`,
    );
  }
  return amber('The certificate is being made, which takes some minutes.');
};

const FAILED: Record<Extract<Probe, { kind: 'failed' }>['error'], [text: string, advice: string]> = {
  dns: ['The name does not resolve.', 'Look at the records; a change can take until the old answer runs out.'],
  tls: [
    'There is no secure connection under the name.',
    'The certificate is not in place everywhere; it takes some minutes.',
  ],
  refused: ['Nobody answers under the name.', 'Look for a proxy or a firewall before the name.'],
  timeout: ['Nobody answers under the name in time.', 'Look for a proxy or a firewall before the name.'],
  network: ['Nobody answers under the name.', 'Look for a proxy or a firewall before the name.'],
};

export const siteLight = ({ probe }: Look, certificate: Light): Light => {
  if (probe === undefined) return grey('We look here once the records are right.');
  if (probe.kind === 'ours') return green('Your pages answer under the name.');
  if (probe.kind === 'other') {
    return red(
      `Somebody else answers under the name (status ${probe.status}).`,
      'Look for a redirect, a proxy or an old web server that stands before it.',
    );
  }
  const [text, advice] = FAILED[probe.error];
  // Until there is a certificate, no connection can be made: that is no fault of its own.
  return certificate.state === 'green' ? red(text, advice) : amber(text, null);
};
