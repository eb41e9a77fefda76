/** Made-up employers. Domains end in `.example` (RFC 2606), so that no made-up address reaches a real mailbox. */
import { type Dice, diceOf } from '../../providers/hash.ts';
import { companySlug } from '../../providers/names.ts';
import { weighted } from './draw.ts';
import { NAMES } from './names.ts';
import { PLACES, type Place } from './places.ts';
import type { Employer } from './positions.ts';

export type MailStyle = 'first.last' | 'flast' | 'firstl';

export interface Company extends Employer {
  readonly name: string;
  readonly domain: string;
  readonly industry: string;
  readonly home: Place;
  /** How the company builds addresses. */
  readonly mailStyle: MailStyle;
}

interface Industry {
  readonly name: string;
  readonly weight: number;
  readonly partnership?: true;
  /** What companies of the industry have in their names. */
  readonly words: readonly string[];
}

const INDUSTRIES: readonly Industry[] = [
  { name: 'Investment Management', weight: 12, partnership: true, words: ['Capital', 'Asset Management', 'Advisors'] },
  { name: 'Venture Capital', weight: 8, partnership: true, words: ['Ventures', 'Venture Partners', 'Growth'] },
  { name: 'Private Equity', weight: 7, partnership: true, words: ['Equity Partners', 'Capital Partners'] },
  { name: 'Law', weight: 5, partnership: true, words: ['Law', 'Legal', '& Associates'] },
  { name: 'Consulting', weight: 6, partnership: true, words: ['Consulting', 'Advisory', 'Strategy'] },
  { name: 'Software', weight: 16, words: ['Software', 'Systems', 'Data', 'Labs', 'Cloud'] },
  { name: 'Biotechnology', weight: 8, words: ['Therapeutics', 'Biosciences', 'Genomics'] },
  { name: 'Medical Devices', weight: 4, words: ['Medical', 'Devices', 'Diagnostics'] },
  { name: 'Hospitals & Health Care', weight: 6, words: ['Health', 'Clinics', 'Care'] },
  { name: 'Banking', weight: 5, words: ['Bank', 'Trust Company', 'Private Bank'] },
  { name: 'Insurance', weight: 4, words: ['Insurance', 'Mutual', 'Re'] },
  { name: 'Real Estate', weight: 7, words: ['Properties', 'Real Estate', 'Development'] },
  { name: 'Renewable Energy', weight: 4, words: ['Energy', 'Solar', 'Power'] },
  { name: 'Oil & Gas', weight: 3, words: ['Petroleum', 'Resources', 'Exploration'] },
  { name: 'Industrial Automation', weight: 4, words: ['Robotics', 'Automation', 'Controls'] },
  { name: 'Manufacturing', weight: 6, words: ['Industries', 'Manufacturing', 'Works'] },
  { name: 'Logistics & Supply Chain', weight: 4, words: ['Logistics', 'Freight', 'Shipping'] },
  { name: 'Retail', weight: 5, words: ['Stores', 'Retail', 'Outfitters'] },
  { name: 'Consumer Goods', weight: 5, words: ['Brands', 'Foods', 'Home'] },
  { name: 'Hospitality', weight: 3, words: ['Hotels', 'Resorts', 'Hospitality'] },
  { name: 'Media', weight: 4, words: ['Media', 'Pictures', 'Publishing'] },
  { name: 'Higher Education', weight: 3, words: ['University', 'Institute', 'College'] },
  { name: 'Philanthropy', weight: 3, words: ['Foundation', 'Fund', 'Trust'] },
];
const FRONT =
  'Alder Birch Blue Bright Cedar Clear Copper Elm Ever Fair Golden Granite Green Harbor High Iron Lake Long Maple North Oak Quarry Red River Rock Silver Spring Stone Summit Sun Vale West White Willow Winter';
const BACK =
  'bank bridge brook crest dale field ford gate grove haven hill land line loft mark mere path point port reach ridge shore spire stead view ward water way well wood';
const STEMS: readonly string[] = FRONT.split(' ').flatMap((front) => BACK.split(' ').map((back) => front + back));

const drawIndustry = weighted(INDUSTRIES, ({ weight }) => weight);
const drawPlace = weighted(PLACES, ({ weight }) => weight);
const MAIL_STYLES: readonly MailStyle[] = ['first.last', 'first.last', 'first.last', 'flast', 'flast', 'firstl'];

function nameFor(dice: Dice, industry: Industry, { language }: Place): string {
  const family = () => dice.pick(NAMES[language].family).text;
  const word = dice.pick(industry.words);
  if (dice.chance(0.45)) return `${dice.pick(STEMS)} ${word}`;
  if (industry.partnership && !word.startsWith('&') && dice.chance(0.4)) return `${family()} & ${family()} ${word}`;
  return `${family()} ${word}`;
}

/** So many companies with names and domains of their own, largest first; always the same ones. */
export function makeCompanies(count: number): Company[] {
  const dice = diceOf('companies');
  const bySlug = new Map<string, Company>();
  while (bySlug.size < count) {
    const industry = drawIndustry(dice);
    const home = drawPlace(dice);
    const name = nameFor(dice, industry, home);
    const slug = companySlug(name);
    if (bySlug.has(slug)) continue;
    bySlug.set(slug, {
      name,
      domain: `${slug}.example`,
      industry: industry.name,
      home,
      mailStyle: dice.pick(MAIL_STYLES),
      partnership: industry.partnership ?? false,
      place: bySlug.size / count,
    });
  }
  return [...bySlug.values()];
}
