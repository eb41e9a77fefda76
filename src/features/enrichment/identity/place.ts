import { scriptOf, toLatin } from './scripts.ts';
import { isSlip } from './words.ts';

/** Where somebody is, each part '' where a record does not say. `loose`: the town was written in another script. */
export type Place = { city: string; region: string; country: string; loose: boolean };

/** Countries by their names, codes and languages; the first word of a line is what it is compared by. */
const COUNTRIES = `
us usa united states|united states of america|america|u s|u s a|estados unidos|etats unis
gb uk united kingdom|great britain|england|scotland|wales|britain|northern ireland
de deu germany|deutschland|allemagne
fr fra france|frankreich|francia
ch che switzerland|schweiz|suisse|svizzera
at aut austria|osterreich|oesterreich
it ita italy|italia
es esp spain|espana
pt prt portugal
nl nld netherlands|the netherlands|nederland|holland
be bel belgium|belgie|belgique
se swe sweden|sverige
no nor norway|norge
dk dnk denmark|danmark
fi fin finland|suomi
ie irl ireland|eire
pl pol poland|polska
cz cze czech republic|czechia|cesko
ru rus russia|russian federation|rossiia|rossiya
ua ukr ukraine|ukraina
gr grc greece|hellas|ellada
tr tur turkey|turkiye
cn chn china|prc|peoples republic of china|zhongguo
hk hkg hong kong
tw twn taiwan
jp jpn japan|nihon|nippon
kr kor south korea|korea|republic of korea
in ind india|bharat
pk pak pakistan
sg sgp singapore
au aus australia
nz nzl new zealand
ca can canada
mx mex mexico
br bra brazil|brasil
ar arg argentina
cl chl chile
co col colombia
ae are united arab emirates|uae|emirates
sa sau saudi arabia|ksa
eg egy egypt
il isr israel
za zaf south africa
ng nga nigeria
`;
const STATES = `
al alabama|ak alaska|az arizona|ar arkansas|ca california|co colorado|ct connecticut|de delaware|dc district of columbia|fl florida
ga georgia|hi hawaii|id idaho|il illinois|in indiana|ia iowa|ks kansas|ky kentucky|la louisiana|me maine|md maryland|ma massachusetts
mi michigan|mn minnesota|ms mississippi|mo missouri|mt montana|ne nebraska|nv nevada|nh new hampshire|nj new jersey|nm new mexico
ny new york|nc north carolina|nd north dakota|oh ohio|ok oklahoma|or oregon|pa pennsylvania|ri rhode island|sc south carolina
sd south dakota|tn tennessee|tx texas|ut utah|vt vermont|va virginia|wa washington|wv west virginia|wi wisconsin|wy wyoming
on ontario|qc quebec|bc british columbia|ab alberta|by bavaria|by bayern|nrw north rhine westphalia|nrw nordrhein westfalen|bw baden wurttemberg|bw baden wuerttemberg
`;
/** One city by several names, and towns of one city. */
const CITIES = `
new york|nyc|new york city|manhattan|brooklyn|queens|bronx
los angeles|la|santa monica|beverly hills|pasadena|burbank|culver city|hollywood
san francisco|sf|san francisco bay|san francisco bay area|bay area|silicon valley|palo alto|mountain view|menlo park|sunnyvale|santa clara|san jose|cupertino|redwood city|oakland|berkeley|fremont|san mateo|los altos
washington|washington dc|washington d c|arlington|bethesda|mclean|tysons|alexandria
boston|cambridge ma|greater boston|somerville|waltham
seattle|redmond|bellevue|kirkland|greater seattle
chicago|greater chicago|evanston|oak brook
dallas|fort worth|plano|irving|dallas fort worth
houston|the woodlands|sugar land
atlanta|greater atlanta|alpharetta
philadelphia|philly
minneapolis|st paul|saint paul|twin cities|minnetonka
saint louis|st louis
munich|munchen|muenchen
cologne|koln|koeln
nuremberg|nurnberg|nuernberg
hanover|hannover
frankfurt|frankfurt am main
dusseldorf|duesseldorf
zurich|zuerich
geneva|geneve|genf
basel|bale|basle
vienna|wien
prague|praha
warsaw|warszawa
krakow|cracow
moscow|moskva|moskau
saint petersburg|st petersburg|sankt peterburg|leningrad
kyiv|kiev|kyyiv
lviv|lvov
athens|athina
thessaloniki|saloniki
rome|roma
milan|milano
turin|torino
florence|firenze
venice|venezia
naples|napoli
lisbon|lisboa
seville|sevilla
brussels|bruxelles|brussel
antwerp|antwerpen
ghent|gent
the hague|den haag|s gravenhage
copenhagen|kobenhavn|koebenhavn
gothenburg|goteborg|goeteborg
bucharest|bucuresti
belgrade|beograd
istanbul|constantinople
beijing|peking|pei ching
guangzhou|canton
shanghai|shang hai
mumbai|bombay
bangalore|bengaluru
chennai|madras
kolkata|calcutta
delhi|new delhi|gurgaon|gurugram|noida
hyderabad|secunderabad
pune|poona
ho chi minh|ho chi minh city|saigon
tokyo|tokio|minato|shibuya
seoul|soul
taipei|taibei
cairo|al qahirah
tel aviv|tel aviv yafo|herzliya|ramat gan
jerusalem|yerushalayim
london|greater london|city of london|westminster
mexico city|ciudad de mexico|cdmx|mexico df
sao paulo|san paulo
rio de janeiro|rio
montreal|montréal
quebec|quebec city
dnipro|dnepr|dnepropetrovsk|dnipropetrovsk
kharkiv|kharkov
odesa|odessa
zaporizhzhia|zaporozhye
mykolaiv|nikolaev
chernihiv|chernigov
minsk|miensk
piraeus|peiraias|pireas
panaji|goa|panjim
thiruvananthapuram|trivandrum
kochi|cochin
yangon|rangoon
almaty|alma ata
astana|nur sultan
`;

const keyed = (text: string): Map<string, string> => {
  const map = new Map<string, string>();
  for (const line of text.trim().split('\n')) {
    const names = line.split('|');
    for (const name of names) map.set(name, names[0] ?? name);
  }
  return map;
};
const COUNTRY = new Map(
  COUNTRIES.trim()
    .split('\n')
    .flatMap((line) => {
      const [first = '', ...names] = line.split('|');
      const [code = '', long = '', ...words] = first.split(' ');
      const all = [code, long, words.join(' '), first, ...names].filter((name) => name !== '');
      return all.map((name): [string, string] => [name, code]);
    }),
);
const STATE = new Map(
  STATES.trim()
    .split(/[|\n]/)
    .flatMap((entry): [string, string][] => {
      const [code = '', ...name] = entry.split(' ');
      return [
        [code, code],
        [name.join(' '), code],
      ];
    }),
);
const CITY = keyed(CITIES);
/** Towns and lands as they are written where letters do not tell how they are called elsewhere. */
const ELSEWHERE = new Map(
  `beijing=北京 shanghai=上海 shenzhen=深圳 guangzhou=广州,廣州 hangzhou=杭州 nanjing=南京 chengdu=成都 wuhan=武汉,武漢 xian=西安 chongqing=重庆,重慶
   tianjin=天津 suzhou=苏州,蘇州 qingdao=青岛,青島 dalian=大连,大連 xiamen=厦门,廈門 hong-kong=香港 macau=澳门,澳門 taipei=台北,臺北 kaohsiung=高雄
   tokyo=東京,东京 osaka=大阪 nagoya=名古屋 kyoto=京都 yokohama=横浜 kobe=神戸 fukuoka=福岡 sapporo=札幌 sendai=仙台 hiroshima=広島
   seoul=서울 busan=부산 incheon=인천 daegu=대구 daejeon=대전 tel-aviv=תל-אביב jerusalem=ירושלים haifa=חיפה cairo=القاهرة dubai=دبي
   abu-dhabi=أبوظبي riyadh=الرياض jeddah=جدة doha=الدوحة amman=عمان,عمّان beirut=بيروت baghdad=بغداد kuwait=الكويت casablanca=الدار-البيضاء
   tehran=تهران mumbai=मुंबई delhi=दिल्ली china=中国,中國 japan=日本 taiwan=台湾,臺灣 south-korea=대한민국,한국 jordan=الأردن egypt=مصر israel=ישראל
   saudi-arabia=السعودية united-arab-emirates=الإمارات lebanon=لبنان iraq=العراق iran=ایران india=भारत`
    .split(/\s+/)
    .flatMap((entry) => {
      const [name = '', written = ''] = entry.split('=');
      return written.split(',').map((one): [string, string] => [one.replace('-', ' '), name.replaceAll('-', ' ')]);
    }),
);
const known = (text: string | undefined): string | undefined => text && (ELSEWHERE.get(text.trim()) ?? text);
/** Cities of so many people that being in one says less. */
const LARGE = new Set(
  'new york|los angeles|chicago|houston|london|paris|san francisco|tokyo|beijing|shanghai|mumbai|delhi|bangalore|moscow|istanbul|sao paulo|mexico city|seoul|hong kong|singapore|berlin|madrid|dallas|boston|seattle|atlanta|washington|toronto|sydney|hyderabad|chennai|shenzhen|guangzhou|cairo|lagos|karachi|jakarta|manila|ho chi minh|hanoi|taipei'.split(
    '|',
  ),
);

const plain = (text: string | undefined): string =>
  toLatin(text ?? '')
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .replace(/\b(?:greater|metropolitan|metro|area)\b/g, ' ')
    .replace(/\s+/g, ' ')
    .trim();

/** Reads a place; `location` is read where its parts are not given (`Austin, TX, USA`). */
export const readPlace = (given: {
  city?: string | undefined;
  region?: string | undefined;
  country?: string | undefined;
  location?: string | undefined;
}): Place => {
  let { city, region, country } = given;
  if (!city && !region && !country && given.location) {
    const parts = given.location.split(',').map((part) => part.trim());
    [city] = parts;
    const rest = parts.slice(1);
    for (const part of rest) {
      const word = plain(part);
      if (STATE.has(word) && !region) region = part;
      else if (COUNTRY.has(word) && !country) country = part;
      else region ??= part;
    }
    if (parts.length === 1 && COUNTRY.has(plain(city))) [city, country] = [undefined, city];
  }
  // `Austin, TX` where a city is expected.
  if (city?.includes(',')) {
    const [first, second] = city.split(',');
    city = first;
    region ||= second;
  }
  const loose = scriptOf(known(city) ?? '') !== 'latin';
  [city, region, country] = [known(city), known(region), known(country)];
  const town = plain(city).replace(/ city$/, '');
  // `Minneapolis-St. Paul`: a metropolis by its first town.
  const first = plain(city?.split(/[-–/]/)[0]);
  const state = plain(region);
  const land = plain(country);
  return {
    city: CITY.get(plain(city)) ?? CITY.get(town) ?? CITY.get(first) ?? town,
    region: STATE.get(state) ?? state,
    country: COUNTRY.get(land) ?? land,
    loose,
  };
};

const isLatin = (text: string): boolean => scriptOf(text) === 'latin';
/** A town this short with one letter wrong is another town. */
const SLIP_CHARS = 7;

/** How two places agree; undefined where nothing can be compared. */
export type PlaceMatch = 'city' | 'largeCity' | 'region' | 'country' | 'otherCity' | 'otherRegion' | 'otherCountry';

export const comparePlaces = (a: Place, b: Place): PlaceMatch | undefined => {
  // What stands in letters that we cannot read says nothing.
  const both = (part: 'city' | 'region' | 'country'): boolean =>
    a[part] !== '' && b[part] !== '' && isLatin(a[part]) === isLatin(b[part]);
  if (both('country') && a.country !== b.country) return 'otherCountry';
  const apart = both('region') && a.region !== b.region;
  if (both('city')) {
    if (a.city === b.city && !apart) return LARGE.has(a.city) ? 'largeCity' : 'city';
    // Towns of one metropolis lie in several states.
    if (a.city === b.city && CITY.has(a.city)) return LARGE.has(a.city) ? 'largeCity' : 'city';
    if (!apart && Math.min(a.city.length, b.city.length) >= SLIP_CHARS && isSlip(a.city, b.city)) return 'city';
    if (a.loose !== b.loose) return undefined;
    return apart ? 'otherRegion' : 'otherCity';
  }
  if (both('region')) return apart ? 'otherRegion' : 'region';
  return both('country') ? 'country' : undefined;
};
