import { seniorityOf } from './titles.ts';

/**
 * What a model makes of the question whom to look for to find people like one: titles of the same line of work and rank, made
 * of the words of the profile that it was asked about, and nothing that the profile does not carry.
 */

/** Ranks by their words in a title, each with how a title of it begins. */
const RANKS: readonly (readonly [pattern: RegExp, title: (field: string) => string])[] = [
  [/\b(svp|evp|vp|(executive |senior )?vice president)\b/i, (field) => `VP of ${field}`],
  [/\bhead\b/i, (field) => `Head of ${field}`],
  [/\bdirector\b/i, (field) => `${field} Director`],
  [/\bmanager\b/i, (field) => `${field} Manager`],
];
/** Titles that name a rank and no line of work: whoever has one is found by the others too. */
const TOGETHER: readonly (readonly [pattern: RegExp, titles: readonly string[]])[] = [
  [/\bchief executive|\bceo\b/i, ['Chief Executive Officer', 'CEO', 'President', 'Managing Director']],
  [/\bchief financial|\bcfo\b/i, ['Chief Financial Officer', 'CFO', 'Finance Director']],
  [/\bchief operating|\bcoo\b/i, ['Chief Operating Officer', 'COO', 'Operations Director']],
  [/\bchief tech|\bcto\b/i, ['Chief Technology Officer', 'CTO', 'VP of Engineering']],
  [/\bfounder\b/i, ['Founder', 'Co-Founder', 'Owner']],
  [/\bpartner\b/i, ['Partner', 'Managing Partner', 'General Partner']],
  [/\bpresident\b/i, ['President', 'Chief Executive Officer', 'Managing Director']],
];
/** What is rank or joins words, and says nothing of a line of work. */
const RANK_WORDS =
  /\b(svp|evp|vp|vice|president|senior|junior|executive|chief|officer|head|director|manager|of|the|and|for|global|regional)\b|[,&/|()-]/gi;
const TITLES_MAX = 6;
/** A shorter word narrows nothing down. */
const KEYWORD_CHARS_MIN = 4;

export interface Alike {
  jobTitles: string[];
  seniority: string[];
  industries: string[];
  companySize: string[];
  keywords: string[];
  reasoning: string;
}

/** Whether a schema asks whom to look for. */
export const asksForAlike = (properties: object): boolean => 'jobTitles' in properties && 'companySize' in properties;

/** What a prompt says of somebody: the JSON object between its fences; null where there is none. */
export function profileIn(prompt: string): Record<string, string> | null {
  const found = /^(DATA-\w+)\n(\{.*\})\n\1$/m.exec(prompt);
  if (found === null) return null;
  const said = JSON.parse(found[2] ?? '{}') as Record<string, unknown>;
  return Object.fromEntries(Object.entries(said).filter((one): one is [string, string] => typeof one[1] === 'string'));
}

/** The line of work that a title names, without its rank; empty where it names none. */
const fieldOf = (title: string): string => title.replace(RANK_WORDS, ' ').replace(/\s+/g, ' ').trim();

function titlesLike(title: string): string[] {
  const together = TOGETHER.find(([pattern]) => pattern.test(title) && !/vice president/i.test(title))?.[1] ?? [];
  const field = fieldOf(title);
  const others = field === '' || together.length > 0 ? [] : RANKS.map(([, titled]) => titled(field));
  // The rank of the title itself comes first.
  const own = RANKS.findIndex(([pattern]) => pattern.test(title));
  const ordered = own < 0 ? others : [...others.slice(own), ...others.slice(0, own)];
  return [...new Set([title, ...together, ...ordered])].slice(0, TITLES_MAX);
}

/** Whom to look for to find people like the one of the profile. */
export function alikeOf({ title = '', seniority, department, industry, country }: Record<string, string>): Alike {
  const rank = seniority ?? (title === '' ? undefined : seniorityOf(title));
  const work = fieldOf(title) || department || '';
  const [keyword] = work.split(' ').toSorted((a, b) => b.length - a.length);
  const place = country === undefined ? '' : ` in ${country}`;
  return {
    jobTitles: title === '' ? [] : titlesLike(title),
    seniority: rank === undefined ? [] : [rank],
    industries: industry === undefined ? [] : [industry],
    companySize: [],
    keywords: keyword !== undefined && keyword.length >= KEYWORD_CHARS_MIN ? [keyword.toLowerCase()] : [],
    reasoning: `What makes people similar is the work: ${title || 'no title is known'}${industry === undefined ? '' : `, of ${industry}`}. ${
      rank === undefined ? 'Nothing says how high their rank is' : 'Others of that rank decide the same things'
    }${place}.`,
  };
}
