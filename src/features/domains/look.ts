import type { HostnameAnswer } from '../../platform/custom-hostnames.ts';
import { type DnsAnswer, resolve } from '../../platform/dns.ts';
import { probePage } from '../../platform/domain-probe.ts';
import type { Env } from '../../platform/env.ts';
import type { Look, Wanted } from './doctor/look.ts';
import { ownershipSeen, routingRecord } from './doctor/records.ts';
import type { Seen } from './machine.ts';
import { namesUp, proofName, registrableOf } from './names.ts';
import { probePageOf } from './probe-page.ts';

/** Names that are asked for CAA records at most; deeper ones are those of nobody's web pages. */
const CAA_NAMES_MAX = 5;

/**
 * Everything there is to see of a name from outside. Never throws for what others do or leave undone. `hostname` is asked
 * once it is known whether the proof stands.
 */
export const lookAt = async (
  env: Env,
  wanted: Wanted,
  before: Look['before'],
  hostname: (ownership: Seen['ownership']) => Promise<HostnameAnswer>,
): Promise<Look> => {
  const { host, fallback } = wanted;
  const zone = registrableOf(host);
  const ask = (name: string, type: Parameters<typeof resolve>[2]) => resolve(env, name, type);
  const caaNames = namesUp(host).slice(0, CAA_NAMES_MAX);
  const proof = ask(proofName(host), 'TXT');
  const [txt, held, cname, a, aaaa, oursA, oursAaaa, ...caa] = await Promise.all([
    proof,
    proof.then((answer) => hostname(ownershipSeen(wanted, answer))),
    ask(host, 'CNAME'),
    ask(host, 'A'),
    ask(host, 'AAAA'),
    ask(fallback, 'A'),
    ask(fallback, 'AAAA'),
    ...caaNames.map((name) => ask(name, 'CAA')),
  ]);
  const first: Look = {
    ...wanted,
    txt,
    cname,
    a,
    aaaa,
    ours: { a: oursA, aaaa: oursAaaa },
    caa: caaNames.map((name, i) => ({ name, answer: caa[i] ?? ({ kind: 'failed' } satisfies DnsAnswer) })),
    astray: {},
    hostname: held,
    probe: undefined,
    before,
    now: new Date(),
  };
  const routing = routingRecord(first).state;
  const [txtTwice, txtBare, routingTwice, probe] = await Promise.all([
    ownershipSeen(wanted, txt) === 'missing' ? ask(`${proofName(host)}.${zone}`, 'TXT') : undefined,
    ownershipSeen(wanted, txt) === 'missing' ? ask(host, 'TXT') : undefined,
    routing === 'missing' ? ask(`${host}.${zone}`, 'CNAME') : undefined,
    routing === 'found' ? probePageOf(env, host).then((page) => probePage(env, page.url, page.expected)) : undefined,
  ]);
  return {
    ...first,
    astray: {
      ...(txtTwice && { txtTwice }),
      ...(txtBare && { txtBare }),
      ...(routingTwice && { routingTwice }),
    },
    probe,
    now: new Date(),
  };
};
