import { saysNothing, splitGoogle } from './text.ts';

/** The shortest numbers in use (ITU-T E.164 allows 15 digits at most; extensions come on top). */
const LEAST_DIGITS = 3;
const MOST_DIGITS = 25;

export type ReadPhone = { ok: true; phone: string | null; rest: string } | { ok: false; reason: string };

/** A phone number as it was written; only what cannot be one is refused. Further numbers of a Google cell are `rest`. */
export function readPhone(cell: string): ReadPhone {
  if (saysNothing(cell)) return { ok: true, phone: null, rest: '' };
  const [first = '', ...others] = cell.includes(':::') ? splitGoogle(cell) : [cell];
  if (/^\d(?:\.\d+)?E\+?\d+$/i.test(first)) {
    return { ok: false, reason: 'A spreadsheet has turned this phone number into a power of ten: its digits are lost' };
  }
  const digits = first.replace(/\D/g, '').length;
  if (digits < LEAST_DIGITS || digits > MOST_DIGITS) return { ok: false, reason: 'This is not a phone number' };
  return { ok: true, phone: first, rest: others.join('; ') };
}
