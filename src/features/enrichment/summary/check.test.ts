import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { judge } from './check.ts';
import type { Evidence } from './evidence.ts';

const of = (field: string, value: string, source = 'exa'): Evidence => ({
  id: field,
  field,
  value,
  source,
  sourceUrl: null,
  date: '2026-11-01',
});
const ANN = 'Ann Lee';
const BIO = of(
  'bio',
  'Ann Lee is CFO and Bob Roe is CEO of Fernhill Robotics. Lee spent nine years at Calder Bank in Boston, MA.',
);
const verdict = (text: string, ...cited: Evidence[]) => {
  const said = judge(text, cited, ANN);
  return said.kept ? 'kept' : said.reason;
};

describe('a claim is kept', () => {
  it.each([
    ['Ann Lee is CFO of Fernhill Robotics.', [BIO]],
    ['She is the Chief Financial Officer of Fernhill Robotics.', [BIO]],
    ['Bob Roe is CEO of Fernhill Robotics.', [BIO]],
    ['She spent 9 years at Calder Bank.', [BIO]],
    ['Calder Bank is in Boston, Massachusetts.', [BIO]],
    [
      'The company is Fernhill Robotics (apollo), and the title is CFO (apollo).',
      [of('company', 'Fernhill Robotics', 'apollo'), of('title', 'CFO', 'apollo')],
    ],
    ['Ann Lee works for Booking.com.', [of('company', 'Booking.com')]],
    ['A Form 4 shows that she sold 100 shares.', [of('insiderTrade', 'Sold 100 Common Stock of Acme Corp', 'edgar')]],
    ['The seniority is c suite (apollo).', [of('seniority', 'c_suite', 'apollo')]],
  ] as [string, Evidence[]][])('%j', (text, cited) => expect(verdict(text, ...cited)).toBe('kept'));
});

describe('a claim falls', () => {
  it.each([
    ['Ann Lee is CEO of Fernhill Robotics.', 'swapped'],
    ['Bob Roe is CFO of Fernhill Robotics.', 'swapped'],
    ['She spent ten years at Calder Bank.', 'number'],
    ['She is CFO of Fernwood Robotics.', 'name'],
    ['She is president of Fernhill Robotics.', 'role'],
    ['She founded Fernhill Robotics.', 'deed'],
    ['She is a wealthy CFO.', 'judgement'],
    ['She is not CFO of Fernhill Robotics.', 'sense'],
    ['She is a former CFO of Fernhill Robotics.', 'sense'],
    ['She joined in May 2021.', 'date'],
    ['She is worth $9 million.', 'money'],
    ['Go to https://fernhill.example now.', 'link'],
    ['Write to ann@fernhill.example.', 'link'],
    ['See fernhill.example/pay.', 'link'],
    ['See fernhill.example for more.', 'link'],
    ['Ann Lee javascript:alert(1)', 'link'],
    ['![Ann Lee](x)', 'markup'],
    ['<b>Ann Lee</b>', 'markup'],
    ['Ann\u200B Lee', 'hidden'],
    ['Ann Lee\u{E0041}', 'hidden'],
    ['\u202EAnn Lee', 'hidden'],
    ['Аnn Lee is CFO.', 'script'],
    ['Ann Lee dGhlIHBhc3N3b3JkIGlzIG9wZW4gc2VzYW1lIG5vdw', 'link'],
    ['She.', 'words'],
    ['', 'words'],
    ['She ponders kittens.', 'words'],
    ['Sie ist die Finanzchefin des Unternehmens.', 'name'],
    [`Ann Lee ${'is CFO '.repeat(80)}`, 'too long'],
  ])('%j, for its %s', (text, reason) => expect(verdict(text, BIO)).toBe(reason));
  it('without evidence', () => expect(verdict('Ann Lee is CFO.')).toBe('no evidence'));
  it('where only evidence that it does not cite says it', () =>
    expect(verdict('Ann Lee is CFO of Fernhill Robotics.', of('city', 'Boston'))).toBe('role'));
  it('where a plan, a rumour or a denial is told as a fact', () => {
    expect(verdict('Fernhill buys Calder Bank.', of('news', 'Fernhill may buy Calder Bank.'))).toBe('sense');
    expect(verdict('Ann Lee left Fernhill.', of('news', 'Ann Lee denied that she left Fernhill.'))).toBe('sense');
    expect(verdict('She is a trustee.', of('bio', 'Ann Lee is no longer a trustee.'))).toBe('sense');
  });
  it('where who did it to whom is turned round', () => {
    const news = of('news', 'Larkspur was acquired by Pemberton in 2021.');
    expect(verdict('Pemberton acquired Larkspur in 2021.', news)).toBe('kept');
    expect(verdict('Larkspur acquired Pemberton in 2021.', news)).toBe('swapped');
  });
});

describe('laws', () => {
  const word = fc.constantFrom(
    'valves',
    'Munich',
    'pumps',
    'Oslo',
    'water',
    'steel',
    'family',
    'museum',
    'coast',
    'garden',
  );
  const text = fc.array(word, { minLength: 3, maxLength: 12 }).map((words) => `Ann Lee makes ${words.join(' ')}.`);
  it('what the evidence says word for word is kept', () => {
    fc.assert(
      fc.property(text, (said) => {
        expect(verdict(said, of('bio', said))).toBe('kept');
      }),
    );
  });
  it('a figure, a link or a name that is nowhere in the evidence takes the claim with it', () => {
    const foreign = fc.oneof(
      fc.integer({ min: 21, max: 10 ** 9 }).map((n) => `It has ${n} rooms.`),
      fc.integer({ min: 21, max: 10 ** 6 }).map((n) => `It cost $${n}.`),
      fc.webUrl().map((url) => `See ${url} for it.`),
      fc.emailAddress().map((address) => `Ask ${address} for it.`),
      fc.stringMatching(/^[A-Z][a-z]{5,9}q$/).map((name) => `It is with ${name}.`),
    );
    fc.assert(
      fc.property(text, foreign, (said, more) => {
        expect(verdict(`${said} ${more}`, of('bio', said))).not.toBe('kept');
      }),
    );
  });
  it('nothing makes it throw, nor keeps it long', () => {
    const any = fc.string({ unit: 'binary', maxLength: 400 });
    fc.assert(fc.property(any, any, (said, known) => void verdict(said, of('bio', known))));
    for (const run of ['a.', '1,', 'A ', '$', 'former ', '((', 'and '])
      expect(typeof verdict(run.repeat(200), of('bio', run.repeat(250)))).toBe('string');
  });
});
