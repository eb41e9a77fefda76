/** Words as the checker of claims compares them: folded, without their endings, and by what they mean where that is strict. */

const LETTERS: Readonly<Record<string, string>> = {
  ß: 's',
  ø: 'o',
  æ: 'a',
  œ: 'o',
  ł: 'l',
  đ: 'd',
  ð: 'd',
  þ: 't',
  ı: 'i',
};

/** The text that is compared: one spelling of quotes, dashes and blanks; what is not to be seen is gone. */
export const plain = (text: string): string =>
  text
    .normalize('NFKC')
    .replace(/[\p{Cf}\p{Co}\p{VS}]+/gu, '')
    .replace(/[‘’‛ʼ`´]/g, "'")
    .replace(/[‐‑‒–—−]/g, '-')
    .replace(/[\p{Cc}\s]+/gu, ' ')
    .trim();

const foldLetter = (letter: string): string => {
  const bare = letter
    .normalize('NFD')
    .replace(/\p{M}+/gu, '')
    .toLowerCase();
  const folded = LETTERS[bare] ?? bare;
  return folded.length === letter.length ? folded : folded.slice(0, letter.length).padEnd(letter.length);
};
/** Lower case without accents, letter by letter: what stands at a place of a plain text stands there folded too. */
export const fold = (text: string): string =>
  /^[\x20-\x7e]*$/.test(text) ? text.toLowerCase() : [...text].map(foldLetter).join('');

/** A word with where it stands; `text` as written, `word` folded, without a possessive ending. */
export type Token = { text: string; word: string; at: number; end: number; capital: boolean };

const TOKEN = /[\p{L}\p{N}\p{M}]+(?:['’&._-][\p{L}\p{N}\p{M}]+)*/gu;

/** The words of a text; a word of several parts (`co-founder`, `S&P`) is one. */
export const tokensOf = (text: string): Token[] =>
  [...text.matchAll(TOKEN)].map((match) => ({
    text: match[0],
    word: fold(match[0]).replace(/'s$/, ''),
    at: match.index,
    end: match.index + match[0].length,
    capital: /^\p{Lu}/u.test(match[0]),
  }));

const ENDINGS = [
  'ations',
  'ation',
  'ators',
  'ator',
  'ments',
  'ment',
  'ings',
  'ing',
  'ions',
  'ion',
  'ors',
  'or',
  'ers',
  'er',
  'ies',
  'ied',
  'ed',
  'es',
  'ly',
  's',
  'y',
  'e',
];
/** Shorter stems would make one of what is two. */
const STEM_MIN = 3;

/** A word without its ending: `investor`, `invested` and `investments` are one. Rough on purpose: it only ever compares. */
export const stem = (word: string): string => {
  let left = word;
  for (let again = 0; again < 2; again += 1) {
    const ending = ENDINGS.find(
      (one) => left.endsWith(one) && left.length - one.length >= STEM_MIN && !(one === 's' && left.endsWith('ss')),
    );
    if (ending === undefined) break;
    left = left.slice(0, -ending.length);
    if (ending.length > 2) break;
  }
  return left.replace(/([b-df-hj-np-tv-z])\1$/, '$1');
};

const list = (words: string): string[] => words.split(/\s+/);

/** Say nothing by themselves. */
const STOP = new Set(
  list(
    `a an the and or but nor so yet of at in on for to from by with as into onto over under between among during through within about around near across along per via than then that this these those it its he she they them his her hers their theirs him who whom whose which what where when while is are was were be been being am has have had having do does did done will would can could shall not no also both each all any some such other own same very just only more most less least out up down off again further once here there how why if because until since before after i we you your our my me one ones mr mrs ms dr`,
  ),
);

/** Frame a fact without adding one: what a summary says around what it has been told. */
const NEUTRAL = new Set(
  list(
    `person people someone individual prospect contact serve serves served serving work works worked working hold holds held holding role roles position positions job career company companies firm firms organisation organization employer business current currently present presently based located location according report reports reported reporting filing filings file filed disclosed discloses disclosure document documents record records recorded show shows shown state states stated indicate indicates describe describes described description mention mentions mentioned note notes noted say says said list lists listed name names named called known profile source sources information evidence data fact field value title titled include includes including included latest last recent recently date dated year years month months day days time as well part total worth valued value amount directly personally per each transaction transactions trade trades traded insider page pages article news headline public publicly associated affiliated relationship background overview website domain field industry sector area department seniority level country city region place put puts spend spends spent approximately roughly almost nearly circa exceed exceeds exceeding excess previously formerly former earlier`,
  ).map(stem),
);

/**
 * Words that turn a fact into a judgement, a feeling or a guess. They are the evidence's to say: one that it does not say
 * takes the whole claim with it.
 */
const LOADED = new Set(
  list(
    `wealthy rich affluent millionaire billionaire multimillionaire fortune influential powerful prominent renowned famous celebrated respected leading top best largest biggest first only sole pioneer visionary expert passionate keen avid generous philanthropist philanthropic philanthropy donor donate charity charitable supporter advocate patron likely probably presumably apparently perhaps possibly potential potentially may might must should seems appears suggests implies interested interest looking seeking considering willing ready open plans planning intends expected future soon imminent urgent divorce divorced married single widow wife husband children religion religious political republican democrat conservative liberal sick illness disease criminal convicted fraud guilty arrested bankrupt bankruptcy debt debts lawsuit trustworthy confidential secret secretly offshore hidden always never every largest significant substantial considerable extensive strong successful experienced veteran seasoned senior junior young old retired majority minority controlling entire most half double doubled tripled growth growing declining record highest lowest net networth salary income earn earns earned earning compensation paid pay bonus`,
  ).map(stem),
);

/** Deeds: what was done must be what the evidence says was done, by any of the words for it. */
const DEEDS: Readonly<Record<string, string>> = Object.fromEntries(
  Object.entries({
    buy: 'buy buys buying bought purchase purchases purchased purchasing',
    acquire: 'acquire acquires acquired acquiring acquisition acquisitions takeover',
    sell: 'sell sells selling sold sale sales dispose disposed divest divested',
    give: 'give gave given gift gifts gifted donate donates donated donation donations pledge pledged',
    found: 'found founded founds founding establish established establishes set-up cofounded co-founded started',
    join: 'join joins joined joining',
    leave:
      'leave leaves left leaving resign resigns resigned resignation quit quits quitting depart departed departs departure step-down',
    retire: 'retire retires retired retirement',
    appoint: 'appoint appoints appointed appointment hire hires hired hiring promoted promotion promotes elected',
    dismiss: 'dismiss dismissed fired ousted terminated sacked removed',
    invest: 'invest invests invested investing investment investments',
    raise: 'raise raises raised raising',
    win: 'win wins won award awards awarded prize',
    lose: 'lose loses lost losing loss losses',
    merge: 'merge merges merged merger',
    sue: 'sue sues sued lawsuit litigation',
    study: 'study studied studies graduate graduated graduates degree alumnus alumna mba phd bachelor educated',
    write: 'write writes wrote written author authored publish published publishes',
    speak: 'speak speaks spoke spoken speaker keynote',
    exercise: 'exercise exercises exercised exercising',
    succeed: 'succeed succeeds succeeded successor replace replaces replaced',
    lead: 'lead leads led leading head heads headed heading run runs ran running manage manages managed oversee oversees oversaw',
    take: 'take takes took taken taking',
    launch: 'launch launches launched launching',
    open: 'opens opened opening',
    close: 'closes closed closing shut shuts',
    increase: 'increase increases increased increasing rise rises rose risen grew',
    decrease:
      'decrease decreases decreased decreasing decline declined declines fell fallen drop dropped drops reduced',
  }).flatMap(([deed, words]) => list(words).map((word) => [word, deed])),
);

/** Words for the same thing, of which none is strict. */
const SAME: Readonly<Record<string, string>> = Object.fromEntries(
  [
    'share shares stock stocks equity',
    'own owns owned owning ownership owner hold holds held holding holdings',
    'employee employees staff headcount workforce',
    'board boards',
    'company firm business corporation enterprise',
    'united-states us usa america american',
    'uk united-kingdom britain british',
    'child children kid kids',
  ].flatMap((words) => {
    const [first = '', ...rest] = list(words);
    return [first, ...rest].map((word) => [word, `=${first}`]);
  }),
);

export const isStop = (word: string): boolean => STOP.has(word) || /^\p{L}$/u.test(word);
export const isNeutral = (word: string): boolean => NEUTRAL.has(stem(word));
export const isLoaded = (word: string): boolean => LOADED.has(stem(word));
export const deedOf = (word: string): string | undefined => (Object.hasOwn(DEEDS, word) ? DEEDS[word] : undefined);
/** What a word is compared by. */
export const meaningOf = (word: string): string => (Object.hasOwn(SAME, word) ? (SAME[word] ?? word) : stem(word));
