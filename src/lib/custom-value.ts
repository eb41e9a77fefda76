/**
 * Whether a text is a value of a field of the workspace's own: what `app.custom_value` says in the database (not null), for whoever reads
 * a file of a million texts and cannot ask it of each. The tests hold the two side by side.
 */
export type CustomKind = { type: string; options: readonly string[] };

const WHITE = /^[ \t\r\n]+|[ \t\r\n]+$/g;
const GROUPED = /^[-+]?\d{1,3}(,\d{3})+(\.\d+)?$/;
const NUMBER = /^[-+]?\d{1,20}(\.\d{1,10})?$/;
const DAY = /^(\d{4})-(\d{2})-(\d{2})$/;
const WORDS: ReadonlySet<string> = new Set(['true', 'yes', 'y', '1', 'false', 'no', 'n', '0']);
const URL_SHAPE = /^https?:\/\/[a-z0-9-]+(\.[a-z0-9-]+)*\.[a-z]{2,}(:\d{1,5})?([/?#]\S*)?$/i;

const isDay = (text: string): boolean => {
  const [, year, month, day] = (DAY.exec(text) ?? []).map(Number);
  if (!year || !month || !day || month > 12) return false;
  const last = new Date(0);
  last.setUTCFullYear(year, month, 0);
  return day <= last.getUTCDate();
};

export const fitsCustom = ({ type, options }: CustomKind, raw: string): boolean => {
  const value = raw.replace(WHITE, '');
  if (value === '') return false;
  const lower = value.toLowerCase();
  switch (type) {
    case 'text':
      return true;
    case 'number':
      return NUMBER.test(GROUPED.test(value) ? value.replaceAll(',', '') : value);
    case 'date':
      return isDay(value);
    case 'boolean':
      return WORDS.has(lower);
    case 'url':
      return URL_SHAPE.test(/^https?:\/\//i.test(value) ? value : `https://${value}`);
    case 'choice':
      return options.some((one) => one.toLowerCase() === lower);
    case 'choices': {
      const known = new Set(options.map((one) => one.toLowerCase()));
      const parts = lower
        .split(';')
        .map((part) => part.trim())
        .filter((part) => part !== '');
      return parts.length > 0 && parts.every((part) => known.has(part));
    }
    default:
      return false;
  }
};
