import type { ProspectField } from '../../prospects/contract.ts';

/**
 * The longest value of each text field, in UTF-16 units. Generous against real files (the longest seen: title 190,
 * company 120), small enough that a screen can show it and an index can hold it. A longer value is refused, never cut.
 */
export const FIELD_CHARS = {
  /** Holds both of its parts and a space. */
  name: 401,
  firstName: 200,
  lastName: 200,
  /** RFC 5321, section 4.5.3.1.3 with erratum 1690: a path of 256 octets holds an address of 254. */
  email: 254,
  phone: 100,
  linkedinUrl: 300,
  title: 300,
  seniority: 100,
  department: 200,
  company: 200,
  /** RFC 1035, section 2.3.4. */
  companyDomain: 253,
  industry: 200,
  city: 100,
  region: 100,
  country: 100,
  location: 300,
  notes: 20_000,
} as const satisfies Partial<Record<ProspectField, number>>;

/** Columns without a field of their own, per prospect: the widest real export (Outlook) fills 30 of its 88 at a time. */
export const MAX_CUSTOM_VALUES = 100;
/** A custom value is for showing, not for documents: what a page of text holds. */
export const MAX_CUSTOM_CHARS = 5_000;

export const MAX_TAGS = 50;
export const MAX_TAG_CHARS = 60;

/** Ten times all the wealth of the richest person there was, in US dollars: a larger figure is in another unit. */
export const MAX_NET_WORTH = 10 ** 13;

/** How much of a value a refusal shows; the error file has the whole cell. */
export const MAX_SHOWN_CHARS = 200;
