/** Exact decimal figures as filings print them: shares with fractions, prices with four places. No float touches them. */
export type Decimal = { digits: bigint; scale: number };

const PLAIN = /^\d{1,30}(?:\.\d{1,12})?$|^\.\d{1,12}$/;

/** A non-negative figure such as `122362.866`; undefined where the text is none. Group commas are dropped. */
export const readDecimal = (text: string): Decimal | undefined => {
  const bare = text.trim().replaceAll(',', '');
  if (!PLAIN.test(bare)) return undefined;
  const [whole = '', fraction = ''] = bare.split('.');
  return { digits: BigInt(`${whole}${fraction}`), scale: fraction.length };
};

export const multiply = (a: Decimal, b: Decimal): Decimal => ({
  digits: a.digits * b.digits,
  scale: a.scale + b.scale,
});

export const add = (a: Decimal, b: Decimal): Decimal => {
  const scale = Math.max(a.scale, b.scale);
  const at = (d: Decimal): bigint => d.digits * 10n ** BigInt(scale - d.scale);
  return { digits: at(a) + at(b), scale };
};

/** Rounded half up to at most `places` places, without trailing zeros: `122362.866`, `500`. */
export const print = (d: Decimal, places = 12): string => {
  const cut = Math.max(0, d.scale - places);
  const unit = 10n ** BigInt(cut);
  const digits = (d.digits + unit / 2n) / unit;
  const scale = d.scale - cut;
  const text = digits.toString().padStart(scale + 1, '0');
  const whole = text.slice(0, text.length - scale);
  const fraction = text.slice(text.length - scale).replace(/0+$/, '');
  return fraction === '' ? whole : `${whole}.${fraction}`;
};

/** The same with commas between thousands, for people. */
export const printGrouped = (d: Decimal, places = 12): string => {
  const [whole = '', fraction] = print(d, places).split('.');
  const grouped = whole.replace(/\B(?=(\d{3})+$)/g, ',');
  return fraction === undefined ? grouped : `${grouped}.${fraction}`;
};

/** US dollars for people: a price of less than whole dollars has its cents, both of them: 41.2 is $41.20. */
export const printDollars = (d: Decimal, places = 2): string => {
  const [whole = '', fraction] = printGrouped(d, places).split('.');
  return fraction === undefined ? `$${whole}` : `$${whole}.${fraction.padEnd(2, '0')}`;
};
