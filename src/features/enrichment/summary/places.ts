import { fold } from './words.ts';

/** Names for one thing that a reader takes for the same: a country and its people, a state and its code. */
const SAME_PLACE = `
united states|usa|u.s.|u.s.a.|american|americans|america
united kingdom|u.k.|great britain|british|britain
norway|norwegian
sweden|swedish
denmark|danish
finland|finnish
iceland|icelandic
germany|german
france|french
spain|spanish
italy|italian
portugal|portuguese
netherlands|dutch|holland
belgium|belgian
switzerland|swiss
austria|austrian
ireland|irish
scotland|scottish
wales|welsh
england|english
poland|polish
czech republic|czechia|czech
greece|greek
turkey|turkish
israel|israeli
india|indian
china|chinese
japan|japanese
south korea|korean
singapore|singaporean
australia|australian
new zealand|zealander
canada|canadian
mexico|mexican
brazil|brazilian
argentina|argentine|argentinian
chile|chilean
south africa|south african
nigeria|nigerian
ghana|ghanaian
kenya|kenyan
egypt|egyptian
united arab emirates|uae|emirati
saudi arabia|saudi
new york city|nyc`;
const CODES =
  'AL Alabama AK Alaska AZ Arizona AR Arkansas CA California CO Colorado CT Connecticut DE Delaware FL Florida GA Georgia HI Hawaii ID Idaho IL Illinois IN Indiana IA Iowa KS Kansas KY Kentucky LA Louisiana ME Maine MD Maryland MA Massachusetts MI Michigan MN Minnesota MS Mississippi MO Missouri MT Montana NE Nebraska NV Nevada NH New_Hampshire NJ New_Jersey NM New_Mexico NY New_York NC North_Carolina ND North_Dakota OH Ohio OK Oklahoma OR Oregon PA Pennsylvania RI Rhode_Island SC South_Carolina SD South_Dakota TN Tennessee TX Texas UT Utah VT Vermont VA Virginia WA Washington WV West_Virginia WI Wisconsin WY Wyoming US United_States UK United_Kingdom'.split(
    ' ',
  );

const GROUPS: readonly string[][] = SAME_PLACE.trim()
  .split('\n')
  .map((line) => line.split('|'));
const STATES: readonly (readonly [string, string])[] = CODES.flatMap((code, at) =>
  at % 2 === 0 ? [[code, fold((CODES[at + 1] ?? '').replace('_', ' '))] as const] : [],
);

const bare = (text: string): string => text.replace(/\.$/, '');
const says = (folded: string, name: string): boolean => {
  const at = folded.indexOf(name);
  return at >= 0 && !/[\p{L}\d]/u.test(folded[at - 1] ?? ' ') && !/[\p{L}\d]/u.test(folded[at + name.length] ?? ' ');
};

/** The other names of the places that a plain text speaks of, as single folded words. */
export const otherNames = (text: string): string[] => {
  const folded = fold(text);
  const groups = GROUPS.filter((group) => group.some((name) => says(folded, name))).flat();
  const states = STATES.filter(([code, name]) => says(text, code) || says(folded, name)).flatMap(([code, name]) => [
    code.toLowerCase(),
    name,
    ...(GROUPS.find((group) => group.includes(name)) ?? []),
  ]);
  return [...groups, ...states].flatMap((name) => name.split(' ')).map(bare);
};
