/** Networks that Cloudflare answers from for names of its customers (cloudflare.com/ips). They change every few years. */
const RANGES_V4 = [
  '173.245.48.0/20',
  '103.21.244.0/22',
  '103.22.200.0/22',
  '103.31.4.0/22',
  '141.101.64.0/18',
  '108.162.192.0/18',
  '190.93.240.0/20',
  '188.114.96.0/20',
  '197.234.240.0/22',
  '198.41.128.0/17',
  '162.158.0.0/15',
  '104.16.0.0/13',
  '104.24.0.0/14',
  '172.64.0.0/13',
  '131.0.72.0/22',
];
/** All are /32 but the second to last, whose /29 leaves eight second groups. */
const RANGES_V6 = /^(2400:cb00|2606:4700|2803:f800|2405:b500|2405:8100|2a06:98c[0-7]|2c0f:f248):/i;

const numberOf = (address: string): number | undefined => {
  const parts = address.split('.').map(Number);
  if (parts.length !== 4 || parts.some((p) => !Number.isInteger(p) || p < 0 || p > 255)) return undefined;
  return parts.reduce((sum, part) => sum * 256 + part, 0);
};

const within = (address: number, range: string): boolean => {
  const [base = '', bits = '0'] = range.split('/');
  const size = 2 ** (32 - Number(bits));
  return Math.floor(address / size) === Math.floor((numberOf(base) ?? 0) / size);
};

/** Whether an address is one that Cloudflare's proxy answers under. */
export const isCloudflare = (address: string): boolean => {
  const number = numberOf(address);
  if (number === undefined) return RANGES_V6.test(address);
  return RANGES_V4.some((range) => within(number, range));
};
