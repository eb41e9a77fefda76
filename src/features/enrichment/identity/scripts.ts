import { foldText } from '../../imports/rows/text.ts';
import { pairsOf } from './pairs.ts';

/**
 * Names of other scripts in plain Latin letters, roughly as passports write them, and a key by which the many ways of
 * writing one sound become the same. Both lose a little on purpose: what they make equal is not yet proven.
 */

/** ICAO Doc 9303, part 3, section 6B, with the letters of Ukrainian, Belarusian and Serbian. */
const CYRILLIC: Readonly<Record<string, string>> = pairsOf(
  'а=a б=b в=v г=g ґ=g д=d е=e ё=e ж=zh з=z и=i й=i і=i ї=i к=k л=l м=m н=n о=o п=p р=r с=s т=t у=u ф=f х=kh ц=ts ч=ch ш=sh щ=shch ъ= ы=y ь= э=e ю=iu я=ia є=ie ў=u ђ=dj ј=j љ=lj њ=nj ћ=c џ=dz',
);

const GREEK: Readonly<Record<string, string>> = pairsOf(
  'α=a β=v γ=g δ=d ε=e ζ=z η=i θ=th ι=i κ=k λ=l μ=m ν=n ξ=x ο=o π=p ρ=r σ=s ς=s τ=t υ=y φ=f χ=ch ψ=ps ω=o',
);
/** Two letters of one sound (ELOT 743). */
const GREEK_PAIRS: readonly (readonly [RegExp, string])[] = [
  [/ου/g, 'ou'],
  [/αυ/g, 'av'],
  [/ευ/g, 'ev'],
  [/^μπ/g, 'b'],
  [/^ντ/g, 'd'],
  [/γκ/g, 'gk'],
  [/γγ/g, 'ng'],
  [/τζ/g, 'tz'],
];

/**
 * Letters of Arabic and Persian, each as a pattern of what it may be in Latin letters. Short vowels are not written, so
 * that one may stand between any two letters.
 */
const ARABIC: Readonly<Record<string, string>> = {
  ا: '[ae]{0,2}',
  أ: '[aeiou]',
  إ: '[ie]',
  آ: 'aa?',
  ب: 'b{1,2}',
  ت: 't{1,2}',
  ث: '(?:th|s|t)',
  ج: '(?:dj|j|g){1,2}',
  ح: 'h?',
  خ: '(?:kh|ch|h|k)',
  د: 'd{1,2}',
  ذ: '(?:dh|z|d)',
  ر: 'r{1,2}',
  ز: 'z{1,2}',
  س: '(?:s{1,2}|c)',
  ش: '(?:sh|ch|s)',
  ص: 's{1,2}',
  ض: '(?:dh|d|z)',
  ط: 't{1,2}',
  ظ: '(?:dh|z|d)',
  ع: '[aeiou]{0,2}',
  غ: '(?:gh|g)',
  ف: '(?:f{1,2}|ph|v)',
  ق: '(?:gh|q|k|g|c)',
  ك: '(?:k{1,2}|c)',
  ک: '(?:k{1,2}|c)',
  ل: 'l{1,2}',
  م: 'm{1,2}',
  ن: 'n{1,2}',
  ه: 'h?',
  ة: '(?:ah?|eh?|at)',
  و: '(?:ou|oo|w|v|u|o){1,2}',
  ي: '(?:ee|ei|ai|ay|ey|y|i|e|j){1,2}',
  ی: '(?:ee|ei|ai|ay|ey|y|i|e|j){1,2}',
  ى: '[aiey]',
  ئ: '[iey]?',
  ؤ: '[ouw]?',
  ء: '',
  پ: 'p{1,2}',
  چ: '(?:ch|tch)',
  ژ: '(?:zh|j|z)',
  گ: 'g{1,2}',
};
const HEBREW: Readonly<Record<string, string>> = {
  א: '[aeiou]{0,2}',
  ב: '(?:b{1,2}|v|w)',
  ג: '(?:g{1,2}|j)',
  ד: 'd{1,2}',
  ה: '(?:h|a|ah|e)?',
  ו: '(?:v|w|oo|ou|o|u){0,2}',
  ז: '(?:z{1,2}|s)',
  ח: '(?:ch|kh|h)',
  ט: 't{1,2}',
  י: '(?:y|i|e|j){0,2}',
  כ: '(?:ch|kh|k|c|h)',
  ך: '(?:ch|kh|k|h)',
  ל: 'l{1,2}',
  מ: 'm{1,2}',
  ם: 'm{1,2}',
  נ: 'n{1,2}',
  ן: 'n{1,2}',
  ס: '(?:s{1,2}|c)',
  ע: '[aeiou]{0,2}',
  פ: '(?:ph|p{1,2}|f{1,2})',
  ף: '(?:ph|f{1,2}|p{1,2})',
  צ: '(?:ts|tz|z|c)',
  ץ: '(?:ts|tz|z|ch|cz)',
  ק: '(?:k{1,2}|c|q)',
  ר: 'r{1,2}',
  ש: '(?:sch|sh|s)',
  ת: '(?:th|t{1,2})',
};

/** Longest word that is compared by its pattern: names are shorter, and a longer pattern could take long to try. */
const PATTERN_CHARS = 14;

/** What a word of a script without vowels may look like in Latin letters; undefined for a word of another script. */
export const consonantPattern = (word: string): RegExp | undefined => {
  const script = scriptOf(word);
  if (script !== 'arabic' && script !== 'hebrew') return undefined;
  const table = script === 'arabic' ? ARABIC : HEBREW;
  const bare = word.replace(/[\u064b-\u065f\u0640\u0591-\u05c7\u05f3\u05f4]/g, '');
  const letters = [...bare].map((letter) => table[letter]);
  if (letters.length > PATTERN_CHARS || letters.some((letter) => letter === undefined)) return undefined;
  return new RegExp(`^[aeiou]?${letters.join('[aeiou]?')}[aeiouh]?$`);
};

/** Characters that names are made of most, by the syllable they are read as (Hanyu Pinyin, without tones). */
const HAN: Readonly<Record<string, string>> = Object.fromEntries(
  `wang=王汪旺望 li=李黎力丽立莉利理礼 zhang=张張章 liu=刘劉柳 chen=陈陳晨辰 yang=杨楊阳陽洋 huang=黄黃 zhao=赵趙 wu=吴吳武伍 zhou=周洲
  xu=徐许許旭 sun=孙孫 ma=马馬 zhu=朱 hu=胡 guo=郭国國 he=何贺和 lin=林琳霖 gao=高 luo=罗羅 zheng=郑鄭正 liang=梁亮 xie=谢謝 song=宋松
  tang=唐汤 deng=邓鄧 han=韩韓涵 feng=冯馮峰风锋凤 cao=曹 peng=彭鹏鵬 zeng=曾 xiao=萧蕭肖晓小笑 tian=田天 dong=董东東冬 pan=潘 yuan=袁元远源
  cai=蔡才 jiang=蒋蔣江姜 yu=于余俞宇玉雨瑜 du=杜 ye=叶葉 cheng=程成诚 su=苏蘇素 wei=魏韦伟偉卫薇威维 lu=卢盧陆陸鲁路 ding=丁 ren=任仁
  shen=沈申深 yao=姚瑶 zhong=钟鍾中忠 cui=崔翠 tan=谭譚 fan=范樊帆凡 shi=石史施诗 liao=廖 jia=贾佳家嘉 xia=夏霞 fu=付傅福富 fang=方芳房
  bai=白 zou=邹 meng=孟梦 xiong=熊雄 qin=秦琴勤 qiu=邱秋 hou=侯 jing=静靜晶敬京婧菁 min=敏民闵 lei=雷磊蕾 jun=军軍俊君均 yong=勇永 jie=杰洁捷 yan=艳燕严岩彦妍
  ming=明鸣铭 hui=慧辉惠会 ying=英颖莹 hong=红洪宏虹鸿 xin=新欣鑫心馨 tao=涛陶 ping=平萍 qiang=强 bo=波博 hao=浩昊豪 chao=超 bin=斌彬宾
  mei=梅美 hua=华華花 lan=兰蓝岚 ling=玲灵凌 juan=娟 na=娜 long=龙 qing=青清庆 jian=建健剑 guang=光广 zhi=志智芝 xue=雪学 yi=毅怡艺义易依 ting=婷婷 dan=丹
  gang=刚 kai=凯 rui=瑞睿锐 xiang=翔祥香 chun=春纯 rong=荣蓉 shu=淑书 zhen=珍振真 fei=飞菲 le=乐 qi=琦琪齐 ze=泽 zi=子紫 han=寒 an=安 en=恩 de=德 hai=海 shan=山珊 shui=水 sheng=生胜 gui=贵桂 lian=莲 xiu=秀 yun=云韵 yue=月悦 man=曼 da=大 tai=泰 ke=克可 nan=南楠 bei=贝北 xi=西希熙曦 si=思 ai=爱 kun=坤昆 lun=伦 peng=朋 shuai=帅 shuang=双爽 teng=腾 wen=文雯 xing=星兴 zhuo=卓 zong=宗`
    .split(/\s+/)
    .flatMap((entry) => {
      const [syllable = '', characters = ''] = entry.split('=');
      return [...characters].map((character): [string, string] => [character, syllable]);
    }),
);
/** Family names of two characters. */
const HAN_DOUBLE: Readonly<Record<string, string>> = {
  欧阳: 'ouyang',
  歐陽: 'ouyang',
  司马: 'sima',
  司馬: 'sima',
  上官: 'shangguan',
  诸葛: 'zhuge',
  諸葛: 'zhuge',
  东方: 'dongfang',
  皇甫: 'huangfu',
  尉迟: 'yuchi',
};

/** Letters of a Hangul syllable (Revised Romanization, without the changes at their joints). */
const INITIALS = 'g kk n d tt r m b pp s ss  j jj ch k t p h'.split(' ');
const VOWELS = 'a ae ya yae eo e yeo ye o wa wae oe yo u wo we wi yu eu ui i'.split(' ');
const FINALS = ' k k k n n n t l k m l l l p l m p p t t ng t t k t p t'.split(' ');
const HANGUL_FIRST = 0xac00;
const HANGUL_LAST = 0xd7a3;
/** Family names as they are written abroad, not as they are spelled. */
const KOREAN: Readonly<Record<string, string>> = {
  gim: 'kim',
  i: 'lee',
  bak: 'park',
  choe: 'choi',
  jeong: 'jung',
  gang: 'kang',
  jo: 'cho',
  yun: 'yoon',
  im: 'lim',
  sin: 'shin',
  gwon: 'kwon',
  u: 'woo',
  no: 'noh',
};

const hangul = (character: string): string => {
  const at = (character.codePointAt(0) ?? 0) - HANGUL_FIRST;
  const initial = INITIALS[Math.floor(at / 588)] ?? '';
  const vowel = VOWELS[Math.floor((at % 588) / 28)] ?? '';
  return initial + vowel + (FINALS[at % 28] ?? '');
};
const isHangul = (text: string): boolean => {
  const code = text.codePointAt(0) ?? 0;
  return code >= HANGUL_FIRST && code <= HANGUL_LAST;
};

const KANA: Readonly<Record<string, string>> = pairsOf(
  'あ=a い=i う=u え=e お=o か=ka き=ki く=ku け=ke こ=ko さ=sa し=shi す=su せ=se そ=so た=ta ち=chi つ=tsu て=te と=to な=na に=ni ぬ=nu ね=ne の=no は=ha ひ=hi ふ=fu へ=he ほ=ho ま=ma み=mi む=mu め=me も=mo や=ya ゆ=yu よ=yo ら=ra り=ri る=ru れ=re ろ=ro わ=wa を=o ん=n が=ga ぎ=gi ぐ=gu げ=ge ご=go ざ=za じ=ji ず=zu ぜ=ze ぞ=zo だ=da ぢ=ji づ=zu で=de ど=do ば=ba び=bi ぶ=bu べ=be ぼ=bo ぱ=pa ぴ=pi ぷ=pu ぺ=pe ぽ=po ゃ=ya ゅ=yu ょ=yo っ= ー=',
);
const HIRAGANA_OF_KATAKANA = 0x60;

/** Consonants of Devanagari, with the `a` that stands behind each unless a sign takes it away (Hunterian, without lengths). */
const DEVANAGARI: Readonly<Record<string, string>> = pairsOf(
  'क=k ख=kh ग=g घ=gh ङ=n च=ch छ=chh ज=j झ=jh ञ=n ट=t ठ=th ड=d ढ=dh ण=n त=t थ=th द=d ध=dh न=n प=p फ=ph ब=b भ=bh म=m य=y र=r ल=l ळ=l व=v श=sh ष=sh स=s ह=h',
);
const DEVANAGARI_VOWELS: Readonly<Record<string, string>> = pairsOf(
  'अ=a आ=a इ=i ई=i उ=u ऊ=u ऋ=ri ए=e ऐ=ai ओ=o औ=au ा=a ि=i ी=i ु=u ू=u ृ=ri े=e ै=ai ो=o ौ=au ं=n ँ=n ः=h',
);
const VIRAMA = '\u094d';
const NUKTA = /\u093c/g;

const devanagari = (word: string): string => {
  const letters = [...word.normalize('NFD').replace(NUKTA, '')];
  let out = '';
  for (const [at, letter] of letters.entries()) {
    const consonant = DEVANAGARI[letter];
    const next = letters[at + 1] ?? '';
    if (consonant === undefined) out += letter === VIRAMA ? '' : (DEVANAGARI_VOWELS[letter] ?? letter);
    // At the end of a word nobody says it.
    else out += consonant + (next === '' || next === VIRAMA || (/\p{M}/u.test(next) && !/[ंँः]/.test(next)) ? '' : 'a');
  }
  return out;
};

export type Script = 'devanagari' | 'latin' | 'cyrillic' | 'greek' | 'arabic' | 'hebrew' | 'han' | 'hangul' | 'kana';

/** The script that a text is written in, by the first of its letters that is not Latin. */
export const scriptOf = (text: string): Script => {
  if (/\p{Script=Cyrillic}/u.test(text)) return 'cyrillic';
  if (/\p{Script=Greek}/u.test(text)) return 'greek';
  if (/\p{Script=Arabic}/u.test(text)) return 'arabic';
  if (/\p{Script=Hebrew}/u.test(text)) return 'hebrew';
  if (/\p{Script=Devanagari}/u.test(text)) return 'devanagari';
  if (/\p{Script=Hangul}/u.test(text)) return 'hangul';
  if (/[\p{Script=Hiragana}\p{Script=Katakana}]/u.test(text)) return 'kana';
  return /\p{Script=Han}/u.test(text) ? 'han' : 'latin';
};

const byLetter = (text: string, table: Readonly<Record<string, string>>): string =>
  [...text].map((letter) => table[letter] ?? letter).join('');

/** Family name and given name of a name that is written without a space. */
const parted = (text: string, script: Script): string => {
  if (/\s/.test(text.trim())) return text;
  const letters = [...text.trim()];
  const double = script === 'han' ? HAN_DOUBLE[letters.slice(0, 2).join('')] : undefined;
  if (double) return `${double} ${letters.slice(2).join('')}`;
  const family = 1;
  if (letters.length <= family || letters.length > 4) return text;
  return `${letters.slice(0, family).join('')} ${letters.slice(family).join('')}`;
};

const koreanFamily = (text: string): string => {
  const [family = '', ...rest] = text.split(' ');
  return [KOREAN[family] ?? family, ...rest].join(' ');
};

/** Plain Latin letters, lower case, for text of any script that we read. Spaces and signs stay. */
export const toLatin = (text: string): string => {
  const script = scriptOf(text);
  const lower = text.toLowerCase();
  switch (script) {
    case 'cyrillic':
      // Before accents are folded: й and ё are letters of their own.
      return foldText(byLetter(lower.normalize('NFC'), CYRILLIC));
    case 'greek':
      return foldText(
        lower
          .normalize('NFD')
          .replace(/\p{M}+/gu, '')
          .split(/(\s+)/)
          .map((word) =>
            byLetter(
              GREEK_PAIRS.reduce((out, [pair, latin]) => out.replace(pair, latin), word),
              GREEK,
            ),
          )
          .join(''),
      );
    case 'arabic':
    case 'hebrew':
      // Nobody can tell the vowels: such a word is compared by its pattern.
      return lower;
    case 'devanagari':
      return foldText(lower.split(/(\s+)/).map(devanagari).join(''));
    case 'han':
      return foldText(byLetter(parted(lower, script), HAN));
    case 'hangul':
      return foldText(
        koreanFamily([...parted(lower, script)].map((one) => (isHangul(one) ? hangul(one) : one)).join('')),
      );
    case 'kana':
      return foldText(
        byLetter(
          [...lower]
            .map((one) =>
              /\p{Script=Katakana}/u.test(one)
                ? String.fromCodePoint((one.codePointAt(0) ?? 0) - HIRAGANA_OF_KATAKANA)
                : one,
            )
            .join(''),
          KANA,
        )
          // A long vowel is one letter in passports: `たろう` is Taro.
          .replace(/ou(?![aeiou])/g, 'o')
          .replace(/uu/g, 'u'),
      );
    case 'latin':
      return foldText(lower);
  }
};

/** German and Nordic letters as they are written where there are none: `mueller` and `muller`, `soerensen`, `aase`. */
export const withoutUmlauts = (word: string): string =>
  word
    .replace(/([aou])e(?=[^aeiou]|$)/g, '$1')
    .replace(/dj/g, 'd')
    .replace(/aa/g, 'a')
    .replace(/oo/g, 'o');

/** Ways of writing one sound, in the order they are made the same. Upper case stands for sounds of several letters. */
const SOUNDS: readonly (readonly [RegExp, string])[] = [
  [/[^a-z]/g, ''],
  [/^tch|^tsch|^ch/, 'C'],
  [/shch|schtsch/g, 'S'],
  [/tsch|tch|tsh|cz|(?<!s)ch/g, 'C'],
  [/sch|sh|sz/g, 'S'],
  [/dzh|dsch|zh|dj/g, 'J'],
  [/kh|gh/g, 'h'],
  [/gu(?=[ei])/g, 'g'],
  [/ck|q|c(?=[aourlkt]|$)/g, 'k'],
  [/c(?=[eiy])/g, 's'],
  [/ts|tz/g, 'z'],
  [/ph|ff/g, 'f'],
  [/f$/, 'v'],
  [/th|dt/g, 't'],
  [/x/g, 'ks'],
  [/(?<=[CSJ])[iyj]?ov$|[iyj]ov$/, 'ev'],
  // Korean: Seo is no Su, though Jeong is Jung.
  [/eo$/, 'O'],
  [/yeo|yu/g, 'u'],
  [/w?(?:ou|oo|eo)|wu|oh(?=[^aeiou]|$)/g, 'u'],
  [/w/g, 'v'],
  [/(?<=[aeiou])[yj](?=[aeiou])|^[yji](?=[aeou])|(?<=i)[yj]/g, ''],
  [/(?<=[^aeiou])[yj](?=[aou])/g, 'i'],
  [/ey|ei|ay|ai|ie|ee|ij|y|j/g, 'i'],
  [/(.)\1+/g, '$1'],
  [/(?<=[aeiou])h$/, ''],
];

/** A key that spellings of one name share: `sergey`, `sergei` and `serguei`; `gorbachev` and `gorbatchov`. */
export const soundKey = (word: string): string => SOUNDS.reduce((out, [from, to]) => out.replace(from, to), word);
