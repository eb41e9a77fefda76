import { fold } from './words.ts';

/**
 * Figures in running text: dates, money, percentages, numbers, in the ways people write them. `from` and `to` say where
 * one stands in the text, which is to be a plain one.
 */

type Place = { from: number; to: number };
/** How a number is meant: as it is, or as one side of it. */
export type Bound = 'about' | 'over' | 'under' | null;
export type Amount = Place & {
  kind: 'number' | 'money' | 'percent';
  /** All readings: `1.200` is 1.2 here and 1200 there. */
  values: number[];
  /** Half of the last place that is written: what a rounded figure may differ by, though never by more than a twentieth; 0 where it is written out. */
  slack: number;
  currency: string | null;
  bound: Bound;
};
/** Parts that are not said are null. `quarter` in 1 to 4; `span` in years, 10 for a decade. */
export type Day = Place & {
  kind: 'date';
  readings: { year: number | null; month: number | null; day: number | null }[];
  quarter: number | null;
  span: number;
};
export type Figure = Amount | Day;

const MONTHS = 'january february march april may june july august september october november december'.split(' ');
const monthOf = (word: string): number | null => {
  const at = MONTHS.findIndex((month) => word.length >= 3 && month.startsWith(word.replace(/\.$/, '')));
  return at < 0 ? (word.startsWith('sept') ? 9 : null) : at + 1;
};
const MONTH = `(jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\\.?`;
const YEAR = '((?:1[89]|20)\\d\\d)';
const DAY = '(0?[1-9]|[12]\\d|3[01])(?:st|nd|rd|th)?';

type Maker = (m: RegExpMatchArray) => Omit<Day, 'from' | 'to' | 'kind'> | undefined;
const one = (year: string | undefined, month: number | null, day: string | undefined) => ({
  readings: [{ year: year ? Number(year) : null, month, day: day ? Number(day) : null }],
  quarter: null,
  span: 1,
});
const QUARTERS = ['first', 'second', 'third', 'fourth'];
const DATES: readonly (readonly [RegExp, Maker])[] = [
  [/\b(\d{4})-(\d{2})-(\d{2})(?:t[\d:.]+z?)?(?!\d)/g, (m) => one(m[1], Number(m[2]), m[3])],
  [/\b((?:19|20)\d{2})-(0[1-9]|1[0-2])\b/g, (m) => one(m[1], Number(m[2]), undefined)],
  [
    /\b(\d{1,2})[/.](\d{1,2})[/.](\d{4})\b/g,
    (m) => {
      const [a, b, year] = [Number(m[1]), Number(m[2]), Number(m[3])];
      const readings = [
        { year, month: a, day: b },
        { year, month: b, day: a },
      ].filter(({ month, day }) => month >= 1 && month <= 12 && day >= 1 && day <= 31);
      return readings.length === 0 ? undefined : { readings, quarter: null, span: 1 };
    },
  ],
  [new RegExp(`\\b${MONTH} ${DAY}(?:,? ${YEAR})?(?![\\d,])`, 'g'), (m) => one(m[3], monthOf(m[1] ?? ''), m[2])],
  [new RegExp(`\\b${DAY} (?:of )?${MONTH}(?:,? ${YEAR})?\\b`, 'g'), (m) => one(m[3], monthOf(m[2] ?? ''), m[1])],
  [new RegExp(`\\b${MONTH},? (?:of )?${YEAR}\\b`, 'g'), (m) => one(m[2], monthOf(m[1] ?? ''), undefined)],
  [
    new RegExp(`\\bq([1-4])[ /-]*(?:of )?${YEAR}\\b|\\b(first|second|third|fourth) quarter (?:of )?${YEAR}\\b`, 'g'),
    (m) => ({ ...one(m[2] ?? m[4], null, undefined), quarter: m[1] ? Number(m[1]) : QUARTERS.indexOf(m[3] ?? '') + 1 }),
  ],
  [
    new RegExp(`\\b${YEAR.replace('\\d\\d)', '\\d0)')}'?s\\b`, 'g'),
    (m) => ({ ...one(m[1], null, undefined), span: 10 }),
  ],
  [
    new RegExp(`\\b(?:in|since|until|from|during|by|of|late|early|mid|last|this|next) ${MONTH}(?= |[,.;)]|$)`, 'g'),
    (m) => one(undefined, monthOf(m[1] ?? ''), undefined),
  ],
  [
    new RegExp(
      `(?<![\\d.,$€£/-])${YEAR}(?![\\d%]|[.,]\\d| (?:shares|people|employees|dollars|staff|units|options))\\b`,
      'g',
    ),
    (m) => one(m[1], null, undefined),
  ],
];

const SCALES: Readonly<Record<string, number>> = {
  k: 1e3,
  thousand: 1e3,
  m: 1e6,
  mm: 1e6,
  mn: 1e6,
  mio: 1e6,
  million: 1e6,
  millions: 1e6,
  b: 1e9,
  bn: 1e9,
  billion: 1e9,
  billions: 1e9,
  t: 1e12,
  tn: 1e12,
  trillion: 1e12,
  lakh: 1e5,
  crore: 1e7,
};
const SCALE = 'thousand|millions?|billions?|trillion|lakh|crore|mio|mm|mn|bn|tn|k|m|b|t';
const CURRENCIES: Readonly<Record<string, string>> = {
  $: 'usd',
  us$: 'usd',
  usd: 'usd',
  dollar: 'usd',
  dollars: 'usd',
  a$: 'aud',
  aud: 'aud',
  c$: 'cad',
  cad: 'cad',
  '€': 'eur',
  eur: 'eur',
  euro: 'eur',
  euros: 'eur',
  '£': 'gbp',
  gbp: 'gbp',
  pound: 'gbp',
  pounds: 'gbp',
  chf: 'chf',
  francs: 'chf',
  nok: 'nok',
  sek: 'sek',
  dkk: 'dkk',
  kroner: 'krone',
  kronor: 'krone',
  '¥': 'jpy',
  jpy: 'jpy',
  yen: 'jpy',
  '₹': 'inr',
  inr: 'inr',
  rupees: 'inr',
};
const BEFORE = 'us\\$|a\\$|c\\$|\\$|€|£|¥|₹|usd|eur|gbp|chf|nok|sek|dkk|aud|cad|jpy|inr';
const AFTER =
  'us dollars?|dollars?|usd|euros?|eur|pounds?|gbp|chf|francs|nok|sek|dkk|kroner|kronor|yen|jpy|rupees|inr|aud|cad|€|£';
const DIGITS = "\\d{1,3}(?:[ ,.']\\d{3})+(?:[.,]\\d{1,4})?|\\d+(?:[.,]\\d+)?";
const AMOUNT = new RegExp(
  `(?<![\\p{L}\\d_-])(?:(${BEFORE})\\s?)?(?<![\\d.,])(${DIGITS})(?![\\d])(?:[ -]?(${SCALE})(?![\\p{L}\\d])\\.?)?(?:\\s?(%|percent\\b|per cent\\b|pct\\b)|[ -]?(${AFTER})(?![\\p{L}\\d]))?(st|nd|rd|th)?(?![\\p{L}\\d]|-[\\p{L}])`,
  'gu',
);
const BOUNDS: readonly (readonly [RegExp, Bound])[] = [
  [
    /(?:about|approximately|approx\.?|around|roughly|some|circa|ca\.?|an estimated|estimated at|~|≈|close to)\s*$/,
    'about',
  ],
  [
    /(?:more than|over|above|at least|exceeding|exceeds|exceed|in excess of|greater than|north of|upwards of|>)\s*$/,
    'over',
  ],
  [/(?:less than|under|below|at most|up to|nearly|almost|fewer than|not quite|just shy of|<)\s*$/, 'under'],
];
const boundOf = (before: string, after: string): Bound =>
  /^\s?\+|^ or more\b|^ plus\b/.test(after) ? 'over' : (BOUNDS.find(([pattern]) => pattern.test(before))?.[1] ?? null);

/** All that a written number may mean, and how many decimals it has. */
const readingsOf = (text: string): { values: number[]; decimals: number } => {
  const plain = text.replace(/[ ']/g, '');
  const marks = plain.replace(/\d/g, '');
  const number = (thousands: RegExp, decimal: string): number =>
    Number(plain.replace(thousands, '').replace(decimal, '.'));
  if (marks === '') return { values: [Number(plain)], decimals: 0 };
  const last = marks.at(-1) ?? '';
  const tail = plain.length - plain.lastIndexOf(last) - 1;
  if (new Set(marks).size === 2)
    return { values: [last === ',' ? number(/\./g, ',') : number(/,/g, '.')], decimals: tail };
  if (marks.length > 1) return { values: [Number(plain.replace(/[.,]/g, ''))], decimals: 0 };
  if (tail !== 3) return { values: [number(/_/g, last)], decimals: tail };
  // `1,200` is a thousand to nearly everybody; `1.200` is either.
  const whole = Number(plain.replace(/[.,]/g, ''));
  return last === ',' ? { values: [whole], decimals: 0 } : { values: [whole, Number(plain)], decimals: 0 };
};

const WORDS: Readonly<Record<string, number>> = Object.fromEntries(
  'two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen'
    .split(' ')
    .map((word, at) => [word, at + 2]),
);
const TENS: Readonly<Record<string, number>> = Object.fromEntries(
  'twenty thirty forty fifty sixty seventy eighty ninety'.split(' ').map((word, at) => [word, (at + 2) * 10]),
);
const WORD = new RegExp(
  `\\b(?:(${Object.keys(TENS).join('|')})(?:-(${['one', ...Object.keys(WORDS)].slice(0, 9).join('|')}))?|(${Object.keys(WORDS).join('|')}))(?:[ -](hundred|thousand|million|billion))?\\b`,
  'g',
);

const amounts = (text: string): Amount[] => {
  const found: Amount[] = [];
  for (const m of text.matchAll(AMOUNT)) {
    const [whole, before, digits = '', scale, percent, after] = m;
    const { values, decimals } = readingsOf(digits);
    const factor = scale === undefined ? 1 : (SCALES[scale] ?? 1);
    const currency = CURRENCIES[before ?? after?.replace('us ', '') ?? ''] ?? null;
    found.push({
      kind: percent ? 'percent' : currency ? 'money' : 'number',
      values: values.map((value) => value * factor),
      slack: factor === 1 ? 0 : (factor * 10 ** -decimals) / 2,
      currency,
      bound: boundOf(text.slice(0, m.index), text.slice(m.index + whole.length)),
      from: m.index,
      to: m.index + whole.length,
    });
  }
  for (const m of text.matchAll(WORD)) {
    const [whole, tens, unit, small, scale] = m;
    const base = tens ? (TENS[tens] ?? 0) + (unit === 'one' ? 1 : (WORDS[unit ?? ''] ?? 0)) : (WORDS[small ?? ''] ?? 0);
    const factor = scale === 'hundred' ? 100 : (SCALES[scale ?? ''] ?? 1);
    const bound = boundOf(text.slice(0, m.index), text.slice(m.index + whole.length));
    found.push({
      kind: 'number',
      values: [base * factor],
      slack: factor > 100 ? factor / 2 : 0,
      currency: null,
      bound,
      from: m.index,
      to: m.index + whole.length,
    });
  }
  return found;
};

/** Every figure of a text. Dates are taken first, so that their parts are no numbers. */
export const figuresOf = (raw: string): Figure[] => {
  let text = fold(raw);
  const days: Day[] = [];
  for (const [pattern, make] of DATES) {
    for (const m of text.matchAll(pattern)) {
      const made = make(m);
      if (made === undefined) continue;
      days.push({ kind: 'date', ...made, from: m.index, to: m.index + m[0].length });
      text = `${text.slice(0, m.index)}${' '.repeat(m[0].length)}${text.slice(m.index + m[0].length)}`;
    }
  }
  return [...days, ...amounts(text)].sort((a, b) => a.from - b.from);
};

/** Differences of reckoning, not of figures. */
const near = (a: number, b: number): boolean => Math.abs(a - b) <= 1e-9 * Math.max(Math.abs(a), Math.abs(b));
/** How far `about`, and one side of a round figure, may be from what it speaks of. */
const ABOUT = 0.05;
const SIDE = 0.25;

const holdsAmount = (claim: Amount, known: Amount): boolean => {
  if (claim.kind === 'percent' ? known.kind !== 'percent' : known.kind === 'percent') return false;
  // Money is money of the same currency; a bare number is borne out by money too (`742,860 was paid`).
  if (claim.kind === 'money' && (known.kind !== 'money' || known.currency !== claim.currency)) return false;
  return claim.values.some((said) => {
    const slack = Math.min(claim.slack, ABOUT * Math.abs(said));
    return known.values.some((value) => {
      const same =
        near(said, value) || Math.abs(said - value) < slack * (1 + 1e-9) || near(Math.abs(said - value), slack);
      if (claim.bound === known.bound) return same;
      if (claim.bound === null) return known.bound === 'about' && same;
      if (claim.bound === 'about') return same || Math.abs(said - value) <= ABOUT * Math.abs(value);
      if (known.bound !== null && known.bound !== 'about') return false;
      return claim.bound === 'over'
        ? value > said && value <= said * (1 + SIDE)
        : value < said && value >= said * (1 - SIDE);
    });
  });
};

const holdsDay = (claim: Day, known: Figure): boolean => {
  if (known.kind !== 'date') {
    const [{ year, month } = { year: null, month: null }] = claim.readings;
    return (
      known.kind === 'number' &&
      month === null &&
      claim.quarter === null &&
      claim.span === 1 &&
      known.values.some((value) => value === year)
    );
  }
  return claim.readings.some((said) =>
    known.readings.some((day) => {
      const quarter = known.quarter ?? (day.month === null ? null : Math.ceil(day.month / 3));
      if (claim.quarter !== null && claim.quarter !== quarter) return false;
      if (claim.span > 1)
        return day.year !== null && said.year !== null && Math.floor(day.year / 10) === Math.floor(said.year / 10);
      if (known.span > 1) return false;
      return (['year', 'month', 'day'] as const).every((part) => said[part] === null || said[part] === day[part]);
    }),
  );
};

/** Whether a figure of a claim is borne out by one of the evidence: equal, or rounded to the places that it shows. */
export const holds = (claim: Figure, known: Figure): boolean =>
  claim.kind === 'date'
    ? holdsDay(claim, known)
    : known.kind === 'date'
      ? claim.kind === 'number' &&
        known.readings.some(({ year, month }) => month === null && year !== null && claim.values.includes(year))
      : holdsAmount(claim, known);
