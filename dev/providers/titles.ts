/** Apollo's words for rank, in the order in which a title is tested for them. */
const SENIORITIES: readonly (readonly [RegExp, string])[] = [
  [/\b(co-?founder|founder)\b/i, 'founder'],
  [/\bowner|proprietor\b/i, 'owner'],
  [/\b(chief|ceo|cfo|cto|coo|cmo|cio|ciso|president|chair(man|woman|person)?)\b/i, 'c_suite'],
  [/\bpartner\b/i, 'partner'],
  [/\b(vp|svp|evp|vice president)\b/i, 'vp'],
  [/\bhead\b/i, 'head'],
  [/\bdirector\b/i, 'director'],
  [/\bmanager\b/i, 'manager'],
  [/\b(senior|sr|lead|principal|staff)\b/i, 'senior'],
  [/\bintern\b/i, 'intern'],
];

const FUNCTIONS: readonly (readonly [RegExp, string])[] = [
  [/financ|cfo|account|treasur|invest|capital|wealth/i, 'finance'],
  [/engineer|technolog|cto|software|developer|architect|scien/i, 'engineering'],
  [/sales|revenue|account exec/i, 'sales'],
  [/market|cmo|brand|growth/i, 'marketing'],
  [/legal|counsel|attorney|compliance/i, 'legal'],
  [/people|human resources|talent|\bhr\b/i, 'human_resources'],
  [/operat|coo|supply|logistic/i, 'operations'],
  [/product|design/i, 'product_management'],
  [/founder|owner|ceo|chief executive|president|chair|partner/i, 'entrepreneurship'],
];

/** Titles for people whose own is not known from the question; mostly high ones, as the product asks about such people. */
export const COMMON_TITLES = [
  'Chief Executive Officer',
  'Chief Executive Officer',
  'Chief Financial Officer',
  'Chief Operating Officer',
  'Co-Founder & CTO',
  'Founder & Managing Partner',
  'Managing Partner',
  'President',
  'Board Member',
  'General Counsel',
  'Executive Vice President, Finance',
  'Vice President, Operations',
  'VP of Sales',
  'Head of Product',
  'Director of Engineering',
  'Director, Investor Relations',
  'Senior Software Engineer',
  'Marketing Manager',
] as const;

/** What people did before, by the rank they have now. */
export const EARLIER_TITLES = [
  'Vice President, Strategy',
  'Director of Business Development',
  'Senior Manager',
  'Principal Consultant',
  'Product Manager',
  'Associate',
  'Analyst',
] as const;

/** Rank in Apollo's vocabulary; `entry` when nothing in the title tells. */
export function seniorityOf(title: string): string {
  return SENIORITIES.find(([pattern]) => pattern.test(title))?.[1] ?? 'entry';
}

/** Line of work; `other` when nothing in the title tells. */
export function functionOf(title: string): string {
  return FUNCTIONS.find(([pattern]) => pattern.test(title))?.[1] ?? 'other';
}

/** True when a word can only belong to a job title, not to a name or a company. */
export function isTitleWord(word: string): boolean {
  return /^(chief|officer|executive|financial|technology|operating|marketing|information|ceo|cfo|cto|coo|cmo|cio|vp|svp|evp|vice|president|founder|co-?founder|owner|partner|managing|director|head|manager|senior|lead|chair(man|woman|person)?|board|member|general|counsel|engineer|analyst|investor|and|&)$/i.test(
    word.replace(/[.,]/g, ''),
  );
}
