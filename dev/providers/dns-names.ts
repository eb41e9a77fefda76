import { isIP } from 'node:net';

/** Types that a zone can hold, with their numbers in the IANA registry "DNS Parameters". */
export const TYPE_CODES = { A: 1, NS: 2, CNAME: 5, SOA: 6, MX: 15, TXT: 16, AAAA: 28, CAA: 257 } as const;
/** Types that can be asked for by name, but that no scripted zone holds. */
const OTHER_CODES = { PTR: 12, SRV: 33, DS: 43, RRSIG: 46, NSEC: 47, DNSKEY: 48, SVCB: 64, HTTPS: 65, ANY: 255 };
/** The largest type number (RFC 1035, 3.2.2: sixteen bits). */
const LARGEST_TYPE = 65_535;
/** Longest name without its last dot, and longest label (RFC 1035, 2.3.4). */
const NAME_MAX = 253;
const LABEL_MAX = 63;
/** Most bytes of one character-string; a longer text is several of them (RFC 1035, 3.3). */
const STRING_MAX = 255;

/** In lower case and without the last dot: two spellings of one name become equal. */
export const plainName = (name: string): string => name.toLowerCase().replace(/\.$/, '');

/** Whether a name can be asked for: printable ASCII labels of the permitted lengths, and no address. */
export function isName(name: string): boolean {
  const plain = plainName(name);
  if (plain.length === 0 || plain.length > NAME_MAX || isIP(plain) !== 0) return false;
  return plain.split('.').every((label) => label.length <= LABEL_MAX && /^[\x21-\x7e]+$/.test(label));
}

/** Whether `name` is `zone` or lies below it. */
export const isWithin = (name: string, zone: string): boolean => name === zone || name.endsWith(`.${zone}`);

/** A type as number or as text in any case; the empty text is A. Null for what is neither. */
export function typeCode(text: string): number | null {
  if (text === '') return TYPE_CODES.A;
  if (/^\d+$/.test(text)) {
    const code = Number(text);
    return code >= 1 && code <= LARGEST_TYPE ? code : null;
  }
  return new Map(Object.entries({ ...TYPE_CODES, ...OTHER_CODES })).get(text.toUpperCase()) ?? null;
}

/** A TXT text as it stands in a zone file: quoted strings of at most 255 bytes, `\"`, `\\` and `\DDD` (RFC 1035, 5.1). */
export function quotedText(text: string): string {
  const bytes = Buffer.from(text, 'utf8');
  const strings: string[] = [];
  for (let at = 0; at === 0 || at < bytes.length; at += STRING_MAX) {
    const part = [...bytes.subarray(at, at + STRING_MAX)].map((byte) => {
      const character = String.fromCharCode(byte);
      if (character === '"' || character === '\\') return `\\${character}`;
      return byte >= 0x20 && byte <= 0x7e ? character : `\\${String(byte).padStart(3, '0')}`;
    });
    strings.push(`"${part.join('')}"`);
  }
  return strings.join(' ');
}
