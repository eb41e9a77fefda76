import { plainWord } from './name-words.ts';

export const TITLES = new Set(
  'mr mrs ms miss mx dr prof professor sir dame lord lady rev reverend fr hon honorable capt captain col colonel gen general maj sgt lt cmdr herr frau dipl ing mag sheikh shaikh sheik hajji haji mme mlle senor senora sra dott alhaji alhaja engr otunba datuk datin dato smt shri'.split(
    ' ',
  ),
);
/** Behind a comma they are degrees; elsewhere `Ma` and `Do` are names. */
export const DEGREES = new Set(
  'phd ph md mba cfa cpa esq esquire jd dds dvm llm msc bsc ba bs ms ma rn pe cfp frcs obe cbe mbe kbe pmp do mph edd dsc psyd facs caia frm shrm ret'.split(
    ' ',
  ),
);
export const SURE_DEGREES = new Set(
  'phd md mba cfa cpa esq esquire dds dvm llm msc bsc obe cbe mbe kbe pmp cfp frcs facs caia frm'.split(' '),
);

export const SUFFIXES: Readonly<Record<string, string>> = {
  jr: 'jr',
  junior: 'jr',
  jnr: 'jr',
  sr: 'sr',
  senior: 'sr',
  snr: 'sr',
  ii: '2',
  '2nd': '2',
  iii: '3',
  '3rd': '3',
  iv: '4',
  '4th': '4',
  filho: 'jr',
  neto: '3',
  sobrinho: 'nephew',
  fils: 'jr',
  pere: 'sr',
  hijo: 'jr',
};

/** The suffix that a word is, where it can be one. */
const suffixOf = (word: string): string | undefined => SUFFIXES[plainWord(word)];

export const takeSuffix = (words: string[]): string | undefined => {
  for (let at = words.length - 1; at > 0; at -= 1) {
    const word = words[at] ?? '';
    const suffix = suffixOf(word);
    // `Filho` and `Neto` are family names too, where nothing else is one.
    if (suffix && (words.length > 2 || /^(?:jr|sr|i{2,3})$/.test(plainWord(word)))) {
      words.splice(at, 1);
      return suffix;
    }
  }
  return undefined;
};
