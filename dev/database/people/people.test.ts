import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, test } from 'node:test';
import { countryName } from '../../../src/features/imports/rows/country.ts';
import { isEmail } from '../../../src/features/imports/rows/email.ts';
import { readPhone } from '../../../src/features/imports/rows/phone.ts';
import { seniorityOfTitle } from '../../../src/features/imports/rows/seniority.ts';
import { SENIORITIES } from '../../../src/features/prospects/contract.ts';
import { diceOf } from '../../providers/hash.ts';
import { makeCompanies } from './companies.ts';
import { weighted, zipfRank } from './draw.ts';
import { isOrganisation, naturalName, tidyCompany, tidyPlace } from './filed-names.ts';
import { readInsiders } from './insiders.ts';
import { PLACES } from './places.ts';
import { population } from './population.ts';
import { POSITIONS } from './positions.ts';
import type { ProspectRow } from './prospect-row.ts';

const now = new Date('2026-11-01T12:00:00Z');
const employers = makeCompanies(200);
const personAt = population({ seed: 'test', employers, now, numbered: true });
const people = Array.from({ length: 3_000 }, (_, n) => personAt(n));

describe('a made-up person', () => {
  test('is the same for a number, whoever was made before', () => {
    const again = population({ seed: 'test', employers: makeCompanies(200), now, numbered: true });
    // The id is drawn anew: only its beginning, the time, belongs to the person.
    const facts = ({ id, ...rest }: ProspectRow) => ({ ...rest, at: id.slice(0, 13) });
    assert.deepEqual(facts(again(2_999)), facts(personAt(2_999)));
    assert.notEqual(personAt(2_998).name, personAt(2_999).name);
    assert.notEqual(population({ seed: 'other', employers, now })(2_999).name, personAt(2_999).name);
  });

  test('can be told from all others by address or profile', () => {
    for (const key of ['id', 'emailKey', 'linkedinKey'] as const) {
      const keys = people.map((person) => person[key]).filter((value) => value !== null);
      assert.equal(new Set(keys).size, keys.length, key);
    }
    assert.ok(people.every(({ emailKey, linkedinKey }) => emailKey !== null || linkedinKey !== null));
  });

  test('fits employer, address and number', () => {
    const byName = new Map(employers.map((company) => [company.name, company]));
    for (const { company, companyDomain, industry, email, phone, tags } of people) {
      const employer = company === null ? undefined : byName.get(company);
      assert.equal(companyDomain, employer?.domain ?? null);
      if (industry !== null) assert.equal(industry, employer?.industry);
      if (email !== null) {
        assert.ok(isEmail(email), email);
        assert.ok(email.endsWith(`@${employer?.domain ?? 'mail.example'}`), email);
      }
      if (phone !== null) assert.deepEqual(readPhone(phone), { ok: true, phone, rest: '' });
      assert.ok(tags.every((tag) => !tag.includes(',')));
    }
  });

  test('has the rank that the title speaks of, by the rule of imports', () => {
    for (const { title, seniority } of people) {
      if (title !== null) assert.equal(seniorityOfTitle(title), seniority, title);
      else assert.equal(seniority, null);
    }
    for (const { title, seniority } of POSITIONS) assert.equal(seniorityOfTitle(title), seniority, title);
    assert.deepEqual(new Set(POSITIONS.map(({ seniority }) => seniority)), new Set(SENIORITIES));
  });

  test('lives somewhere that is spelled as an import spells it', () => {
    const where = new Set(PLACES.map(({ city, region, country }) => `${city}, ${region}, ${country}`));
    for (const { city, region, country, location } of people) {
      if (country === null) assert.deepEqual([city, region], [null, null]);
      else assert.ok(where.has(`${city}, ${region}, ${country}`) && location === null);
    }
    for (const { country } of PLACES) assert.equal(countryName(country), country);
  });
});

describe('employers', () => {
  test('have names and reserved domains of their own', () => {
    assert.equal(new Set(employers.map(({ domain }) => domain)).size, 200);
    assert.equal(new Set(employers.map(({ name }) => name)).size, 200);
    for (const { domain } of employers) assert.match(domain, /^[a-z0-9-]+\.example$/);
  });

  test('are drawn more often the larger they are, and every one of them at times', () => {
    const dice = diceOf('zipf');
    const ranks = Array.from({ length: 50_000 }, () => zipfRank(dice, 50));
    const ofTheFirstTen = ranks.filter((rank) => rank < 10).length / ranks.length;
    // 1 / (rank + 10), added up: ln(20/10) of ln(60/10).
    assert.ok(Math.abs(ofTheFirstTen - Math.log(2) / Math.log(6)) < 0.02, String(ofTheFirstTen));
    assert.equal(new Set(ranks).size, 50);
    assert.throws(() => weighted([], () => 1)(dice), RangeError);
  });
});

describe('names as they were filed', () => {
  test('become names as people write them', () => {
    const expected = {
      'LEVCHIN MAX R': 'Max R. Levchin',
      'Hoffman Reid': 'Reid Hoffman',
      "O'BRIEN DEIRDRE": "Deirdre O'Brien",
      'Moritz Robert Edward Jr.': 'Robert Edward Moritz Jr.',
      'von Koskull Casper Wilhelm': 'Casper Wilhelm von Koskull',
      'Jean-Claude Carine Lamercie': 'Carine Lamercie Jean-Claude',
      'MacGregor Catherine': 'Catherine MacGregor',
      'WALDRON JOHN E.': 'John E. Waldron',
    };
    for (const [filed, name] of Object.entries(expected)) assert.equal(naturalName(filed), name);
    assert.equal(tidyCompany('BANK OF AMERICA CORP /DE/'), 'Bank of America Corp');
    assert.equal(tidyCompany('JPMORGAN CHASE & CO'), 'JPMorgan Chase & Co');
    assert.equal(tidyCompany('Affirm Holdings, Inc.'), 'Affirm Holdings, Inc.');
    assert.equal(tidyPlace('NEW YORK,'), 'New York');
    assert.equal(tidyPlace(''), null);
  });

  test('of organisations are known as such', () => {
    for (const name of ['BERKSHIRE HATHAWAY INC', 'MITHRIL II LP', 'Walton Family Holdings Trust', 'CITIGROUP INC']) {
      assert.ok(isOrganisation(name), name);
    }
    for (const name of ['BUFFETT WARREN E', 'Trustman Ann', 'Banks Cora']) assert.ok(!isOrganisation(name), name);
  });
});

describe('insiders', () => {
  const dir = mkdtempSync(join(tmpdir(), 'insiders-test-'));
  after(() => rmSync(dir, { recursive: true }));

  test('are the made-up ones where the public list is missing', () => {
    const { insiders, real } = readInsiders(join(dir, 'missing.csv'));
    assert.equal(real, false);
    assert.deepEqual(
      insiders.map(({ name }) => name),
      ['Adrienne K. Marlowe', 'Kwabena Osei-Tandoh', 'Helena J. Brightwater'],
    );
  });

  test('are each listed once, with the company they are closest to', () => {
    const header =
      'owner_cik,owner_name,issuer_cik,issuer_name,ticker,is_director,is_officer,is_ten_percent_owner,officer_title,city,state,last_period';
    const lines = [
      '01,DOE JANE Q,11,OLD CORP,OLD,1,0,0,,RENO,NV,2025-06-01',
      '01,DOE JANE Q,12,"Newer, Inc.",NEW,0,true,0,Chief Financial Officer,"RENO,",NV,2020-01-01',
      '02,SOME TRUST,12,"Newer, Inc.",NEW,0,0,1,,RENO,NV,2025-01-01',
      '03,ROE RICHARD,13,THIRD CO,TRD,,,,,TOKYO,M0,2025-01-01',
    ];
    const file = join(dir, 'some.csv');
    writeFileSync(file, [header, ...lines, ''].join('\n'));
    const { insiders, real } = readInsiders(file);
    assert.equal(real, true);
    assert.deepEqual(insiders.slice(3), [
      {
        cik: '01',
        name: 'Jane Q. Doe',
        firstName: 'Jane',
        lastName: 'Doe',
        title: 'Chief Financial Officer',
        seniority: 'c_suite',
        company: 'Newer, Inc.',
        city: 'Reno',
        region: 'Nevada',
        country: 'United States',
      },
      {
        cik: '03',
        name: 'Richard Roe',
        firstName: 'Richard',
        lastName: 'Roe',
        title: null,
        seniority: null,
        company: 'Third Co',
        city: 'Tokyo',
        region: null,
        country: 'Japan',
      },
    ]);
  });
});
