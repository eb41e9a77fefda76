import { REFERENCE_YEAR } from './company.ts';
import { diceOf, hexOf, shareOf } from './hash.ts';
import { ascii, asciiSlug, bareDomain, decoded, linkedinSlug, titleCase, words } from './names.ts';
import { type Identity, identify, type Job, type Person, personOf } from './person.ts';

/** One page of the emulated web. */
export interface Page {
  url: string;
  title: string;
  author: string | null;
  /** ISO 8601, or null where a page shows none. */
  published: string | null;
  text: string;
  /** Set for profile pages. */
  person: Person | null;
}

/** Share of profile searches whose hits are only namesakes elsewhere. */
const ONLY_NAMESAKES = 0.15;
/** Share of addresses that cannot be read. */
const UNREADABLE = 0.08;

const year = (job: Job): string => `${job.from.year} to ${job.to === null ? 'present' : job.to.year}`;

function profileText(person: Person): string {
  const jobs = person.jobs.map((job) => `- ${job.title} at ${job.company} (${year(job)})`).join('\n');
  const school = `${person.school.degree} in ${person.school.field}, ${person.school.name} (${person.school.to})`;
  return `# ${person.name}\n\n${person.headline}\n\n${person.place.city}, ${person.place.state}\n\n## Experience\n\n${jobs}\n\n## Education\n\n- ${school}\n\n## Skills\n\n${person.skills.join(', ')}`;
}

function profilePage(person: Person): Page {
  return {
    url: person.linkedinUrl.replace(/^http:/, 'https:'),
    title: `${person.name} | ${person.headline}`,
    author: person.name,
    published: null,
    text: profileText(person),
    person,
  };
}

/** The sorts of pages that mention a person; the address holds all that the page is made from. */
const KINDS = ['team', 'news', 'interview', 'foundation'] as const;
type Kind = (typeof KINDS)[number];

function mention(person: Person, kind: Kind): Page {
  const slug = `${ascii(person.first)}-${ascii(person.last)}/${asciiSlug(person.company.name)}/${asciiSlug(person.title)}`;
  const dice = diceOf(`page|${kind}|${person.key}`);
  const since = person.jobs[0]?.from.year ?? REFERENCE_YEAR;
  const former = person.jobs[1];
  const career = former === undefined ? '' : ` Before that, ${person.last} was ${former.title} at ${former.company}.`;
  const published = `${dice.int(since, REFERENCE_YEAR)}-${String(dice.int(1, 9)).padStart(2, '0')}-${String(dice.int(10, 28))}T09:00:00.000Z`;
  const base = { author: null, published, person: null };
  switch (kind) {
    case 'team':
      return {
        ...base,
        url: `https://${person.company.domain}/team/${slug}`,
        title: `${person.name}, ${person.title} | ${person.company.name}`,
        published: null,
        text: `${person.name} has been ${person.title} of ${person.company.name} since ${since}.${career} ${person.company.description}`,
      };
    case 'news':
      return {
        ...base,
        url: `https://tradewire.example/${kind}/${slug}`,
        title: `${person.company.name} names ${person.name} ${person.title}`,
        author: 'Tradewire staff',
        text: `${person.place.city}. ${person.company.name} said that ${person.name} takes over as ${person.title}.${career} The company employs about ${person.company.employees} people.`,
      };
    case 'interview':
      return {
        ...base,
        url: `https://boardroom-notes.example/${kind}/${slug}`,
        title: `Five questions for ${person.name} of ${person.company.name}`,
        author: 'Boardroom Notes',
        text: `We met ${person.name}, ${person.title} of ${person.company.name}, in ${person.place.city}. "${person.skills[0] ?? 'Strategy'} is what I was hired for," ${person.last} says.${career}`,
      };
    case 'foundation':
      return {
        ...base,
        url: `https://civic-giving.example/${kind}/${slug}`,
        title: `Donors of the year: ${person.name}`,
        text: `${person.name} (${person.company.name}) gave $${dice.int(10, 900)},000 to ${dice.pick(['a children’s hospital', 'a city library', 'a scholarship fund', 'a land trust'])} in ${person.place.city} and sits on its board.`,
      };
  }
}

/** Somebody of the same name at another company. */
function namesake(identity: Identity, at: number): Person {
  const dice = diceOf(`namesake|${identity.key}|${at}`);
  const company = `${dice.pick(['Cobalt', 'Thistle', 'Marlin', 'Redfern', 'Sutton'])} ${dice.pick(['Group', 'Clinic', 'Studio', 'Works'])}`;
  const other = identify({ firstName: identity.first, lastName: identity.last, company });
  return personOf(other ?? identity);
}

/** One to four pages about a person, best first: profiles for `people`, mentions for any other category. */
export function pagesAbout(identity: Identity, category: string | undefined): Page[] {
  const count = 1 + Math.floor(shareOf(`exa|count|${identity.key}|${category ?? ''}`) * 4);
  const person = personOf(identity);
  if (category === 'people') {
    const missing = identity.company === null || shareOf(`exa|found|${identity.key}`) < ONLY_NAMESAKES;
    const first = missing ? [] : [person];
    const others = Array.from({ length: count - first.length }, (_, at) => namesake(identity, at));
    return [...first, ...others].map(profilePage);
  }
  return KINDS.slice(0, count).map((kind) => mention(person, kind));
}

/** Why an address could not be read: Exa's tag and the status of the target. */
export interface Unreadable {
  tag: 'CRAWL_NOT_FOUND' | 'CRAWL_TIMEOUT' | 'SOURCE_NOT_AVAILABLE' | 'UNSUPPORTED_URL';
  httpStatusCode: number | null;
}

/** The page under an address; the same address always reads the same, also without a search before it. */
export function pageAt(address: string): Page | Unreadable {
  let url: URL;
  try {
    url = new URL(address);
  } catch {
    return { tag: 'UNSUPPORTED_URL', httpStatusCode: null };
  }
  if (!/^https?:$/.test(url.protocol)) return { tag: 'UNSUPPORTED_URL', httpStatusCode: null };
  if (linkedinSlug(address) !== null) {
    const identity = identify({ linkedinUrl: address });
    return identity === null ? { tag: 'CRAWL_NOT_FOUND', httpStatusCode: 404 } : profilePage(personOf(identity));
  }
  const [kind, name, company, title] = url.pathname.split('/').slice(1);
  const known = KINDS.find((candidate) => candidate === kind);
  if (known !== undefined && name !== undefined && company !== undefined && title !== undefined) {
    const domain = known === 'team' ? url.hostname : undefined;
    const identity = identify({ name: titleCase(name), company: titleCase(company), title: titleCase(title), domain });
    if (identity !== null) return { ...mention(personOf(identity), known), url: address };
  }
  const share = shareOf(`exa|page|${address}`);
  if (/unreachable|missing|404/.test(address) || share < UNREADABLE / 2)
    return { tag: 'CRAWL_NOT_FOUND', httpStatusCode: 404 };
  if (share < UNREADABLE) return { tag: 'CRAWL_TIMEOUT', httpStatusCode: null };
  const subject = titleCase(bareDomain(url.hostname).split('.').at(-2) ?? url.hostname);
  const topic = words(decoded(url.pathname)).join(' ') || 'the front page';
  return {
    url: address,
    title: `${subject}: ${topic}`,
    author: null,
    published: null,
    text: `${subject} writes about ${topic}. Reference ${hexOf(address, 8)}.`,
    person: null,
  };
}
