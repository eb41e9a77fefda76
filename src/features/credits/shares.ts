import type { PaidSource } from './contract.ts';

/** Parts of a credit that a share is exact to. */
const PARTS = 10_000;

const EMAILS = new Set(['email', 'personalEmail']);
/** Fields that a source charges for apart from the rest: a credit for any e-mail, one for any phone. */
const PRICED: Partial<Record<string, (field: string) => string>> = {
  contactout: (field) => (EMAILS.has(field) ? 'email' : field === 'phone' ? 'phone' : 'rest'),
};

export const isEmail = (field: string): boolean => EMAILS.has(field);

/** Credits of a call that were paid for its address: what comes back where mail to it does. */
export const EMAIL_CREDITS: Partial<Record<PaidSource, number>> = { apollo: 1, contactout: 1 };

/** Shares `credits` out to `n` in parts of equal size; what cannot be shared goes to the first. They add up exactly. */
const even = (credits: number, n: number): number[] => {
  const parts = credits * PARTS;
  const each = Math.floor(parts / n);
  return Array.from({ length: n }, (_, at) => (each + (at < parts - each * n ? 1 : 0)) / PARTS);
};

/**
 * What each field of a call has of its price, in the fields' order and to four places; together the price. Where a source
 * charges for kinds of fields apart, each kind bears its own credit.
 */
export const sharesOf = (source: string, credits: number, fields: readonly string[]): number[] => {
  const kindOf = PRICED[source] ?? (() => 'rest');
  const kinds = [...new Set(fields.map(kindOf))];
  // More or fewer credits than kinds is a price that is not made of them, and so is borne by all alike.
  const groups = kinds.length === credits ? kinds : ['all'];
  const shares = fields.map(() => 0);
  for (const group of groups) {
    const members = fields.flatMap((field, at) => (group === 'all' || kindOf(field) === group ? [at] : []));
    const parts = even(group === 'all' ? credits : 1, Math.max(1, members.length));
    members.forEach((at, place) => {
      shares[at] = parts[place] ?? 0;
    });
  }
  return shares;
};

/** What was given back of each field: all of it on addresses, where there are any. */
export const refundsOf = (refunded: number, fields: readonly string[]): number[] => {
  const addresses = fields.filter(isEmail).length;
  const bear = (field: string) => addresses === 0 || isEmail(field);
  const parts = even(refunded, Math.max(1, fields.filter(bear).length));
  let place = 0;
  return fields.map((field) => (bear(field) ? (parts[place++] ?? 0) : 0));
};
