import { toLatin } from './scripts.ts';
import { inEnglish } from './title-words.ts';

/** Short forms of titles, spelled out. */
const SPELLED: Readonly<Record<string, string>> = {
  ceo: 'chief executive officer',
  cfo: 'chief financial officer',
  coo: 'chief operating officer',
  cto: 'chief technology officer',
  cio: 'chief information officer',
  cmo: 'chief marketing officer',
  cro: 'chief revenue officer',
  chro: 'chief human resources officer',
  clo: 'chief legal officer',
  ciso: 'chief information security officer',
  cpo: 'chief product officer',
  vp: 'vice president',
  svp: 'senior vice president',
  evp: 'executive vice president',
  avp: 'assistant vice president',
  md: 'managing director',
  gm: 'general manager',
  pm: 'product manager',
  swe: 'software engineer',
  sr: 'senior',
  jr: 'junior',
  mgr: 'manager',
  dir: 'director',
  eng: 'engineer',
  engr: 'engineer',
  asst: 'assistant',
  assoc: 'associate',
  exec: 'executive',
  hr: 'human resources',
  ops: 'operations',
  mktg: 'marketing',
  biz: 'business',
  dev: 'development',
  chairwoman: 'chairman',
  chairperson: 'chairman',
  chair: 'chairman',
};
const EMPTY = new Set(
  'former formerly retired ex of the and for to in at a an global group head lead leader chief officer senior junior principal staff executive assistant associate deputy acting interim i ii iii iv'.split(
    ' ',
  ),
);

/** What a word of a title says of the work. Whoever runs a company may come from any of them. */
const WORK: readonly (readonly [RegExp, string])[] = [
  [
    /^(?:financ|account|treasur|control|audit|tax|invest|bank|equity|credit|fund|portfolio|trader|trading|actuar|underwrit|wealth|risk)/,
    'finance',
  ],
  [
    /^(?:engineer|software|develop|technolog|information|it$|data|architect|programm|devops|security|network|machine|ai$|backend|frontend|cloud|scien)/,
    'technology',
  ],
  [/^(?:sales|revenue|account$|business|commercial|partner)/, 'sales'],
  [/^(?:market|brand|communic|content|media|advertis|public)/, 'marketing'],
  [/^(?:human|people|talent|recruit|hr$)/, 'people'],
  [/^(?:legal|counsel|attorney|lawyer|paralegal|compliance|judge|solicitor|barrister)/, 'law'],
  [
    /^(?:operat|supply|logist|warehouse|procure|manufact|plant|production|quality|facilit|mainten|janitor|custodian|driver|technician|electric|mechanic|welder|carpenter|plumber)/,
    'operations',
  ],
  [
    /^(?:nurse|physician|surgeon|doctor|medical|clinical|pharma|dentist|therap|cardiolog|radiolog|anesthes|paramedic|veterinar)/,
    'medicine',
  ],
  [/^(?:teacher|professor|lecturer|school|educat|dean|tutor|instructor)/, 'teaching'],
  [/^(?:product|design|ux|user|creative|art$|artist)/, 'product'],
  [
    /^(?:clerk|secretary|reception|administ|office$|cashier|barista|waiter|server|cook|chef|guard|clean|teller|customer|support)/,
    'service',
  ],
];
const RUNS =
  /\b(?:chief executive|president(?<!vice president)|founder|co founder|cofounder|owner|chairman|managing director|general manager|board|director$|trustee|partner)\b/;

const plain = (title: string): string =>
  inEnglish(
    toLatin(title)
      .replace(/[^\p{L}\p{N}]+/gu, ' ')
      .trim(),
  )
    .split(' ')
    .map((word) => SPELLED[word] ?? word)
    .join(' ');

const worksIn = (title: string): Set<string> =>
  new Set(title.split(' ').flatMap((word) => WORK.filter(([start]) => start.test(word)).map(([, work]) => work)));

/** Whether a title is the first letters of another: a CMO may be for medicine or for marketing. */
const isShort = (short: string, long: string): boolean =>
  /^[a-z]{3,4}$/i.test(short.trim()) &&
  long
    .split(' ')
    .map((word) => word[0])
    .join('') === short.trim().toLowerCase();

/** How two titles agree: `same`, `like` (of one line of work, or a rise in it), `open`, `apart` (no word in
 * common), `differs` (other work). */
export type TitleMatch = 'same' | 'like' | 'open' | 'apart' | 'differs';

export const compareTitles = (one: string, other: string): TitleMatch => {
  const [a, b] = [plain(one), plain(other)];
  if (a === b || isShort(one, b) || isShort(other, a)) return 'same';
  const telling = (title: string) => new Set(title.split(' ').filter((word) => !EMPTY.has(word) && word !== ''));
  const [left, right] = [telling(a), telling(b)];
  const shared = [...left].filter((word) => right.has(word)).length;
  const all = Math.min(left.size, right.size);
  if (all > 0 && shared === all && left.size === right.size) return 'same';
  if (all > 0 && shared >= all / 2) return 'like';
  const [works, others] = [worksIn(a), worksIn(b)];
  if ([...works].some((work) => others.has(work))) return 'like';
  if (RUNS.test(a) && RUNS.test(b)) return 'open';
  if (works.size > 0 && others.size > 0) return 'differs';
  // Who runs a company comes from any work, but seldom from its counters and its cleaning.
  if ((RUNS.test(a) && others.has('service')) || (RUNS.test(b) && works.has('service'))) return 'differs';
  return RUNS.test(a) || RUNS.test(b) || left.size === 0 || right.size === 0 ? 'open' : 'apart';
};
