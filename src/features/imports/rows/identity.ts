import { emailKey } from './email.ts';
import { readLinkedin } from './linkedin.ts';
import { foldText } from './text.ts';

/** A database index holds keys of up to 2 700 bytes; decomposing exotic letters can make a short name very long. */
const MAX_KEY_CHARS = 500;

/** Legal forms at the end of a company's name, dots taken out: they say nothing about which company it is. */
const LEGAL_FORMS = new Set(
  (
    'inc incorporated corp corporation co company llc llp lp lllp ltd limited plc pllc pc pty ' +
    'gmbh mbh ag kg kgaa ohg ug ev se sa sas sasu sarl sarlu eurl snc scs sca spa srl srls sl slu sc ' +
    'nv bv cv vof bvba sprl ab as asa aps oy oyj kft zrt doo dd ad sro spzoo ' +
    'ltda eireli sab sapi kk gk pte sdn bhd tbk pjsc psc fze fzco sp z oo'
  ).split(' '),
);

/** The keys by which two records are one person. A key that is missing compares equal to nothing. */
export interface Identity {
  email?: string;
  linkedin?: string;
  nameCompany?: string;
}

interface Identified {
  name: string;
  company: string | null;
  email: string | null;
  linkedinUrl: string | null;
}

/**
 * E-mail address, else LinkedIn address, else name and company. `nameCompany` is only given where the other two are
 * missing: two people of one name in one company with different addresses are two people.
 */
export function identityOf({ name, company, email, linkedinUrl }: Identified): Identity {
  const identity: Identity = {};
  if (email !== null) identity.email = emailKey(email);
  if (linkedinUrl !== null) {
    const linkedin = readLinkedin(linkedinUrl);
    if (linkedin.kind === 'profile') identity.linkedin = linkedin.key;
  }
  if (identity.email === undefined && identity.linkedin === undefined) {
    identity.nameCompany = nameCompanyKey(name, company ?? '');
  }
  return identity;
}

/** Name and company folded: case, accents, punctuation, and the company's legal form gone. Word order stays. */
export function nameCompanyKey(name: string, company: string): string {
  const key = `${wordsOf(name).join(' ') || name.toLowerCase()}|${companyWords(company).join(' ') || company.toLowerCase()}`;
  return key.length <= MAX_KEY_CHARS ? key : `${name.toLowerCase()}|${company.toLowerCase()}`;
}

/** Dots and apostrophes join ("J.P.", "O'Neil"), everything else that is no letter or digit parts. */
function wordsOf(text: string): string[] {
  return foldText(text)
    .replace(/[.'’ʼ`´]/g, '')
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== '');
}

function companyWords(company: string): string[] {
  const words = wordsOf(company.replace(/\bs\/a\b/i, 'sa'));
  let end = words.length;
  while (end > 1 && LEGAL_FORMS.has(words[end - 1] ?? '')) end--;
  return words.slice(0, end);
}
