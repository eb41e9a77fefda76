/** Numbers and times as people read them. The words are English, so the figures are too, whatever the browser speaks. */
const LOCALE = 'en-US';

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

const whole = new Intl.NumberFormat(LOCALE, { maximumFractionDigits: 0 });
const tenth = new Intl.NumberFormat(LOCALE, { maximumFractionDigits: 1 });
const credit = new Intl.NumberFormat(LOCALE, { maximumFractionDigits: 2 });
const dollars = new Intl.NumberFormat(LOCALE, { style: 'currency', currency: 'USD', maximumFractionDigits: 0 });
const shortDollars = new Intl.NumberFormat(LOCALE, {
  style: 'currency',
  currency: 'USD',
  notation: 'compact',
  maximumFractionDigits: 1,
});
const day = new Intl.DateTimeFormat(LOCALE, { day: 'numeric', month: 'short', year: 'numeric' });
const plainDay = new Intl.DateTimeFormat(LOCALE, { day: 'numeric', month: 'short', year: 'numeric', timeZone: 'UTC' });
const dayThisYear = new Intl.DateTimeFormat(LOCALE, { day: 'numeric', month: 'short' });
const moment = new Intl.DateTimeFormat(LOCALE, { dateStyle: 'medium', timeStyle: 'short' });
const clock = new Intl.DateTimeFormat(LOCALE, { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' });

/** 1234 → `1,234` */
export const number = (value: number): string => whole.format(value);

/** 1234567 → `$1,234,567` */
export const usd = (value: number): string => dollars.format(value);

/** 1234567 → `$1.2M` */
export const usdShort = (value: number): string => shortDollars.format(value);

/** `1 row`, `2 rows`, `1,204 rows` */
export const count = (value: number, one: string, many: string = `${one}s`): string =>
  `${number(value)} ${value === 1 ? one : many}`;

/** `1,234 people`; `10,000+ people` where the figure is a floor. */
export const total = ({ value, exact }: { value: number; exact: boolean }): string =>
  exact ? count(value, 'person', 'people') : `About ${number(value)} people`;

/** 0.25 → `0.25 credits` */
export const credits = (value: number): string => `${credit.format(value)} ${value === 1 ? 'credit' : 'credits'}`;

/** 0.876 → `88%` */
export const percent = (share: number): string => `${Math.round(share * 100)}%`;

/** 1536 → `1.5 KB`, in powers of 1024 as file managers count. */
export function bytes(value: number): string {
  if (value < 1024) return count(value, 'byte');
  let size = value;
  let unit = 'KB';
  for (const next of ['KB', 'MB', 'GB', 'TB']) {
    size /= 1024;
    unit = next;
    if (size < 1023.95) break;
  }
  return `${tenth.format(size)} ${unit}`;
}

/** Milliseconds → `0.4 s`, `12 s`, `3 min 5 s`, `2 h 10 min`. */
export function duration(ms: number): string {
  const seconds = Math.max(0, ms) / SECOND;
  if (seconds < 10) return `${tenth.format(seconds)} s`;
  if (seconds < 59.5) return `${Math.round(seconds)} s`;
  const minutes = Math.floor(Math.round(seconds) / 60);
  if (minutes < 60) {
    const rest = Math.round(seconds) % 60;
    return rest === 0 ? `${minutes} min` : `${minutes} min ${rest} s`;
  }
  const rest = minutes % 60;
  return rest === 0 ? `${Math.floor(minutes / 60)} h` : `${Math.floor(minutes / 60)} h ${rest} min`;
}

/** `just now`, `5 min ago`, `2 h ago`, `3 d ago`, then the date. */
export function ago(instant: string, now: number): string {
  const age = now - Date.parse(instant);
  if (age < MINUTE) return 'just now';
  if (age < HOUR) return `${Math.floor(age / MINUTE)} min ago`;
  if (age < DAY) return `${Math.floor(age / HOUR)} h ago`;
  if (age < 30 * DAY) return `${Math.floor(age / DAY)} d ago`;
  return date(instant, now);
}

/** `4 Mar` in this year, `4 Mar 2024` before. */
export function date(instant: string, now: number): string {
  const at = new Date(instant);
  return (at.getFullYear() === new Date(now).getFullYear() ? dayThisYear : day).format(at);
}

/** A calendar day (`2026-03-04`) that has no time and so no time zone. */
export const calendarDay = (isoDate: string): string => plainDay.format(new Date(`${isoDate}T00:00:00Z`));

/** `14:05`, in the time zone of the reader. */
export const clockTime = (instant: string): string => clock.format(new Date(instant));

/** Seconds on their way down: `45 s`, `3:05`, `1:02:09`. */
export function countdown(seconds: number): string {
  const whole = Math.max(0, Math.ceil(seconds));
  if (whole < 60) return `${whole} s`;
  const two = (value: number) => String(value).padStart(2, '0');
  const hours = Math.floor(whole / 3600);
  const minutes = Math.floor(whole / 60) % 60;
  return hours === 0 ? `${minutes}:${two(whole % 60)}` : `${hours}:${two(minutes)}:${two(whole % 60)}`;
}

/** The whole moment, for a title. */
export const exactTime = (instant: string): string => moment.format(new Date(instant));

/** `Ada Lovelace` → `AL` */
export function initials(name: string): string {
  const words = name.split(/\s+/).filter(Boolean);
  const letters = [words[0], words.length > 1 ? words.at(-1) : undefined].map(
    (word) => Array.from(word ?? '')[0] ?? '',
  );
  return letters.join('').toUpperCase();
}

/** `insider_buy` → `Insider buy`, `companyDomain` → `Company domain` */
export function humanize(name: string): string {
  const words = name
    .replace(/([a-z])([A-Z])/g, '$1 $2')
    .replace(/[_-]+/g, ' ')
    .toLowerCase()
    .trim();
  return words.charAt(0).toUpperCase() + words.slice(1);
}
