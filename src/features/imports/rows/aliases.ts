import { keysOf } from '../../../lib/keys.ts';
import type { ProspectField } from '../../prospects/contract.ts';

/**
 * Names of columns in the exports that people have: ours, LinkedIn (Connections), Apollo, HubSpot, Salesforce (Data
 * Loader), Google Contacts, Outlook, Forbes, Hurun, SEC Forms 3/4/5, S&P 500; and the commonest ones in German, French,
 * Spanish, Italian, Portuguese and Dutch. Written as `headerKey` makes them; with how sure the name alone makes us.
 */
const ALIASES: Record<ProspectField, readonly (readonly [confidence: number, names: string])[]> = {
  name: [
    [1, 'name|full name|fullname'],
    [
      0.9,
      'contact name|display name|person name|contact|prospect name|lead name|owner name|reporting owner name|insider name',
    ],
    [
      0.9,
      'vollstandiger name|nom complet|nombre completo|nome completo|volledige naam|naam|nombre y apellidos|nombre y apellido',
    ],
    [0.6, 'person|kontakt|contacto|contatto|contato'],
  ],
  firstName: [
    [1, 'first name|firstname'],
    [0.95, 'given name|givenname|forename|christian name|fname|first'],
    [0.95, 'vorname|prenom|nombre|nome proprio|nome di battesimo|primeiro nome|primer nombre|voornaam'],
    [0.6, 'nome'],
  ],
  lastName: [
    [1, 'last name|lastname'],
    [0.95, 'family name|familyname|surname|lname|last'],
    [
      0.95,
      'nachname|familienname|zuname|nom de famille|apellidos|apellido|cognome|sobrenome|apelido|ultimo nome|achternaam',
    ],
    [0.6, 'nom'],
  ],
  email: [
    [1, 'email|e mail'],
    [0.98, 'email address|e mail address|emailaddress|mail'],
    [
      0.97,
      'work email|business email|work e mail|business e mail|corporate email|company email|professional email|email work',
    ],
    [
      0.97,
      'e mail adresse|email adresse|emailadresse|adresse e mail|adresse email|adresse mail|courriel|correo|correo electronico|direccion de correo electronico|posta elettronica|indirizzo email|indirizzo e mail|endereco de email|endereco de e mail|e mailadres|mailadres',
    ],
    [0.96, 'primary email|e mail 1 value|e mail 1 address|email 1|email1|main email'],
    [0.75, 'personal email|home email|private email|personal e mail|email personal|email home'],
    [0.7, 'e mail 2 value|e mail 2 address|email 2|email2|secondary email|other email|e mail 2'],
    [0.6, 'e mail 3 value|e mail 3 address|email 3|tertiary email|alternate email'],
  ],
  phone: [
    [1, 'phone|telephone'],
    [
      0.98,
      'phone number|phonenumber|telephone number|tel|phone no|telefon|telefonnummer|numero de telephone|telefono|numero di telefono|numero de telefono|telefone|numero de telefone|telefoon|telefoonnummer',
    ],
    [
      0.96,
      'work direct phone|direct phone|direct dial|work phone|business phone|office phone|phone 1 value|primary phone|phone 1',
    ],
    [
      0.9,
      'mobile phone|mobilephone|mobile|mobile number|cell|cell phone|cellphone|handy|handynummer|mobil|mobiltelefon|portable|movil|celular|cellulare|telemovel|mobiel',
    ],
    [0.7, 'home phone|personal phone|phone 2 value|business phone 2|phone 2'],
    [0.6, 'corporate phone|company phone|company main phone|other phone|main phone|hauptnummer'],
  ],
  linkedinUrl: [
    [1, 'linkedin url'],
    [
      0.98,
      'person linkedin url|linkedin|linkedin profile|linkedin profile url|linkedinurl|contact linkedin url|linkedin link|linkedin address|linkedin member url|personal linkedin',
    ],
  ],
  title: [
    [1, 'job title|jobtitle'],
    [0.95, 'title|position title|officer title|organization title|organization 1 title|role title|current title'],
    [
      0.9,
      'position|job position|role|occupation|berufsbezeichnung|stellenbezeichnung|jobtitel|funktion|poste|fonction|intitule du poste|cargo|puesto|posizione|qualifica|ruolo|posicao|funcao|functie|functietitel',
    ],
    [0.5, 'profession|beruf|headline'],
  ],
  seniority: [
    [
      1,
      'seniority|seniority level|management level|job level|karrierestufe|niveau hierarchique|senioridad|seniorita|senioridade',
    ],
  ],
  department: [
    [1, 'department'],
    [
      0.95,
      'departments|dept|organization department|business unit|abteilung|departement|service|departamento|reparto|dipartimento|afdeling',
    ],
  ],
  company: [
    [1, 'company'],
    [
      0.98,
      'company name|companyname|organization name|organisation name|organization 1 name|account name|current company|issuer name',
    ],
    [
      0.95,
      'organization|organisation|employer|firm|business name|unternehmen|firma|firmenname|entreprise|societe|nom de l entreprise|empresa|nombre de la empresa|azienda|societa|nome azienda|nome da empresa|bedrijf|bedrijfsnaam|organisatie|com name',
    ],
    [0.6, 'associated company|company name for emails|account|security'],
  ],
  companyDomain: [
    [1, 'company domain'],
    [0.98, 'domain|company domain name|website domain|email domain'],
    [
      0.9,
      'company website|company url|website|web site|company web site|webseite|homepage|internetseite|site web|sitio web|sito web|site da empresa',
    ],
    [0.7, 'web page|website url|web|url|website 1 value|site'],
  ],
  industry: [
    [1, 'industry'],
    [
      0.9,
      'sector|industries|gics sector|company industry|branche|secteur|secteur d activite|industria|settore|setor|bedrijfstak|sektor',
    ],
    [0.7, 'gics sub industry|industry group|sub industry'],
  ],
  city: [
    [1, 'city'],
    [
      0.95,
      'town|mailing city|mailingcity|address 1 city|person city|business city|work city|contact city|stadt|ort|wohnort|ville|ciudad|citta|comune|cidade|plaats|stad|woonplaats',
    ],
    [0.6, 'home city|other city|othercity|company city|billing city|locality'],
  ],
  region: [
    [1, 'region'],
    [
      0.95,
      'state|province|state region|state province|mailing state|mailingstate|address 1 region|business state|work state|person state|bundesland|kanton|departement region|provincia|regione|estado|comunidad autonoma|provincie',
    ],
    [0.6, 'home state|other state|otherstate|company state|billing state'],
  ],
  country: [
    [1, 'country'],
    [
      0.95,
      'country region|country name|mailing country|mailingcountry|address 1 country|business country|work country|person country|land|pays|pais|paese|nazione',
    ],
    [
      0.6,
      'home country|other country|othercountry|company country|billing country|country of citizenship|citizenship|country territory',
    ],
  ],
  location: [
    [1, 'location'],
    [
      0.9,
      'person location|geography|headquarters location|standort|localisation|ubicacion|posizione geografica|localizacao|locatie',
    ],
    [0.6, 'residence|place of residence'],
  ],
  netWorth: [
    [1, 'net worth usd'],
    [0.95, 'net worth|networth|net worth us|estimated net worth|wealth usd|net worth in usd|estimated net worth usd'],
    [0.8, 'wealth|worth|fortune|vermogen|patrimonio|fortuna|patrimonio netto|patrimonio liquido'],
  ],
  tags: [
    [1, 'tags'],
    [0.9, 'tag|labels|label|categories|schlagworter|schlagworte|etiquettes|etiquetas|etichette'],
    [0.6, 'lists|list|groups|group membership'],
  ],
  notes: [
    [1, 'notes'],
    [
      0.9,
      'note|comments|comment|remarks|notizen|notiz|bemerkungen|bemerkung|remarques|notas|commenti|comentarios|opmerkingen',
    ],
    [0.6, 'description|bio|biography|about'],
  ],
};

/** Ends of longer names (`hs_Character_Fullname_En`) that still tell the field, though less surely. */
const TAILS: readonly (readonly [ending: string, field: ProspectField, confidence: number])[] = [
  ['fullname', 'name', 0.6],
  ['full name', 'name', 0.6],
  ['first name', 'firstName', 0.6],
  ['last name', 'lastName', 0.6],
  ['surname', 'lastName', 0.6],
  ['linkedin url', 'linkedinUrl', 0.6],
  ['email address', 'email', 0.55],
  ['email', 'email', 0.55],
  ['e mail', 'email', 0.55],
  ['phone number', 'phone', 0.45],
  ['phone', 'phone', 0.45],
  ['job title', 'title', 0.6],
  ['company name', 'company', 0.55],
  ['com name', 'company', 0.55],
  ['industry', 'industry', 0.5],
  ['country', 'country', 0.45],
  ['permanent', 'location', 0.45],
];

/** Columns that speak of another person or thing than the one of the row: neither their names nor values count. */
const ABOUT_OTHERS =
  /\b(?:owner|manager|assistant|spouse|children|referred|created|modified|account|user|file|parent|subsidiary|facebook|twitter|instagram|photo|image|picture|avatar|logo|fax|status|source|confidence|bounced|template|subject)\b/;

/** A column's name for looking up: folded, camelCase and punctuation as spaces. */
export function headerKey(name: string, fold: (text: string) => string): string {
  return fold(name.replace(/(\p{Ll}|\d)(\p{Lu})/gu, '$1 $2'))
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .replace(/\blinked in\b/, 'linkedin')
    .trim();
}

export interface NamedField {
  field: ProspectField;
  confidence: number;
  /** The whole name told, not just its end. */
  exact: boolean;
}

let byName: Map<string, NamedField> | undefined;

function table(): Map<string, NamedField> {
  if (byName !== undefined) return byName;
  const made = new Map<string, NamedField>();
  for (const field of keysOf(ALIASES)) {
    for (const [confidence, names] of ALIASES[field]) {
      for (const name of names.split('|')) made.set(name, { field, confidence, exact: true });
    }
  }
  byName = made;
  return made;
}

/** The field that a column's name speaks of, null where it speaks of none. */
export function fieldByName(key: string): NamedField | null {
  const exact = table().get(key);
  if (exact !== undefined) return exact;
  if (isAboutOthers(key)) return null;
  const bare = key.replace(/ en$/, '');
  for (const [ending, field, confidence] of TAILS) {
    if (bare.endsWith(` ${ending}`)) return { field, confidence, exact: false };
  }
  return null;
}

export const isAboutOthers = (key: string): boolean => ABOUT_OTHERS.test(key);
