/**
 * Which lines amendments say anew (Form 4, General Instruction 9: an amendment gives the lines that are added or
 * amended, whole, and need not repeat the others). Nothing is counted twice; where it cannot be told whether a line is
 * amended or added, it counts as amended.
 */

export type AmendableLine = {
  n: number;
  type: string;
  derivative: boolean;
  positionKey: string;
  classKey: string;
  date: string | null;
  code: string | null;
  acquired: boolean | null;
  shares: string | null;
  price: string | null;
};
export type Amendable = {
  accession: string;
  form: string;
  issuerCik: string;
  owners: readonly string[];
  period: string | null;
  originalOn: string | null;
  filedOn: string;
  lines: readonly AmendableLine[];
};
export type Replacement = { accession: string; n: number; by: string };

/** In how many of the things that tell a transaction two lines may differ and still be one and the same. */
const DIFFERENCES_MAX = 1;

const base = (form: string): string => form.replace('/A', '');
const isAmendment = ({ form }: Amendable): boolean => form.endsWith('/A');

/** Whether `amendment` speaks of `earlier`: the same form, issuer and filer, and the day that it names or the same period. */
export const amends = (amendment: Amendable, earlier: Amendable): boolean =>
  isAmendment(amendment) &&
  amendment.accession !== earlier.accession &&
  base(amendment.form) === base(earlier.form) &&
  amendment.issuerCik === earlier.issuerCik &&
  amendment.owners.some((cik) => earlier.owners.includes(cik)) &&
  inOrder(earlier, amendment) < 0 &&
  (earlier.filedOn === amendment.originalOn || (earlier.period !== null && earlier.period === amendment.period));

const inOrder = (a: Amendable, b: Amendable): number =>
  a.filedOn.localeCompare(b.filedOn) ||
  Number(isAmendment(a)) - Number(isAmendment(b)) ||
  a.accession.localeCompare(b.accession);

/** `100.00` is 100. */
const figure = (text: string | null): string | null =>
  text === null || !text.includes('.') ? text : text.replace(/\.?0+$/, '');

/** In how many things the lines differ; undefined where they cannot be the same. */
const differences = (a: AmendableLine, b: AmendableLine): number | undefined => {
  if (a.type !== b.type || a.derivative !== b.derivative || a.classKey !== b.classKey) return undefined;
  if (a.type === 'holding') return a.positionKey === b.positionKey ? 0 : undefined;
  const pairs: [unknown, unknown][] = [
    [a.date, b.date],
    [a.code, b.code],
    [a.acquired, b.acquired],
    [figure(a.shares), figure(b.shares)],
    [figure(a.price), figure(b.price)],
    [a.positionKey, b.positionKey],
  ];
  return pairs.filter(([left, right]) => left !== right).length;
};

type Place = { accession: string; line: AmendableLine };

/** The lines that later amendments replaced, each with the amendment that did. The same whatever order they come in. */
export const replacements = (documents: readonly Amendable[]): Replacement[] => {
  const replaced = new Map<string, Replacement>();
  const key = ({ accession, line }: Place): string => `${accession}:${line.n}`;
  const standing = (of: readonly Amendable[]): Place[] =>
    of
      .flatMap(({ accession, lines }) => lines.map((line) => ({ accession, line })))
      .filter((place) => !replaced.has(key(place)));
  const ordered = documents.toSorted(inOrder);
  for (const amendment of ordered.filter(isAmendment)) {
    let left = standing(ordered.filter((earlier) => amends(amendment, earlier)));
    const replace = (place: Place): void => {
      replaced.set(key(place), { accession: place.accession, n: place.line.n, by: amendment.accession });
      left = left.filter((other) => other !== place);
    };
    // As many lines as there were, or more: the form is said anew as a whole.
    if (amendment.lines.length >= left.length && left.length > 0) {
      for (const place of left) replace(place);
      continue;
    }
    // Lines that are said again as they were find their own first.
    let open = [...amendment.lines];
    for (let most = 0; most <= DIFFERENCES_MAX; most += 1) {
      open = open.filter((line) => {
        const same = left.find((place) => differences(place.line, line) === most);
        if (same) replace(same);
        return !same;
      });
    }
  }
  return [...replaced.values()];
};
