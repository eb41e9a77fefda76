/** Real people who filed with the SEC as insiders, as far as the public list of them is there, and a few made-up ones. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import papaparse from 'papaparse';
import * as z from 'zod';
import { splitName } from '../../../src/features/imports/rows/name.ts';
import { seniorityOfTitle } from '../../../src/features/imports/rows/seniority.ts';
import { ROOT } from '../../process/paths.ts';
import { isOrganisation, naturalName, tidyCompany, tidyPlace } from './filed-names.ts';
import { REGIONS } from './regions.ts';

/** What the filings say of a person; everything else about a real person is left unknown. */
export interface Insider {
  readonly name: string;
  readonly firstName: string | null;
  readonly lastName: string | null;
  readonly title: string | null;
  readonly seniority: string | null;
  readonly company: string;
  readonly city: string | null;
  readonly region: string | null;
  readonly country: string | null;
  /** The number under which the SEC keeps the person's filings. */
  readonly cik: string;
}

export const INSIDERS_FILE = join(ROOT, '..', 'shared', 'data', 'people', 'sec-insiders-from-form345.csv');

/** Filers write booleans as 0, 1, true, false or nothing (EDGAR ownership schema). */
const flag = z.string().transform((text) => text === '1' || text === 'true');
const line = z.object({
  owner_cik: z.string(),
  owner_name: z.string(),
  issuer_name: z.string(),
  is_director: flag,
  is_officer: flag,
  is_ten_percent_owner: flag,
  officer_title: z.string(),
  city: z.string(),
  state: z.string(),
  last_period: z.string(),
});
type Line = z.output<typeof line>;

/** Those of the emulated EDGAR's own filings, so that there are insiders with filings on any machine. */
const MADE_UP: readonly Insider[] = [
  madeUp('0009900001', 'Adrienne K. Marlowe', 'Chief Executive Officer', 'Northquay Robotics, Inc.', 'Portland', 'OR'),
  madeUp('0009900002', 'Kwabena Osei-Tandoh', 'Board Member', 'Northquay Robotics, Inc.', 'Boston', 'MA'),
  madeUp('0009900003', 'Helena J. Brightwater', '10% Owner', 'Palisade Grain Holdings Corp', 'Minneapolis', 'MN'),
];

/** The insiders, each once, with the company they are closest to; `real` tells whether the public list was there. */
export function readInsiders(file = INSIDERS_FILE): { insiders: readonly Insider[]; real: boolean } {
  if (!existsSync(file)) return { insiders: MADE_UP, real: false };
  const { data } = papaparse.parse(readFileSync(file, 'utf8'), { header: true, skipEmptyLines: true });
  const byPerson = Map.groupBy(
    z
      .array(line)
      .parse(data)
      .filter(({ owner_name }) => !isOrganisation(owner_name)),
    ({ owner_cik }) => owner_cik,
  );
  const real = [...byPerson.values()].map((lines) => insiderOf(lines.reduce(closer)));
  return { insiders: [...MADE_UP, ...real], real: true };
}

/** Officers are closer to a company than directors, those to one than owners of shares; then the latest filing counts. */
function closer(a: Line, b: Line): Line {
  const rank = ({ is_officer, is_director }: Line) => (is_officer ? 2 : is_director ? 1 : 0);
  return rank(b) > rank(a) || (rank(b) === rank(a) && b.last_period > a.last_period) ? b : a;
}

function insiderOf(filed: Line): Insider {
  const name = naturalName(filed.owner_name);
  const title = titleOf(filed);
  return {
    cik: filed.owner_cik,
    name,
    ...withTitle(name, title),
    company: tidyCompany(filed.issuer_name),
    ...at(filed),
  };
}

/** Some filings tick nothing: then there is nothing to tell. */
function titleOf({ is_officer, is_director, is_ten_percent_owner, officer_title }: Line): string | null {
  if (is_officer) return officer_title === '' || /^see remarks/i.test(officer_title) ? 'Officer' : officer_title;
  if (is_director) return 'Board Member';
  return is_ten_percent_owner ? '10% Owner' : null;
}

function withTitle(name: string, title: string | null) {
  const parts = splitName(name);
  const seniority = title === null ? null : seniorityOfTitle(title);
  return { title, seniority, firstName: parts?.first ?? null, lastName: parts?.last ?? null };
}

function at({ city, state }: Pick<Line, 'city' | 'state'>) {
  const [region = null, country = null] = REGIONS[state] ?? [];
  return { city: tidyPlace(city), region, country };
}

function madeUp(cik: string, name: string, title: string, company: string, city: string, state: string): Insider {
  return { cik, name, ...withTitle(name, title), company, ...at({ city, state }) };
}
