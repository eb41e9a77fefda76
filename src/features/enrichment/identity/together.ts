import type { MatchEvidence } from '../../prospects/profile-contract.ts';
import { bearsName } from './company.ts';
import type { Found } from './evidence.ts';
import type { NameMatch } from './name-match.ts';
import { likelyParts } from './name-readings.ts';
import type { Person } from './record.ts';
import { toLatin } from './scripts.ts';

const isCompany = (person: Person): string => toLatin(person.company ?? '');

/** First names a letter or two apart: Jan and Jane are a couple as often as they are one. */
const isNearly = (a: Person, b: Person, { given }: NameMatch): boolean => {
  const [one, other] = [likelyParts(a.name).given?.text ?? '', likelyParts(b.name).given?.text ?? ''];
  const alike = one.slice(0, 2) === other.slice(0, 2) && Math.abs(one.length - other.length) <= 2;
  return given !== 'same' && given !== 'variant' && given !== 'initial' && alike && one !== other;
};

/** What together says more than each alone. */
export const together = (a: Person, b: Person, found: readonly Found[], name: NameMatch): Found[] => {
  const weightOf = (kind: MatchEvidence['kind']): number =>
    found.filter((one) => one.kind === kind).reduce((sum, { weight }) => sum + weight, 0);
  const more: Found[] = [];
  const sameEmployer = weightOf('employer') > 0;
  if (sameEmployer && weightOf('title') < -1 && weightOf('place') < -1) {
    more.push({
      kind: 'employer',
      weight: name.common ? -3 : -2.5,
      words: 'Other work in another place: two of one name at one employer',
    });
  }
  if (sameEmployer && name.common && weightOf('title') >= -1 && weightOf('place') < -1) {
    more.push({ kind: 'commonness', weight: -2, words: 'A common name in another place: one employer may have two' });
  }
  if (!sameEmployer && weightOf('employer') < 0 && weightOf('place') < -1 && name.common) {
    more.push({ kind: 'commonness', weight: -2, words: 'A common name at another employer in another place' });
  }
  const { family } = likelyParts(a.name);
  const oneSided = (a.name.suffix === undefined) !== (b.name.suffix === undefined);
  if (oneSided && sameEmployer && family && [a, b].some((one) => bearsName(isCompany(one), family.text))) {
    more.push({ kind: 'suffix', weight: -2, words: 'A family’s own company: father and son may both be there' });
  }
  if (isNearly(a, b, name) && sameEmployer && family && [a, b].some((one) => bearsName(isCompany(one), family.text))) {
    more.push({ kind: 'employer', weight: -3.5, words: 'A family’s own company: its people have like names' });
  }
  // The domain of a mailbox that many read is no second proof that they are one.
  const manyRead = found.some(({ kind, weight }) => kind === 'email' && weight === 0);
  if (manyRead && sameEmployer && a.company === undefined && name.given !== 'same' && name.given !== 'variant') {
    more.push({ kind: 'employer', weight: -4, words: 'The employer is known by a mailbox that several people read' });
  }
  return more;
};
