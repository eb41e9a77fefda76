import fc from 'fast-check';
import { expect, it } from 'vitest';
import { admin } from '../support/worker.ts';

/** By what somebody is known, the long way that every value can go (`migrations/0037_suppression.sql`). What is on a list was made so. */
const LONG_WORDS = `nullif(btrim(regexp_replace(lower(regexp_replace(normalize(v, nfkd), '[\\u0300-\\u036f.''’\`]', '', 'g')),
  '[\\s!"#$%&()*+,/:;<=>?@\\[\\\\\\]^_{|}~–—-]+', ' ', 'g')), '')`;
const FORMS =
  'inc|incorporated|corp|corporation|co|company|llc|llp|lp|ltd|limited|plc|gmbh|ag|kg|se|sa|sas|sarl|srl|spa|bv|nv|ab|as|oy|pty';
const DIGITS = `regexp_replace(v, '\\D', '', 'g')`;
const LONG: Record<string, string> = {
  suppression_words: LONG_WORDS,
  suppression_company: `regexp_replace(${LONG_WORDS}, '(?: (?:${FORMS}))+$', '')`,
  suppression_domain: `nullif(regexp_replace(lower(btrim(v)), '^(?:https?://)?(?:www\\.)?|[/?#].*$|\\.$', '', 'g'), '')`,
  suppression_phone: `case when length(${DIGITS}) < 7 then null when btrim(v) like '+%' then ${DIGITS}
    when ${DIGITS} like '00%' then substr(${DIGITS}, 3) when ${DIGITS} ~ '^[2-9]\\d{9}$' then '1' || ${DIGITS} else ${DIGITS} end`,
};

const words = fc.constantFrom(
  ...[
    'Ada',
    'ADA',
    'Łukasz',
    'e\u0301',
    'Inc',
    'inc',
    'Inc.',
    'Ltd',
    'GmbH',
    'co',
    'Co',
    'O’Neil',
    "d'Or",
    'Ｗ',
    '株式会社',
    '7',
    '-',
    '.',
    '',
  ],
);
const hosts = fc.constantFrom(
  ...['www.', 'WWW.', 'http://', 'acme', 'Acme', '.', '-', 'example', '/', '?', '#', ' ', 'www'],
);
const digits = fc.constantFrom(...['+', '00', '1', '23', '456', '7890', ' ', '-', '(', ')', '٣', '.', '/']);
const value = fc.oneof(
  fc.array(words, { maxLength: 4 }).map((all) => all.join(' ')),
  fc.array(hosts, { maxLength: 5 }).map((all) => all.join('')),
  fc.array(digits, { maxLength: 7 }).map((all) => all.join('')),
  fc.string({ unit: 'grapheme', maxLength: 20 }).map((text) => text.replaceAll('\0', '')),
);

it('what somebody is known by is the same by the short way as by the long one', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(value, { minLength: 200, maxLength: 400 }), async (values) => {
      for (const [name, long] of Object.entries(LONG)) {
        const differ = await admin.query(
          `select v, app.${name}(v) as short, ${long} as long from jsonb_array_elements_text($1::jsonb) v
            where app.${name}(v) is distinct from ${long}`,
          [JSON.stringify(values)],
        );
        expect([name, ...differ]).toEqual([name]);
      }
    }),
    { numRuns: 10 },
  );
});
