import type { SENIORITIES } from '../../prospects/contract.ts';
import { foldText } from './text.ts';

export type Seniority = (typeof SENIORITIES)[number];

/** What exports of other products call the levels; compared folded, with everything but letters taken out. */
const GIVEN: ReadonlyMap<string, Seniority> = new Map([
  ...['owner', 'coowner'].map((word) => [word, 'owner'] as const),
  ...['founder', 'cofounder'].map((word) => [word, 'founder'] as const),
  ...['csuite', 'clevel', 'cxo', 'chief', 'cxolevel', 'csuiteexecutive'].map((word) => [word, 'c_suite'] as const),
  ['partner', 'partner'],
  ...['vp', 'vicepresident', 'svp', 'evp', 'avp', 'vplevel'].map((word) => [word, 'vp'] as const),
  ...['head', 'departmenthead'].map((word) => [word, 'head'] as const),
  ...['director', 'directorlevel'].map((word) => [word, 'director'] as const),
  ...['manager', 'managerlevel', 'management'].map((word) => [word, 'manager'] as const),
  ...['senior', 'sr', 'seniorlevel'].map((word) => [word, 'senior'] as const),
  ...['entry', 'entrylevel', 'junior', 'jr', 'associate'].map((word) => [word, 'entry'] as const),
  ...['intern', 'internship', 'trainee'].map((word) => [word, 'intern'] as const),
]);

export const readSeniority = (text: string): Seniority | null =>
  GIVEN.get(foldText(text).replace(/[^a-z]/g, '')) ?? null;

/** Said of the past, or of someone else: the title then tells nothing about this person's level. */
const NOT_NOW =
  /^(?:ex\b|former|formerly|retired|past\b|ehemalig|ancien|antigu|antig[ao]|voormalig)|\b(?:assistant|secretary|sekretar\w*|assistenz|asistente|assistente|assistent\w*|deputy|advisor|adviser|counsel|chief of staff)\s+(?:to|of|for|der|des|de|du|del|do|da|van|dell\w*)\b|\b(?:executive|personal) assistant\b/;

/**
 * From the top down: the first rule that fits decides, so "EVP & CFO" is c_suite and "Vice President" no president.
 * Words in English, German, French, Spanish, Italian, Portuguese and Dutch; matched against folded text.
 */
const RULES: readonly (readonly [Seniority, RegExp])[] = [
  ['intern', /\b(?:intern|internship|praktikant\w*|stagiair\w*|becari[oa]|stagista|estagiari[oa]|tirocinante)\b/],
  [
    'owner',
    /(?<!\b(?:product|process|account|service|data|system|risk|content|platform|practice) )\b(?:owner|co-?owner|proprietor|inhaber(?:in)?|proprietaire|propietari[oa]|proprietari[oa]|duen[oa]|eigenaar|eigenares)\b/,
  ],
  [
    'founder',
    /\b(?:co-? ?founder|founder|founding (?:partner|member|ceo)|(?:mit)?grunder(?:in)?|(?:co-?)?fondat(?:eur|rice|ore)|(?:co-?)?fundador[a]?|(?:mede-?)?oprichter|oprichtster)\b/,
  ],
  [
    'c_suite',
    /\b(?:c[efotimprslad]o|ciso|chro|cxo|pdg|chief (?!of staff)[\w& ]{0,40}officer|chief executive|managing director|geschaftsfuhr\w*|vorstand\w*|directeur general|directrice generale|director general|directora general|direttore generale|diretor[a]? geral|algemeen directeur|generaldirektor\w*|amministratore delegato|consejer[oa] delegad[oa]|administrador[a]? delegad[oa]|bestuursvoorzitter)\b|\b(?:vice[- ]?)?(?:chair(?:man|woman|person)?|vorsitzende[r]?)\b|(?<!\b(?:vice|vize)[- ]?)\b(?:president[ea]?|prasident(?:in)?)\b(?! elect)/,
  ],
  [
    'partner',
    /(?<!\b(?:business|channel|alliance|technology|solution|hr|people) )\b(?:partner|partnerin|associe[e]?|soci[oa]|vennoot|teilhaber(?:in)?)\b(?! (?:manager|success|marketing|sales|account|development|director|lead|program|enablement|operations))/,
  ],
  ['vp', /\b(?:[sea]?vp|vice[- ]?president[ea]?|vizeprasident(?:in)?)\b/],
  ['head', /\b(?:head|hoofd|(?:abteilungs|bereichs)?leiter(?:in)?|(?:abteilungs|bereichs)leitung|leitung)\b/],
  ['director', /\b(?:director[a]?|direktor(?:in)?|directeur|directrice|direttore|direttrice|diretor[a]?)\b/],
  [
    'manager',
    /\b(?:manager(?:in)?|gerente|gestionnaire|jef[ea]|responsable|responsabile|chef|capo|supervisor[a]?|team ?lead(?:er)?|teamleiter(?:in)?|gestor[a]?)\b/,
  ],
  ['senior', /\b(?:senior|sr|principal|(?<!\bof )staff|lead|expert[eo]?)\b/],
  ['entry', /\b(?:junior|jr|entry|trainee|apprentice|azubi|auszubildende[r]?|apprenti[e]?|aprendiz|assistant)\b/],
];

/** The level that a job title speaks of, null where it speaks of none. */
export function seniorityOfTitle(title: string): Seniority | null {
  const folded = foldText(title);
  if (NOT_NOW.test(folded)) return null;
  for (const [level, rule] of RULES) if (rule.test(folded)) return level;
  return null;
}
