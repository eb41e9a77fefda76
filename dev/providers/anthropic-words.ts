/**
 * What a model makes of a request for people in words: enough English for a demonstration and for tests, read by rules. A part
 * that no rule reads is given back as not understood, as the schema's own field asks.
 */

const RANKS: Record<string, string> = {
  owner: 'owner',
  founder: 'founder',
  partner: 'partner',
  vp: 'vp',
  director: 'director',
  manager: 'manager',
  intern: 'intern',
};
const MULTIPLES: Record<string, number> = { k: 1e3, thousand: 1e3, m: 1e6, million: 1e6, b: 1e9, billion: 1e9 };
/** What says nothing by itself. */
const FILLERS = new Set(
  'a an all and are at find for from in me of or people person prospects show that the their to who with'.split(' '),
);

const DAY_MS = 86_400_000;
const day = (at: number): string => new Date(at).toISOString().slice(0, 10);

/** The first day of a week (from Monday), a month or a year that holds `today`. */
function firstOf(unit: string, today: number): string {
  const at = new Date(today);
  if (unit === 'week') return day(today - ((at.getUTCDay() + 6) % 7) * DAY_MS);
  return day(Date.UTC(at.getUTCFullYear(), unit === 'year' ? 0 : at.getUTCMonth(), 1));
}

/** Whether a schema asks for filters of a search: it has a place for what was not understood, and for amounts. */
export const asksForFilters = (properties: object): boolean =>
  'notUnderstood' in properties && 'netWorthMin' in properties;

/** The words of a prompt: the JSON string between its fences; null where there is none. */
export function wordsIn(prompt: string): string | null {
  const found = /^(WORDS-\w+)\n(".*")\n\1$/m.exec(prompt);
  if (found === null) return null;
  const text: unknown = JSON.parse(found[2] ?? '""');
  return typeof text === 'string' ? text : null;
}

/** A field of their own as a prompt lists it. */
interface ListedField {
  field: string;
  type: string;
  choices?: string[];
}

/** The fields that a prompt lists between its fences. */
export function fieldsIn(prompt: string): ListedField[] {
  const found = /^(FIELDS-\w+)\n(\[.*\])\n\1$/m.exec(prompt);
  return found === null ? [] : (JSON.parse(found[2] ?? '[]') as ListedField[]);
}

const escaped = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');

/** How fields of each type are spoken of after their name: a pattern, and the way to ask that it means. */
const SPOKEN: Record<string, readonly (readonly [pattern: string, op: string])[]> = {
  number: [
    ['(?:over|above|more than|at least) ([\\d.]+)', 'min'],
    ['(?:under|below|less than|up to) ([\\d.]+)', 'max'],
  ],
  date: [
    ['(?:since|from|after) (\\d{4}-\\d\\d-\\d\\d)', 'from'],
    ['(?:until|before|up to) (\\d{4}-\\d\\d-\\d\\d)', 'to'],
  ],
  boolean: [
    ['yes()', 'yes'],
    ['no()', 'no'],
  ],
  text: [['contains (\\w+)', 'contains']],
};

/** Filters by name, as far as words say them; names that are not there were not said. */
export function filtersIn(words: string, today: number, fields: readonly ListedField[] = []): Record<string, unknown> {
  const said: Record<string, unknown> = {};
  const add = (name: string, value: string) => {
    said[name] = [...((said[name] as string[] | undefined) ?? []), value];
  };
  let rest = words;
  const take = (pattern: RegExp, use: (...parts: string[]) => void) => {
    rest = rest.replace(pattern, (_, ...parts) => {
      use(...parts.map((part) => (typeof part === 'string' ? part : '')));
      return ' ';
    });
  };
  for (const { field, type, choices } of fields.toSorted((a, b) => b.field.length - a.field.length)) {
    const value = choices === undefined ? "([\\w'-]+)" : `(${choices.map(escaped).join('|')})`;
    const spoken = [
      ...(SPOKEN[type] ?? []),
      ['(?:is )?not known()', 'unknown'],
      ['(?:is )?known()', 'known'],
      [`is ${value}`, 'is'],
    ];
    for (const [pattern, op] of spoken) {
      take(new RegExp(`\\b${escaped(field)} ${pattern}(?!\\w)`, 'gi'), (asked = '') => {
        said.fields = [...((said.fields as object[] | undefined) ?? []), { field, op, value: asked }];
      });
    }
  }
  const amount = (figure = '', unit = '') => Number(figure) * (MULTIPLES[unit.toLowerCase()] ?? 1);
  take(
    /\b(?:worth )?(?:over|above|more than|at least) \$?([\d.]+) ?(k|m|b|thousand|million|billion)?\b/gi,
    (figure, unit) => {
      said.netWorthMin = amount(figure, unit);
    },
  );
  take(
    /\b(?:worth )?(?:under|below|less than|up to) \$?([\d.]+) ?(k|m|b|thousand|million|billion)?\b/gi,
    (figure, unit) => {
      said.netWorthMax = amount(figure, unit);
    },
  );
  take(/\b(added|updated|enriched) this (week|month|year)\b/gi, (what = '', unit = '') => {
    said[`${what.toLowerCase()}From`] = firstOf(unit.toLowerCase(), today);
  });
  take(/\bnever enriched\b/gi, () => add('enrichment', 'never'));
  take(/\b(with|without) (?:an? )?(e-?mail|phone|linkedin)(?: address| number)?\b/gi, (with_ = '', way = '') => {
    add(with_.toLowerCase() === 'with' ? 'has' : 'lacks', way.toLowerCase().replace('-', ''));
  });
  take(/\btagged (\w+)\b/gi, (tag = '') => add('tags', tag));
  take(/\bat ((?:[A-Z][\w&.]*\s?)+)/g, (company = '') => add('companies', company.trim()));
  take(/\bin ((?:[A-Z][\w.]*\s?)+)/g, (place = '') => add('places', place.trim()));
  take(/\b(?:owned by|looked after by) ((?:[A-Z][\w'-]*\s?)+)/g, (name = '') => add('ownerNames', name.trim()));
  take(/\b(?:on|of|from) the list ((?:[A-Z][\w&-]*\s?)+)/g, (name = '') => add('lists', name.trim()));
  take(/\b(mine|my)\b/gi, () => add('owners', 'me'));
  take(/\bsorted by (?:net )?worth\b|\brichest first\b/gi, () => {
    said.sort = 'netWorth';
  });
  take(new RegExp(`\\b(${Object.keys(RANKS).join('|')})s?\\b`, 'gi'), (rank = '') =>
    add('seniorities', RANKS[rank.toLowerCase()] ?? rank),
  );
  const left = rest.split(/[\s,.;]+/).filter((word) => word !== '' && !FILLERS.has(word.toLowerCase()));
  if (left.length > 0) said.notUnderstood = left;
  return said;
}
