/** What members wrote down about people: tags, and a note here and there. */
import type { Dice } from '../../providers/hash.ts';
import { weighted } from './draw.ts';

/** With how often each is drawn, against the others. */
const TAGS: readonly (readonly [tag: string, weight: number])[] = [
  ['newsletter', 24],
  ['referral', 16],
  ['gala 2025', 12],
  ['gala 2024', 10],
  ['alumni', 10],
  ['donor', 9],
  ['conference 2025', 8],
  ['follow up', 7],
  ['warm intro', 6],
  ['angel investor', 5],
  ['board', 4],
  ['family office', 3],
  ['press', 2],
];
const drawTag = weighted(TAGS, ([, weight]) => weight);
/** Chances of one, two and three tags. */
const TAGGED = [0.5, 0.35, 0.3] as const;
/** From where on someone is looked after by hand, in US dollars. */
const VIP = 50_000_000;

const NOTED = 0.08;
const OCCASIONS = ['the spring dinner', 'a panel in Lisbon', 'the annual meeting', 'a site visit', 'a charity auction'];
const WISHES = [
  'wants to hear about the education fund',
  'asked for the annual report',
  'prefers a call in the morning',
  'is open to joining a committee',
  'would like to be contacted after the summer',
  'knows two of our board members',
];
const ENDINGS = [
  'Write again next quarter.',
  'Send the brochure.',
  'No e-mail, please call.',
  'Invite to the next event.',
];

export function tagsFor(dice: Dice, netWorth: number | null): string[] {
  const tags = new Set<string>(netWorth !== null && netWorth >= VIP ? ['vip'] : []);
  for (const chance of TAGGED) {
    if (!dice.chance(chance)) break;
    tags.add(drawTag(dice)[0]);
  }
  return [...tags];
}

export function noteFor(dice: Dice, firstName: string, industry: string | undefined): string | null {
  if (!dice.chance(NOTED)) return null;
  const from = industry === undefined ? '' : ` Has been in ${industry.toLowerCase()} for ${dice.int(4, 30)} years.`;
  return `Met ${firstName} at ${dice.pick(OCCASIONS)}; ${dice.pick(WISHES)}.${from} ${dice.pick(ENDINGS)}`;
}
