import * as z from 'zod';
import { isEmail } from '../../imports/rows/email.ts';
import { FIELD_CHARS } from '../../imports/rows/field-limits.ts';
import { readLinkedin } from '../../imports/rows/linkedin.ts';
import { SENIORITIES } from '../../prospects/contract.ts';
import type { FoundValue, Seniority } from './types.ts';

/** Longest text of a field without a column: a short paragraph. */
const TEXT_MAX = 600;

/** What providers and LinkedIn call ranks, by what the word begins with. */
const RANKS: readonly (readonly [RegExp, Seniority])[] = [
  [/^c[\s_-]?(suite|xo|level)/, 'c_suite'],
  [/^(vice[\s_-]president|vp)/, 'vp'],
  [/^owner/, 'owner'],
  [/^founder/, 'founder'],
  [/^partner/, 'partner'],
  [/^head/, 'head'],
  [/^director/, 'director'],
  [/^(manager|experienced[\s_-]manager|entry[\s_-]level[\s_-]manager)/, 'manager'],
  [/^(senior|strategic)/, 'senior'],
  [/^(entry|junior)/, 'entry'],
  [/^(intern|training)/, 'intern'],
];

/** A rank in our own words, or undefined where it is none of them. */
export const readSeniority = (text: string | null | undefined): Seniority | undefined => {
  const plain = text?.trim().toLowerCase();
  if (!plain) return undefined;
  return SENIORITIES.find((one) => one === plain) ?? RANKS.find(([pattern]) => pattern.test(plain))?.[1];
};

const day = z.iso.date().regex(/^(?!0000)/);
/** The day that a date begins with, or null where the calendar has none: the database would refuse it. */
export const dayOf = (date: string | null | undefined): string | null => day.safeParse(date?.slice(0, 10)).data ?? null;

const LIMITS: Readonly<Record<string, number>> = FIELD_CHARS;

/** Text as it is stored: one line, ends trimmed, no control characters. */
export const tidy = (text: string): string =>
  text
    .toWellFormed()
    .normalize('NFC')
    .replace(/[\p{Cc}\p{Zl}\p{Zp}\s]+/gu, ' ')
    .trim();

/** Only addresses of the web; a source could put anything where a link is expected. */
export const webUrl = (text: string | null | undefined): string | null => {
  const url = text ? URL.parse(text) : null;
  return url && (url.protocol === 'https:' || url.protocol === 'http:') && url.href.length <= 2000 ? url.href : null;
};

/** A LinkedIn profile's address in its one spelling, or null where it is none. */
export const profileUrl = (text: string | null | undefined): string | null => {
  const read = text ? readLinkedin(text) : undefined;
  return read?.kind === 'profile' ? read.url : null;
};

/** A phone number in one spelling, `+61438347437` for ` +61.438347437`; undefined where it has too few digits. */
export const readPhone = (text: string): string | undefined => {
  const bare = text.trim().replace(/(?!^\+)[^\d]/g, '');
  return /^\+?\d{7,15}$/.test(bare) ? bare : undefined;
};

/** An address that belongs to a person; Apollo fills in a placeholder where the account may not see it. */
export const readAddress = (text: string): string | undefined => {
  const plain = text.trim().toLowerCase();
  return isEmail(plain) && !plain.includes('email_not_unlocked') ? plain : undefined;
};

const READERS: Readonly<Record<string, (text: string) => string | undefined>> = {
  email: readAddress,
  personalEmail: readAddress,
  phone: readPhone,
  seniority: readSeniority,
  linkedinUrl: (text) => profileUrl(text) ?? undefined,
};

/**
 * Collects the values of one answer, each read by its field's own rule: what is no e-mail address, no phone number, no
 * profile, empty or longer than its field is left out.
 */
export const collect = (sourceUrl: string | null) => {
  const values: FoundValue[] = [];
  return {
    values,
    add(
      field: string,
      raw: string | number | null | undefined,
      confidence: number,
      url: string | null = sourceUrl,
    ): void {
      if (raw === null || raw === undefined) return;
      const text = tidy(String(raw));
      const value = text === '' ? undefined : (READERS[field]?.(text) ?? (READERS[field] ? undefined : text));
      if (value === undefined || value.length > (LIMITS[field] ?? TEXT_MAX)) return;
      const written = String(raw).toWellFormed().replaceAll('\0', '');
      const wrote = written !== value && written.length <= TEXT_MAX ? { raw: written } : {};
      values.push({ field, value, confidence, sourceUrl: webUrl(url), ...wrote });
    },
  };
};
