import type { Found } from './evidence.ts';
import { isSharedMailbox } from './mailbox.ts';
import type { Person } from './record.ts';

/** A proof that stands on its own: the same address, profile or filer. */
const KEY = 10;

/** Whether the part of an address before the @ is made of the name. */
const isMadeOf = (local: string, person: Person): boolean => {
  const bare = local.replace(/[^a-z]/g, '');
  const family = person.name.words.map(({ text }) => text).filter((text) => text.length > 2);
  return family.some((text) => bare.includes(text.slice(0, 6)));
};

export const emailEvidence = (a: Person, b: Person): Found[] => {
  if (!a.email || !b.email) return [];
  if (a.email.domain !== b.email.domain) return [];
  if (a.email.local === b.email.local && isSharedMailbox(a.email.local, a.email.domain, a, b))
    return [{ kind: 'email', weight: 0, words: 'Same e-mail address, which several people may read' }];
  if (a.email.local === b.email.local)
    return [{ kind: 'email', weight: KEY, words: 'Same e-mail address', key: true, proof: true }];
  const bare = (local: string) => local.replace(/[^a-z0-9]/g, '');
  const [one, other] = [bare(a.email.local), bare(b.email.local)];
  if (one === other)
    return [{ kind: 'email', weight: 6, words: 'Same e-mail address but for dots', key: true, proof: true }];
  // An employer that has `j.smith` and `j.smith2` has two of them.
  const counted = one.replace(/\d+$/, '') === other.replace(/\d+$/, '');
  if (counted) return [{ kind: 'email', weight: -8, words: 'Two numbered addresses at one domain' }];
  const both = isMadeOf(one, a) && isMadeOf(other, b);
  return [{ kind: 'email', weight: both ? -3.5 : -1, words: 'Different addresses at one domain' }];
};

export const keyEvidence = (a: Person, b: Person): Found[] => {
  const found: Found[] = [];
  if (a.linkedin && b.linkedin) {
    found.push(
      a.linkedin === b.linkedin
        ? { kind: 'linkedin', weight: KEY, words: 'Same LinkedIn profile', key: true, proof: true }
        : { kind: 'linkedin', weight: -7, words: 'Different LinkedIn profiles' },
    );
  }
  if (a.cik && b.cik) {
    found.push(
      a.cik === b.cik
        ? { kind: 'cik', weight: KEY, words: 'Same filer at the SEC (CIK)', key: true, proof: true }
        : { kind: 'cik', weight: -20, words: 'Different filers at the SEC (CIK)', veto: true },
    );
  }
  if (a.birth && b.birth) {
    const years = Math.abs(a.birth.year - b.birth.year);
    const rough = a.birth.rough || b.birth.rough;
    if (years === 0) found.push({ kind: 'birth', weight: rough ? 2 : 3, words: 'Same year of birth', proof: true });
    else if (years === 1) found.push({ kind: 'birth', weight: rough ? 1.5 : -1, words: 'Years of birth one apart' });
    else
      found.push({
        kind: 'birth',
        weight: years > 8 ? -12 : years > 2 ? -7 : -4,
        words: `Born ${years} years apart`,
        veto: years > 8,
      });
  }
  return found;
};
