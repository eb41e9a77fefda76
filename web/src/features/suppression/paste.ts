import type { SuppressionValue } from '../../../../src/features/suppression/contract.ts';

/** A line that was pasted: what it says, or why it says nothing. */
export type Line = { text: string; value: SuppressionValue } | { text: string; problem: string };

/** Digits of the shortest number that is taken. */
const PHONE_DIGITS_MIN = 7;
const PHONE = /^[+\d][\d\s().\-/]*$/;
const DOMAIN = /^[^\s@]+\.[^\s@.]{2,}$/;

/** One e-mail address, phone number, or name with a company or its domain behind a comma. */
export function readLine(text: string): Line {
  const line = text.trim();
  if (line.includes('@')) {
    return /^[^\s@]+@[^\s@]+$/.test(line)
      ? { text: line, value: { email: line } }
      : { text: line, problem: 'More than an e-mail address' };
  }
  if (PHONE.test(line)) {
    return line.replace(/\D/g, '').length >= PHONE_DIGITS_MIN
      ? { text: line, value: { phone: line } }
      : { text: line, problem: 'Too short for a phone number' };
  }
  const at = line.indexOf(',');
  const [name, company] = at < 0 ? [line, ''] : [line.slice(0, at).trim(), line.slice(at + 1).trim()];
  if (name === '' || company === '') return { text: line, problem: 'A name needs a company behind a comma' };
  return { text: line, value: DOMAIN.test(company) ? { name, companyDomain: company } : { name, company } };
}

/** The lines of a text, without those that are empty. */
export const readLines = (text: string): Line[] =>
  text
    .split(/\r?\n/)
    .filter((line) => line.trim() !== '')
    .map(readLine);

export const valuesOf = (lines: readonly Line[]): SuppressionValue[] =>
  lines.flatMap((line) => ('value' in line ? [line.value] : []));
