import { diceOf, hexOf } from './hash.ts';
import { asciiSlug, bareDomain, companySlug, domainLabel, titleCase } from './names.ts';

/** Year all generated dates are reckoned from, so that answers do not change with the calendar. */
export const REFERENCE_YEAR = 2026;

/** One generated employer. Money in US dollars. */
export interface Company {
  /** 24 hexadecimal characters, as Apollo's ids. */
  id: string;
  slug: string;
  name: string;
  domain: string;
  linkedinUrl: string;
  linkedinId: number;
  industry: string;
  employees: number;
  founded: number;
  revenue: number;
  funding: number;
  place: Place;
  street: string;
  phone: string;
  ticker: string | null;
  keywords: string[];
  description: string;
  /** How the company builds addresses: `jane.doe`, `jdoe` or `jane`. */
  mailPattern: 'first.last' | 'flast' | 'first';
}

export interface Place {
  city: string;
  state: string;
  country: string;
  postal: string;
  areaCode: string;
}

const place = (city: string, state: string, postal: string, areaCode: string): Place => ({
  city,
  state,
  country: 'United States',
  postal,
  areaCode,
});
export const PLACES: readonly Place[] = [
  place('San Francisco', 'California', '94105', '415'),
  place('New York', 'New York', '10013', '212'),
  place('Boston', 'Massachusetts', '02110', '617'),
  place('Austin', 'Texas', '78701', '512'),
  place('Chicago', 'Illinois', '60606', '312'),
  place('Seattle', 'Washington', '98101', '206'),
  place('Denver', 'Colorado', '80202', '303'),
  place('Atlanta', 'Georgia', '30308', '404'),
  place('Minneapolis', 'Minnesota', '55402', '612'),
  place('Charlotte', 'North Carolina', '28202', '704'),
  place('Portland', 'Oregon', '97204', '503'),
  place('Philadelphia', 'Pennsylvania', '19103', '215'),
];

const INDUSTRIES: readonly (readonly [string, readonly string[]])[] = [
  ['information technology & services', ['cloud software', 'data platform', 'developer tools']],
  ['financial services', ['asset management', 'private banking', 'payments']],
  ['hospital & health care', ['clinical operations', 'telehealth', 'medical devices']],
  ['industrial automation', ['robotics', 'process control', 'machine vision']],
  ['biotechnology', ['drug discovery', 'genomics', 'clinical trials']],
  ['retail', ['e-commerce', 'omnichannel', 'consumer goods']],
  ['renewables & environment', ['solar', 'energy storage', 'grid software']],
  ['logistics & supply chain', ['freight', 'warehousing', 'last mile']],
  ['venture capital & private equity', ['growth equity', 'seed investing', 'portfolio support']],
];
const STREETS = ['Market Street', 'Harbor Road', 'Foundry Lane', 'Union Avenue', 'Mill Street', 'Canal Street'];
/** Employers of earlier years; invented names. */
export const FORMER_EMPLOYERS = [
  'Bluewater Analytics',
  'Hollis & Grant Partners',
  'Meridian Foundry',
  'Kestrel Biosystems',
  'Tallgrass Logistics',
  'Ninth Bridge Capital',
  'Osprey Robotics',
  'Lindenfield Health',
] as const;

/**
 * The company of that name or domain; at least one must say something. The same slug gives the same company, so that
 * `Acme Inc.` and `acme.com` agree. Without a domain one under the reserved `.example` is made up (RFC 2606): an
 * invented address must not reach a real mailbox.
 */
export function companyOf(given: { name?: string | undefined; domain?: string | undefined }): Company {
  const domainGiven = given.domain === undefined ? '' : bareDomain(given.domain);
  const slug = asciiSlug(
    given.name === undefined || given.name === '' ? domainLabel(domainGiven) : companySlug(given.name),
  );
  const dice = diceOf(`company|${slug.replaceAll('-', '')}`);
  const [industry, keywords] = dice.pick(INDUSTRIES);
  const home = dice.pick(PLACES);
  const employees = Math.round(12 * 10 ** (dice.next() * 3.3));
  const revenue = Math.round((employees * dice.int(120, 320)) / 1_000) * 1_000_000;
  const name = given.name === undefined || given.name === '' ? titleCase(slug) : given.name.trim();
  return {
    id: hexOf(`organization|${slug.replaceAll('-', '')}`, 24),
    slug,
    name,
    domain: domainGiven === '' ? `${slug}.example` : domainGiven,
    linkedinUrl: `https://www.linkedin.com/company/${slug}`,
    linkedinId: dice.int(100_000, 90_000_000),
    industry,
    employees,
    founded: dice.int(1921, 2021),
    revenue,
    funding: dice.chance(0.5) ? dice.int(1, 400) * 1_000_000 : 0,
    place: home,
    street: `${dice.int(10, 980)} ${dice.pick(STREETS)}`,
    phone: fictionalPhone(home, dice.int(0, 99)),
    ticker: dice.chance(0.1) ? slug.replaceAll('-', '').slice(0, 4).toUpperCase() : null,
    keywords: [...keywords],
    description: `${name} is a ${industry} company in ${home.city} that works on ${keywords.join(', ')}.`,
    mailPattern: dice.pick(['first.last', 'first.last', 'flast', 'first']),
  };
}

/** A number of the block 555-0100 to 555-0199, which is set aside for fiction (NANPA), in E.164. */
export function fictionalPhone(home: Place, line: number): string {
  return `+1${home.areaCode}55501${String(line).padStart(2, '0')}`;
}
