import assert from 'node:assert/strict';
import { test } from 'node:test';
import { companyOf } from './company.ts';
import { personInQuery } from './exa-query.ts';
import { shareOf } from './hash.ts';
import { identify, personOf } from './person.ts';

test('all ways to ask for one person at one company give one key', () => {
  const ways = [
    { name: 'Jane Doe', company: 'Acme Widgets, Inc.' },
    { firstName: 'Jane', lastName: 'Doe', domain: 'www.acme-widgets.com' },
    { name: 'Doe, Jane', company: 'ACME WIDGETS' },
    { name: 'Jane Q. Doe', domain: 'https://acmewidgets.co.uk/about' },
    { email: 'jane.doe@acme-widgets.com' },
    { linkedinUrl: 'http://linkedin.com/in/jane-doe-of-acme-widgets-com/' },
    { linkedinUrl: 'https://www.linkedin.com/in/jane-doe-at-acme-widgets?trk=x' },
  ];
  for (const way of ways) assert.equal(identify(way)?.key, 'jane doe|acmewidgets', JSON.stringify(way));
  assert.equal(identify({ name: 'Jürgen Groß', company: 'Müller AG' })?.key, 'jurgen groß|muller');
  assert.equal(identify({}), null);
  assert.equal(identify({ name: 'Jane Doe' })?.company, null);
  assert.equal(identify({ email: 'jane.doe@gmail.com' })?.company, null);
});

test('a person carries what was asked with and is the same every time', () => {
  const identity = identify({
    name: 'Jane Doe',
    company: 'Acme Inc',
    domain: 'acme.com',
    title: 'Chief Financial Officer',
  });
  assert.ok(identity);
  const person = personOf(identity);
  assert.deepEqual(personOf(identity), person);
  assert.equal(person.name, 'Jane Doe');
  assert.equal(person.title, 'Chief Financial Officer');
  assert.equal(person.seniority, 'c_suite');
  assert.equal(person.company.name, 'Acme Inc');
  assert.match(person.workEmail, /^(jane|jdoe|jane\.doe)@acme\.com$/);
  assert.match(person.mobile, /^\+1\d{3}55501\d{2}$/);
  assert.equal(person.jobs[0]?.company, 'Acme Inc');
  assert.equal(person.jobs[0]?.to, null);
  assert.equal(identify({ linkedinUrl: person.linkedinUrl })?.key, person.key);
  const other = identify({ name: 'Joan Doe', company: 'Acme Inc', domain: 'acme.com' });
  assert.ok(other);
  assert.notEqual(personOf(other).id, person.id);
});

test('an address that was asked with is kept, an invented one cannot reach a real mailbox', () => {
  const known = identify({ email: 'j.d@acme.com', name: 'Jane Doe' });
  const invented = identify({ name: 'Jane Doe', company: 'Acme' });
  assert.ok(known && invented);
  assert.equal(personOf(known).workEmail, 'j.d@acme.com');
  assert.match(personOf(invented).workEmail, /@acme\.example$/);
  assert.match(personOf(invented).personalEmail, /@inbox\.example$/);
});

test('names of any script give usable addresses', () => {
  for (const name of ['李 明', 'Øyvind Åsen', "Sinéad O'Connor", 'محمد علي', 'Anne-Marie de la Tour']) {
    const identity = identify({ name, company: '株式会社サンプル' });
    assert.ok(identity, name);
    const person = personOf(identity);
    assert.match(person.workEmail, /^[a-z0-9.]+@[a-z0-9-]+\.example$/, name);
    assert.match(person.linkedinUrl, /^https:\/\/www\.linkedin\.com\/in\/[a-z0-9-]+$/, name);
  }
});

test('companies agree by name and by domain', () => {
  const [byName, byDomain] = [companyOf({ name: 'Acme Widgets Inc.' }), companyOf({ domain: 'acme-widgets.com' })];
  assert.equal(byName.id, byDomain.id);
  assert.equal(byName.industry, byDomain.industry);
  assert.equal(byName.employees, byDomain.employees);
});

test('shares of texts are spread evenly', () => {
  const count = 4_000;
  let below = 0;
  for (let at = 0; at < count; at += 1) if (shareOf(`person ${at}`) < 0.65) below += 1;
  assert.ok(Math.abs(below / count - 0.65) < 0.03, `${below / count}`);
});

test('a search text is understood as name, title and company', () => {
  const cases: [string, string, string | null][] = [
    ['"Jane Doe" "Acme Robotics"', 'jane doe|acmerobotics', null],
    ['"Jane Doe" CFO at Acme Robotics', 'jane doe|acmerobotics', 'CFO'],
    ['Jane Doe, Chief Financial Officer at Acme Robotics, Inc.', 'jane doe|acmerobotics', 'Chief Financial Officer'],
    ['Jane Doe CFO Acme Robotics', 'jane doe|acmerobotics', 'CFO'],
    ['Jane Doe Acme Robotics', 'jane doe|acmerobotics', null],
    ['Jane Q. Doe, Acme', 'jane doe|acme', null],
    ['Jane Doe VP Sales at Acme', 'jane doe|acme', 'VP Sales'],
    ['profile https://www.linkedin.com/in/jane-doe-of-acme-com', 'jane doe|acme', null],
    ['Jane Doe', 'jane doe|', null],
  ];
  for (const [text, key, title] of cases) {
    assert.equal(personInQuery(text)?.key, key, text);
    assert.equal(personInQuery(text)?.title, title, text);
  }
  assert.equal(personInQuery('latest research in language models'), null);
});
