import type { HostnameAnswer } from '../../../platform/custom-hostnames.ts';
import type { DnsAnswer } from '../../../platform/dns.ts';
import type { Probe } from '../../../platform/domain-probe.ts';
import type { DnsRecord } from '../contract.ts';

/** What the records of a domain have to say. */
export type Wanted = {
  host: string;
  /** The name that the host must lead to. */
  fallback: string;
  /** The text that stands under `_edgewise.<host>`. */
  proof: string;
};

/** Everything that one look at a domain brought back; what was not asked is undefined. */
export type Look = Wanted & {
  txt: DnsAnswer;
  cname: DnsAnswer;
  a: DnsAnswer;
  aaaa: DnsAnswer;
  /** Addresses of the name that the host must lead to. */
  ours: { a: DnsAnswer; aaaa: DnsAnswer };
  /** From the host upwards. */
  caa: { name: string; answer: DnsAnswer }[];
  /** The same questions at the places where records land by mistake. */
  astray: { txtTwice?: DnsAnswer; routingTwice?: DnsAnswer; txtBare?: DnsAnswer };
  hostname: HostnameAnswer;
  probe: Probe | undefined;
  /** The look before: a resolver that gives the very copy it gave then cannot know of a change since. */
  before: { at: Date; records: DnsRecord[] } | undefined;
  now: Date;
};
