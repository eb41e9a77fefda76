/** Where made-up people live. Names of countries are spelled as an import spells them. */

/** Whose names are common there: a locale of faker. */
export type Language = 'en' | 'en_IN' | 'de' | 'fr' | 'nl' | 'es' | 'it' | 'pt_BR' | 'sv' | 'da' | 'pl';

export interface Place {
  readonly city: string;
  readonly region: string | null;
  readonly country: string;
  /** How people write it who give no city of their own. */
  readonly area: string;
  readonly language: Language;
  /** A phone number with `#` for a free digit; null where no numbers are set aside for fiction. */
  readonly phone: string | null;
  /** How often it is drawn, against the others. */
  readonly weight: number;
}

type Row = readonly [city: string, region: string | null, area: string, weight: number, phone?: string];

const inCountry = (country: string, language: Language, rows: readonly Row[]): Place[] =>
  rows.map(([city, region, area, weight, phone = null]) => ({ city, region, country, area, language, phone, weight }));

/** 555-0100 to 555-0199 are set aside for fiction in every area of the North American plan (NANPA). */
const nanp = (area: number): string => `+1 ${area} 555 01##`;

const UNITED_STATES: readonly Row[] = [
  ['New York', 'New York', 'New York City Metropolitan Area', 70, nanp(212)],
  ['San Francisco', 'California', 'San Francisco Bay Area', 46, nanp(415)],
  ['Palo Alto', 'California', 'San Francisco Bay Area', 16, nanp(650)],
  ['Los Angeles', 'California', 'Los Angeles Metropolitan Area', 34, nanp(213)],
  ['San Diego', 'California', 'Greater San Diego Area', 14, nanp(619)],
  ['Boston', 'Massachusetts', 'Greater Boston', 32, nanp(617)],
  ['Cambridge', 'Massachusetts', 'Greater Boston', 10, nanp(617)],
  ['Chicago', 'Illinois', 'Greater Chicago Area', 32, nanp(312)],
  ['Seattle', 'Washington', 'Greater Seattle Area', 24, nanp(206)],
  ['Portland', 'Oregon', 'Portland, Oregon Metropolitan Area', 9, nanp(503)],
  ['Austin', 'Texas', 'Austin, Texas Metropolitan Area', 20, nanp(512)],
  ['Dallas', 'Texas', 'Dallas-Fort Worth Metroplex', 20, nanp(214)],
  ['Houston', 'Texas', 'Greater Houston', 18, nanp(713)],
  ['Denver', 'Colorado', 'Denver Metropolitan Area', 13, nanp(303)],
  ['Atlanta', 'Georgia', 'Atlanta Metropolitan Area', 16, nanp(404)],
  ['Miami', 'Florida', 'Miami-Fort Lauderdale Area', 18, nanp(305)],
  ['Palm Beach', 'Florida', 'Miami-Fort Lauderdale Area', 7, nanp(561)],
  ['Charlotte', 'North Carolina', 'Charlotte Metro', 9, nanp(704)],
  ['Philadelphia', 'Pennsylvania', 'Greater Philadelphia', 12, nanp(215)],
  ['Washington', 'District of Columbia', 'Washington DC-Baltimore Area', 18, nanp(202)],
  ['Minneapolis', 'Minnesota', 'Greater Minneapolis-St. Paul Area', 9, nanp(612)],
  ['Nashville', 'Tennessee', 'Nashville Metropolitan Area', 7, nanp(615)],
  ['Salt Lake City', 'Utah', 'Salt Lake City Metropolitan Area', 6, nanp(801)],
  ['Greenwich', 'Connecticut', 'New York City Metropolitan Area', 8, nanp(203)],
];
const CANADA: readonly Row[] = [
  ['Toronto', 'Ontario', 'Greater Toronto Area', 18, nanp(416)],
  ['Vancouver', 'British Columbia', 'Greater Vancouver', 8, nanp(604)],
  ['Calgary', 'Alberta', 'Calgary Metropolitan Region', 4, nanp(403)],
];
/** Numbers for drama: Ofcom, https://www.ofcom.org.uk/phones-and-broadband/phone-numbers/numbers-for-drama */
const UNITED_KINGDOM: readonly Row[] = [
  ['London', 'England', 'London Area', 44, '+44 20 7946 0###'],
  ['Manchester', 'England', 'Greater Manchester', 7, '+44 161 496 0###'],
  ['Edinburgh', 'Scotland', 'Edinburgh Area', 5, '+44 131 496 0###'],
  ['Cambridge', 'England', 'Cambridge Area', 5],
];
/** Numbers for media use: Bundesnetzagentur, "Rufnummern für die Nutzung in Medien". */
const GERMANY: readonly Row[] = [
  ['Berlin', 'Berlin', 'Berlin Metropolitan Area', 12, '+49 30 23125 ###'],
  ['München', 'Bayern', 'Greater Munich Metropolitan Area', 12, '+49 89 99998 ###'],
  ['Frankfurt am Main', 'Hessen', 'Frankfurt Rhine-Main Metropolitan Area', 9, '+49 69 90009 ###'],
  ['Hamburg', 'Hamburg', 'Greater Hamburg Area', 8, '+49 40 66969 ###'],
];
/** Numbers for audiovisual works: Arcep, national numbering plan. */
const FRANCE: readonly Row[] = [
  ['Paris', 'Île-de-France', 'Greater Paris Metropolitan Region', 18, '+33 1 99 00 ## ##'],
  ['Lyon', 'Auvergne-Rhône-Alpes', 'Greater Lyon Area', 5, '+33 4 65 71 ## ##'],
];
/** Numbers for use in creative works: ACMA. */
const AUSTRALIA: readonly Row[] = [
  ['Sydney', 'New South Wales', 'Greater Sydney Area', 10, '+61 2 5550 ####'],
  ['Melbourne', 'Victoria', 'Greater Melbourne Area', 7, '+61 3 5550 ####'],
];

export const PLACES: readonly Place[] = [
  ...inCountry('United States', 'en', UNITED_STATES),
  ...inCountry('Canada', 'en', CANADA),
  ...inCountry('Canada', 'fr', [['Montréal', 'Quebec', 'Greater Montreal', 7, nanp(514)]]),
  ...inCountry('United Kingdom', 'en', UNITED_KINGDOM),
  ...inCountry('Ireland', 'en', [['Dublin', 'Leinster', 'Dublin Area', 8]]),
  ...inCountry('Germany', 'de', GERMANY),
  ...inCountry('Austria', 'de', [['Wien', 'Wien', 'Vienna Metropolitan Area', 5]]),
  ...inCountry('Switzerland', 'de', [['Zürich', 'Zürich', 'Zurich Metropolitan Area', 11]]),
  ...inCountry('Switzerland', 'fr', [['Genève', 'Genève', 'Geneva Area', 6]]),
  ...inCountry('France', 'fr', FRANCE),
  ...inCountry('Belgium', 'nl', [['Antwerpen', 'Vlaanderen', 'Antwerp Metropolitan Area', 4]]),
  ...inCountry('Netherlands', 'nl', [
    ['Amsterdam', 'Noord-Holland', 'Amsterdam Area', 9],
    ['Rotterdam', 'Zuid-Holland', 'Rotterdam and The Hague', 4],
  ]),
  ...inCountry('Spain', 'es', [
    ['Madrid', 'Comunidad de Madrid', 'Greater Madrid Metropolitan Area', 9],
    ['Barcelona', 'Cataluña', 'Greater Barcelona Metropolitan Area', 7],
  ]),
  ...inCountry('Mexico', 'es', [['Ciudad de México', null, 'Mexico City Metropolitan Area', 7]]),
  ...inCountry('Italy', 'it', [
    ['Milano', 'Lombardia', 'Greater Milan Metropolitan Area', 10],
    ['Roma', 'Lazio', 'Rome Area', 4],
  ]),
  ...inCountry('Brazil', 'pt_BR', [['São Paulo', 'São Paulo', 'Greater São Paulo', 9]]),
  ...inCountry('Sweden', 'sv', [['Stockholm', 'Stockholms län', 'Greater Stockholm', 7]]),
  ...inCountry('Denmark', 'da', [['København', 'Hovedstaden', 'Greater Copenhagen', 5]]),
  ...inCountry('Poland', 'pl', [['Warszawa', 'Mazowieckie', 'Warsaw Metropolitan Area', 5]]),
  ...inCountry('India', 'en_IN', [
    ['Bengaluru', 'Karnataka', 'Greater Bengaluru Area', 11],
    ['Mumbai', 'Maharashtra', 'Mumbai Metropolitan Region', 9],
  ]),
  ...inCountry('Singapore', 'en_IN', [['Singapore', null, 'Singapore', 8]]),
  ...inCountry('Australia', 'en', AUSTRALIA),
];
