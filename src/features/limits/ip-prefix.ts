/** What stands for a caller whose address is not known: all of them share one limit. */
const UNKNOWN = 'unknown';
/** An IPv4 address in the form of IPv6 (RFC 4291, section 2.5.5.2), in the spelling of RFC 5952. */
const MAPPED = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/;

/** The part of an address that is one customer's: a whole IPv4 address, or the /64 of IPv6. */
export const ipPrefix = (address: string | undefined): string => {
  if (!address) return UNKNOWN;
  const text = address.toLowerCase();
  const mapped = MAPPED.exec(text)?.[1];
  if (mapped !== undefined) return mapped;
  if (!text.includes(':')) return text;
  const [head = '', tail = ''] = text.split('::');
  const left = head.split(':').filter(Boolean);
  const right = tail.split(':').filter(Boolean);
  const zeros = text.includes('::') ? Math.max(0, 8 - left.length - right.length) : 0;
  const groups = [...left, ...Array<string>(zeros).fill('0'), ...right].slice(0, 4);
  return `${groups.map((group) => group.padStart(4, '0')).join(':')}::/64`;
};
