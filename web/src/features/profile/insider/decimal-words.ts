/** Exact decimals as text, as the API sends shares and prices: shown without ever being a float where it matters. */

const PLAIN = /^(-?)(\d+)(?:\.(\d+))?$/;

/** `1234567.8900` → `1,234,567.89`; text that is no decimal stays as it is. */
export function decimalWords(text: string, most = 4): string {
  const parts = PLAIN.exec(text.trim());
  if (parts === null) return text;
  const [, sign = '', whole = '0', rest = ''] = parts;
  const grouped = whole.replace(/^0+(?=\d)/, '').replace(/\B(?=(\d{3})+$)/g, ',');
  const decimals = rest.slice(0, most).replace(/0+$/, '');
  // What is cut is said: the whole figure stands in the title.
  const cut = rest.slice(most).replace(/0+$/, '') !== '';
  return `${sign}${grouped}${decimals === '' ? '' : `.${decimals}`}${cut ? '…' : ''}`;
}

/** A price: `$12.50`, `$0.0001`; cents at least. */
export function priceWords(text: string): string {
  if (!PLAIN.test(text.trim())) return text;
  const words = decimalWords(text);
  const plain = words.replace('-', '');
  const [, decimals = ''] = plain.split('.');
  const padded =
    plain.includes('…') || decimals.length > 1 ? plain : `${plain.split('.')[0]}.${decimals.padEnd(2, '0')}`;
  return `${words.startsWith('-') ? '-' : ''}$${padded}`;
}
