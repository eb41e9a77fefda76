/** Job titles with the rank and the department that they speak of. */
import type { SENIORITIES } from '../../../src/features/prospects/contract.ts';
import type { Dice } from '../../providers/hash.ts';
import { weighted } from './draw.ts';

export type Seniority = (typeof SENIORITIES)[number];

export interface Position {
  readonly title: string;
  readonly seniority: Seniority;
  readonly department: string;
}

interface Department {
  readonly name: string;
  readonly chief: readonly string[];
  /** What a vice president, head, director or manager of it is in charge of. */
  readonly areas: readonly string[];
  /** What the others in it are called. */
  readonly trades: readonly string[];
}

const DEPARTMENTS: readonly Department[] = [
  {
    name: 'Finance',
    chief: ['Chief Financial Officer', 'CFO', 'Chief Accounting Officer'],
    areas: ['Finance', 'Treasury', 'Investor Relations', 'Tax'],
    trades: ['Financial Analyst', 'Accountant'],
  },
  {
    name: 'Engineering',
    chief: ['Chief Technology Officer', 'CTO', 'Chief Information Officer'],
    areas: ['Engineering', 'Platform Engineering', 'Data Science', 'Information Security'],
    trades: ['Software Engineer', 'Data Scientist', 'Systems Engineer'],
  },
  {
    name: 'Sales',
    chief: ['Chief Revenue Officer', 'Chief Commercial Officer'],
    areas: ['Sales', 'Enterprise Sales', 'Business Development', 'Partnerships'],
    trades: ['Account Executive', 'Sales Engineer'],
  },
  {
    name: 'Marketing',
    chief: ['Chief Marketing Officer', 'CMO'],
    areas: ['Marketing', 'Brand', 'Growth Marketing', 'Communications'],
    trades: ['Content Strategist', 'Marketing Analyst'],
  },
  {
    name: 'Operations',
    chief: ['Chief Operating Officer', 'COO'],
    areas: ['Operations', 'Supply Chain', 'Customer Success', 'Procurement'],
    trades: ['Operations Analyst', 'Buyer'],
  },
  {
    name: 'Legal',
    chief: ['Chief Legal Officer', 'Chief Compliance Officer'],
    areas: ['Legal Affairs', 'Compliance', 'Risk'],
    trades: ['Attorney', 'Compliance Analyst'],
  },
  {
    name: 'Human Resources',
    chief: ['Chief People Officer', 'Chief Human Resources Officer'],
    areas: ['Human Resources', 'Talent Acquisition', 'Learning & Development'],
    trades: ['Recruiter', 'People Analyst'],
  },
  {
    name: 'Product',
    chief: ['Chief Product Officer'],
    areas: ['Product', 'Product Design', 'Research'],
    trades: ['Product Designer', 'User Researcher'],
  },
  {
    name: 'Investments',
    chief: ['Chief Investment Officer'],
    areas: ['Investments', 'Portfolio Strategy', 'Private Markets'],
    trades: ['Investment Analyst', 'Portfolio Analyst'],
  },
];

const TOP: Readonly<Partial<Record<Seniority, readonly string[]>>> = {
  owner: ['Owner', 'Co-Owner', 'Owner & President'],
  founder: ['Founder', 'Co-Founder', 'Founder & CEO', 'Co-Founder & CTO', 'Founder & Executive Chairman'],
  c_suite: [
    'Chief Executive Officer',
    'CEO',
    'President',
    'Managing Director',
    'Executive Chairman',
    'President & CEO',
  ],
  partner: ['Partner', 'Managing Partner', 'General Partner', 'Senior Partner', 'Operating Partner'],
};

/** The titles of each rank within a department. */
function within({ name: department, chief, areas, trades }: Department): Position[] {
  const made = (seniority: Seniority, titles: readonly string[]): Position[] =>
    titles.map((title) => ({ title, seniority, department }));
  return [
    ...made('c_suite', chief),
    ...areas.flatMap((area) => [
      ...made('vp', [`Vice President, ${area}`, `VP of ${area}`, `Senior Vice President, ${area}`]),
      ...made('head', [`Head of ${area}`, `Global Head of ${area}`]),
      ...made('director', [`Director of ${area}`, `Senior Director, ${area}`]),
      ...made('manager', [`${area} Manager`, `Senior Manager, ${area}`]),
    ]),
    ...trades.flatMap((trade) => [
      ...made('senior', [`Senior ${trade}`, `Lead ${trade}`, `Principal ${trade}`]),
      ...made('entry', [`Junior ${trade}`]),
      ...made('intern', [`${trade} Intern`]),
    ]),
  ];
}

export const POSITIONS: readonly Position[] = [
  ...Object.entries(TOP).flatMap(([seniority, titles]) =>
    titles.map((title) => ({ title, seniority: seniority as Seniority, department: 'Executive' })),
  ),
  ...DEPARTMENTS.flatMap(within),
];

/** People worth a conversation stand high: so do most of those that a tenant has on file. */
const SHARES: readonly (readonly [Seniority, number])[] = [
  ['owner', 4],
  ['founder', 7],
  ['c_suite', 17],
  ['partner', 9],
  ['vp', 17],
  ['head', 8],
  ['director', 18],
  ['manager', 12],
  ['senior', 5],
  ['entry', 2],
  ['intern', 1],
];
/** Ranks that a large company has few of. */
const FEW: ReadonlySet<Seniority> = new Set(['owner', 'founder', 'c_suite']);
/** From this place in the order of size on, companies are small enough for anyone on file to be at the top of one. */
const SMALL_FROM = 0.1;

const drawLevel = weighted(SHARES, ([, share]) => share);
const drawLower = weighted(
  SHARES.filter(([level]) => !FEW.has(level) && level !== 'partner'),
  ([, share]) => share,
);
const byLevel = new Map(SHARES.map(([level]) => [level, POSITIONS.filter(({ seniority }) => seniority === level)]));

export interface Employer {
  readonly partnership: boolean;
  /** Its place in the order of size: 0 the largest, towards 1 the smallest. */
  readonly place: number;
}

/** A position at such a company: partners are only found in partnerships, and few at the top of a large company. */
export function drawPosition(dice: Dice, { partnership, place }: Employer): Position {
  const toTop = dice.chance(place / SMALL_FROM);
  const [drawn] = drawLevel(dice);
  const open = drawn === 'partner' ? partnership : toTop || !FEW.has(drawn);
  const level = open ? drawn : drawLower(dice)[0];
  return dice.pick(byLevel.get(level) ?? []);
}
