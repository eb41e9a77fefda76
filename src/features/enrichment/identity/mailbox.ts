import { isKnownGiven } from './common.ts';
import { isOpenDomain } from './company.ts';
import { likelyParts } from './name-readings.ts';
import { areNicknames, isGivenName } from './nicknames.ts';
import type { Person } from './record.ts';

/** Mailboxes that go with a post or a place and not with a person (RFC 2142, and what companies print on their pages). */
const ROLES = new Set(
  `info information contact contacts hello hi mail email office frontdesk front desk reception admin administration administrator
   sales support help helpdesk service services customerservice customercare care team staff hr humanresources jobs careers
   recruiting recruitment marketing press media pr news newsletter billing accounts accounting payable receivable invoices
   finance legal compliance privacy security abuse webmaster postmaster hostmaster noreply donotreply ir investors
   investorrelations partners partner inquiries enquiries inquiry enquiry questions feedback general main orders order booking
   bookings reservations events owner owners management manager managers director directors ceo founders board trustees president chairman
   secretary assistant pa ea foundation giving donations development alumni kontakt buero sekretariat accueil bonjour contacto
   ventas contato vendas ufficio segreteria post welcome shop store dispatch purchasing procurement it tech`
    .split(/\s+/)
    .filter(Boolean),
);
/** What households and couples put into an address. */
const HOUSEHOLD = /famil|household|thehouse|^the[a-z]+s$|clan$/;
const COUPLE = /(?:and|und|et|y|n|[&+])/g;
/** Whether an address names two people: `tom.and.ann`, `tomandann`. */
const namesTwo = (local: string): boolean => {
  if (/(?:^|[^a-z])(?:and|und|et|y|n|&|\+)(?:[^a-z]|$)/.test(local) || /[a-z][&+][a-z]/.test(local)) return true;
  const bare = local.replace(/[^a-z]/g, '');
  const isName = (word: string) => word.length > 1 && (isGivenName(word) || isKnownGiven(word));
  return [...bare.matchAll(COUPLE)].some(({ 0: and, index }) => {
    const after = bare.slice(index + and.length);
    return isName(bare.slice(0, index)) && [...after].some((_, at) => isName(after.slice(0, at + 1)));
  });
};

/** Whether the addresses of two people, one and the same, may be read by more than one person. */
export const isSharedMailbox = (local: string, domain: string, a: Person, b: Person): boolean => {
  const words = local.split(/[^a-z]+/).filter(Boolean);
  if (words.length > 0 && words.every((word) => ROLES.has(word))) return true;
  if (ROLES.has(words.join(''))) return true;
  const bare = words.join('');
  const families = [a, b].map(({ name }) => likelyParts(name).family?.text ?? '');
  const givens = [a, b].map(({ name }) => likelyParts(name).given?.text ?? '');
  const tells = givens.some(
    (given) => given.length > 2 && (bare.includes(given) || words.some((word) => areNicknames(word, given))),
  );
  if (namesTwo(local)) return true;
  if (!tells && HOUSEHOLD.test(bare)) return true;
  // A family's name alone, at a domain of everybody or of the family: whoever opens the letters first.
  const alone = families.some((family) => bare === family || bare === `${family}s` || bare === `the${family}s`);
  return alone && (isOpenDomain(domain) || families.some((family) => family !== '' && domain.includes(family)));
};
