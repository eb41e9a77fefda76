import { isKnownFamily, isKnownGiven } from './common.ts';
import { agreeInKorean } from './korean.ts';
import { areNicknames, isGivenName, isOwnName } from './nicknames.ts';
import { pairsOf } from './pairs.ts';
import { consonantPattern, scriptOf, soundKey, toLatin, withoutUmlauts } from './scripts.ts';

/**
 * One word of a name. `text` is its plain letters; `parts` those of a name with a hyphen; `glued` the word with the
 * particles before it, as some write it; `foreign` that it was written in another script. `pattern` stands for a word
 * whose vowels nobody wrote.
 */
export type Word = { text: string; parts: string[]; glued: string; foreign: boolean; pattern: RegExp | undefined };

const partsOf = (raw: string): string[] =>
  toLatin(raw)
    .replace(/['’`´ʼ.]/g, '')
    .split(/[-‐‑–_/]+/)
    .filter((part) => part !== '');

export const wordOf = (raw: string, particles = ''): Word => {
  const parts = partsOf(raw);
  const text = parts.join('');
  const pattern = consonantPattern(raw.replace(/[-‐‑–_/'’]/g, ''));
  return { text, parts, glued: partsOf(particles).join('') + text, foreign: scriptOf(raw) !== 'latin', pattern };
};

/**
 * How two words of a name agree, the surest first. `variant` is another spelling of the same letters, `related` a short
 * form or the same name of another language, `sound` another way of writing the sound, `part` one of two names, `slip`
 * one letter wrong, `kin` two names of one origin that are each a name of its own (Mark and Marcus, Steven and Stephen),
 * `spelling` a family name that others write so, `initial` a first letter.
 */
export const LEVELS = ['same', 'variant', 'related', 'sound', 'part', 'slip', 'kin', 'spelling', 'initial'] as const;
export type Level = (typeof LEVELS)[number];

/** Family names as they are written where Chinese, Korean and Japanese is spelled in several ways. */
const SPELLINGS = `
chan chen tan chin|wong wang huang ong hwang|cheung zhang chang cheong teo|lau liu lao low|leung liang neo|ng wu goh|lam lin lim
kwok guo kuo quek|ho he|yip ye yeh|cheng zheng tay|hsu xu koh|tsai cai chua choi|hsieh xie tse chia|chow zhou chou|chu zhu choo
yeung yang yeo|fung feng|tsang zeng tseng|kwan guan kuan|mok mo|poon pan|siu xiao hsiao|to du tu|tam tan tham|yuen ruan yuan
chiu zhao chao|sze shi shih|hui xu|lui lu|chung zhong|tong tang|tsui xu cui|luk lu|ma mah|lee li|mak mai|ko gao kao|lo luo
kim gim|lee yi rhee ri lee|park pak bak|choi choe|jung chung jeong jeung|kang gang|cho jo|yoon yun youn|lim im rim|shin sin
kwon gwon kweon|ahn an|noh roh no|woo u|moon mun|yoo yu ryu you|hwang whang|seo suh suh|ko koh go|bae pae|paik baek|oh o
`;
/** Family names that one person is written by now so, now so. */
const ALIKE = `
ohno ono oono|ito itoh itou|sato satoh satou|kato katoh katou|saito saitoh saitou|kondo kondoh kondou|goto gotoh gotou
endo endoh endou|otani ohtani ootani|oshima ohshima|ota ohta oota|abe abbe|inoue inouye|matsumoto matumoto
nguyen nguyên|macdonald mcdonald|mackenzie mckenzie|macleod mcleod|macgregor mcgregor|mackay mckay|maclean mclean
alexandrov aleksandrov|alekseev alexeev alexeyev
choudhury chowdhury chaudhry chaudhary choudhary chaudhuri chowdhary|banerjee banerji bandyopadhyay|mukherjee mukherji mukerji
chatterjee chatterji|agarwal aggarwal agrawal|iyer aiyar ayyar|pillai pillay|siddiqui siddiqi siddique|qureshi quraishi
sheikh shaikh shaik sheik|syed sayed saeed sayyid|hussain hussein husain hossain hossein|mohammed mohamed muhammad mohammad
rehman rahman|yusuf yousef youssef yusuf yousaf|ahmed ahmad|osman othman uthman|abdullah abdallah|khalid khaled|hassan hasan
vries devries|jong dejong|berg bergh|johannsen johansen|larsson larson|olsson olson|petersson peterson|svensson swenson
goncalves gonsalves|souza sousa|teixeira texeira|guimaraes guimarais
`;
/** Whether two names stand in one group of a table. */
const inOneGroup = (table: string) => {
  const groups = new Map<string, Set<number>>();
  for (const [at, group] of table
    .trim()
    .split(/[|\n]+/)
    .entries()) {
    for (const name of group.split(' ')) groups.set(name, (groups.get(name) ?? new Set()).add(at));
  }
  return (a: string, b: string): boolean => {
    const others = groups.get(b);
    return others !== undefined && [...(groups.get(a) ?? [])].some((at) => others.has(at));
  };
};
const areSpellings = inOneGroup(SPELLINGS);
const areAlike = inOneGroup(ALIKE);

/** Syllables of Wade-Giles, as Taiwan writes names, in pinyin; what is written alike in both is left out. */
const WADE = pairsOf(
  'chih=zhi shih=shi tzu=zi szu=si jih=ri tsung=zong chung=zhong chien=jian chin=jin ching=jing chun=jun chuan=juan chueh=jue chi=ji chia=jia chiang=jiang chiao=jiao chieh=jie chu=zhu chou=zhou chen=zhen cheng=zheng chang=zhang hsi=xi hsia=xia hsiang=xiang hsiao=xiao hsieh=xie hsien=xian hsin=xin hsing=xing hsiu=xiu hsiung=xiong hsu=xu hsuan=xuan hsueh=xue hsun=xun jan=ran jen=ren jung=rong jui=rui jo=ruo kuang=guang kuo=guo kuei=gui kang=gang kai=kai kun=kun lung=long pei=pei pin=bin po=bo pao=bao te=de ta=da ti=di tien=tian ting=ting tung=dong tao=tao tse=ze yen=yan yung=yong yeh=ye yu=yu yueh=yue jou=rou sung=song hung=hong nung=nong',
);
/** What pinyin is made of. */
const PINYIN =
  /^(?:(?:zh|ch|sh|[bpmfdtnlgkhjqxrzcsyw])?(?:iang|iong|uang|ang|eng|ian|iao|ing|ong|uai|uan|ai|an|ao|ei|en|er|ia|ie|in|iu|ou|ua|ue|ui|un|uo|[aeiouv])){1,3}$/;
const SPELLED = new Set(SPELLINGS.trim().split(/[\s|]+/));
const WADE_SYLLABLE = Object.keys(WADE)
  .sort((a, b) => b.length - a.length)
  .join('|');
const WADE_WORD = new RegExp(`(?:${WADE_SYLLABLE}|[a-z]+?)`, 'g');
/** A word whose syllables are Chinese, as pinyin writes them. */
const romanised = (word: string): string => word.replace(WADE_WORD, (part) => WADE[part] ?? part);

/** Whether a word can be of a Chinese or Korean name, which stands in either order. */
export const isSyllable = (word: string): boolean => PINYIN.test(word) || SPELLED.has(word);

/** Letters that a scanner takes for others: `rn` for `m`, `cl` for `d`, `vv` for `w`. */
export const asScanned = (word: string): string =>
  word.replace(/rn/g, 'm').replace(/cl/g, 'd').replace(/vv/g, 'w').replace(/0/g, 'o').replace(/1/g, 'l');

/** Whether one slip of the hand makes the one of the other: a letter more, less, other, or two changed about. */
export const isSlip = (a: string, b: string): boolean => {
  const [short, long] = a.length <= b.length ? [a, b] : [b, a];
  if (long.length - short.length > 1 || a === b) return false;
  let at = 0;
  while (at < short.length && short[at] === long[at]) at += 1;
  if (short.length < long.length) return short.slice(at) === long.slice(at + 1);
  if (short.slice(at + 1) === long.slice(at + 1)) return true;
  return short[at] === long[at + 1] && short[at + 1] === long[at] && short.slice(at + 2) === long.slice(at + 2);
};

/** Of a shorter word one letter makes another family's name: Barlow and Bartlow. */
const TYPO_CHARS = 7;

/**
 * Whether a slip is one of the hand. Names of other families differ in a vowel or at the end (Simonsen and Simensen,
 * Hofman and Hofmann); a hand drops, doubles and turns letters anywhere.
 */
const isTypo = (a: string, b: string): boolean => {
  if (Math.min(a.length, b.length) < TYPO_CHARS) return false;
  if (a.length !== b.length) return a.at(-1) === b.at(-1) && a.at(-2) === b.at(-2);
  const at = [...a].findIndex((letter, index) => letter !== b[index]);
  const turned = a[at] === b[at + 1] && a[at + 1] === b[at];
  return turned || (at < a.length - 1 && !/[aeiouy]/.test(`${a[at]}${b[at]}`));
};

/** A word this short with one letter wrong is another word. */
const SLIP_CHARS = 6;
/** Of a word shorter than this, the sound is another word’s too: Li and Lei. */
const SOUND_CHARS = 4;
/**
 * A first name's beginning tells the name from so many letters on: Venkat for Venkataraman, but not Orla for
 * Orlando. Shorter ones are in the table.
 */
const SHORT_CHARS = 5;
/** What makes a woman's name of a man's, a family's of a first name, a Dane's of a Swede's. */
const OTHER_ENDING = /^(?:a|e|o|s|ia|pa|na|ine|ina|ette|etta|elle|ella|ova|eva|aya|son|sen|on)$/;

/** The ends in which two words differ, after what they begin with alike. */
const endsOf = (a: string, b: string): [string, string] => {
  let at = 0;
  while (at < a.length && at < b.length && a[at] === b[at]) at += 1;
  return [a.slice(at), b.slice(at)];
};
/** Whether two words are set apart by an ending that makes another name: Jan and Jane, Rob and Roba. */
export const differsByEnding = (a: string, b: string): boolean => {
  const [left, right] = endsOf(a, b);
  const ending = (text: string) => text === '' || OTHER_ENDING.test(text);
  return (ending(left) && ending(right)) || (/^[eo]n$/.test(left) && /^[eo]n$/.test(right));
};

/** Whether a word is a name of its own, in whichever place: beside another such one it is no slip of it. */
const known = (text: string): boolean => isGivenName(text) || isKnownGiven(text) || isKnownFamily(text);

/** Whether two given names of one origin are each a name of its own; two spellings are so where many bear both. */
const areKin = (a: string, b: string, foreign: boolean): boolean =>
  !foreign && isOwnName(a) && isOwnName(b) && (soundKey(a) !== soundKey(b) || (isKnownGiven(a) && isKnownGiven(b)));

const plainLevel = (a: string, b: string, role: 'given' | 'family', foreign: boolean): Level | undefined => {
  if (a === b) return 'same';
  if (role === 'given' && areNicknames(a, b)) return areKin(a, b, foreign) ? 'kin' : 'related';
  if (role === 'family' && areAlike(a, b)) return 'sound';
  // What is written in two scripts has to be written in two ways; what is in one, has not.
  const heard = foreign ? 'related' : 'sound';
  if (role === 'family' && areSpellings(a, b)) return foreign ? heard : 'spelling';
  if (role === 'given' && romanised(a) === romanised(b)) return heard;
  const bothKnown = known(a) && known(b);
  if (withoutUmlauts(a) === withoutUmlauts(b)) return 'variant';
  if (a.length === 1 || b.length === 1) {
    return role === 'given' && a[0] === b[0] ? 'initial' : undefined;
  }
  const [left, right] = [soundKey(a), soundKey(b)];
  if (bothKnown && !foreign) return role === 'given' && left === right && a.length > SOUND_CHARS ? 'kin' : undefined;
  if (left === right && Math.min(a.length, b.length) >= SOUND_CHARS) return foreign ? 'variant' : 'sound';
  if (role === 'given') {
    const [short, long] = a.length <= b.length ? [a, b] : [b, a];
    if (short.length >= SHORT_CHARS && long.startsWith(short) && !differsByEnding(a, b) && !bothKnown) return 'related';
  }
  if (Math.min(a.length, b.length) < SLIP_CHARS || differsByEnding(a, b)) return undefined;
  if (asScanned(a) === asScanned(b)) return 'slip';
  if (isSlip(a, b) && a[0] === b[0]) return foreign ? heard : isTypo(a, b) ? 'slip' : 'spelling';
  return foreign && isSlip(left, right) ? heard : undefined;
};

/** Ways to agree that leave open which syllables there are. */
const VAGUE: ReadonlySet<Level> = new Set(['sound', 'related', 'slip', 'spelling', 'kin']);

/** How two words can be the same one; undefined where they cannot. */
export const levelOf = (a: Word, b: Word, role: 'given' | 'family'): Level | undefined => {
  if (a.text === '' || b.text === '') return undefined;
  if (a.pattern || b.pattern) {
    if (a.text === b.text) return 'same';
    const matches = (one: Word, other: Word) => one.pattern?.test(other.text) ?? false;
    return matches(a, b) || matches(b, a) ? 'variant' : undefined;
  }
  const heard = plainLevel(a.text, b.text, role, a.foreign || b.foreign);
  // Names of two syllables that sound alike are many: Ji-hoon and Ji-hyun.
  const whole = heard && VAGUE.has(heard) && agreeInKorean(a.parts, b.parts) === false ? undefined : heard;
  if (!whole && (a.glued === b.glued || a.glued === b.text || a.text === b.glued)) return 'variant';
  if (whole || (a.parts.length === 1 && b.parts.length === 1)) return whole;
  // Of two names with hyphens all parts must agree; one of one is enough for a part.
  if (a.parts.length > 1 && b.parts.length > 1) return undefined;
  const [one, parts] = a.parts.length === 1 ? [a.text, b.parts] : [b.text, a.parts];
  if (one.length === 1) return role === 'given' && parts[0]?.[0] === one ? 'initial' : undefined;
  return parts.some((part) => plainLevel(one, part, role, false) === 'same') ? 'part' : undefined;
};
