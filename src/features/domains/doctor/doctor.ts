import type { Diagnosis, Light } from '../contract.ts';
import type { Seen } from '../machine.ts';
import { forbiddingCaa } from './certificate-authority.ts';
import { certificateLight, hostnameLight, siteLight } from './lights.ts';
import type { Look, Wanted } from './look.ts';
import { apexAdvice, ownershipPlace, ownershipRecord, ownershipSeen, routingPlace, routingRecord } from './records.ts';

/**
 * What one look means: three lights and the records to set, in words, and what the machine needs to know of it. Pure:
 * all that it speaks of is in the look.
 */
export const diagnose = (look: Look): { diagnosis: Diagnosis; seen: Seen } => {
  const ownership = ownershipRecord(look);
  const routing = routingRecord(look);
  const caa = forbiddingCaa(look);
  const hostname = hostnameLight(look, ownership, routing);
  const certificate = certificateLight(look, routing, caa);
  const lights = { hostname, certificate, site: siteLight(look, certificate) };
  const states = Object.values(lights).map((light) => light.state);
  return {
    diagnosis: {
      lights,
      records: [ownership, routing, ...(caa ? [caa] : [])],
      apex: apexAdvice(look.host, routing),
    },
    seen: {
      ownership: ownershipSeen(look, look.txt),
      well: states.every((state) => state === 'green'),
      ill: states.some((state) => state === 'amber' || state === 'red'),
    },
  };
};

/** What is shown before the first look: what is to be set. */
export const undiagnosed = (wanted: Wanted): Diagnosis => {
  const waiting: Light = { state: 'grey', text: 'We have not looked yet.', advice: null };
  const unseen = { state: 'unknown' as const, found: [], ttlLeft: null, text: 'We have not looked yet.' };
  return {
    lights: { hostname: waiting, certificate: waiting, site: waiting },
    records: [
      { ...ownershipPlace(wanted), ...unseen },
      { ...routingPlace(wanted), ...unseen },
    ],
    apex: apexAdvice(wanted.host, undefined),
  };
};
