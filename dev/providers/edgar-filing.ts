import { hash32 } from './hash.ts';

/** A reporting owner or an issuer, as the head of an ownership document names it. */
export interface Party {
  /** Ten digits. */
  cik: string;
  name: string;
  role: 'Reporting' | 'Issuer';
  city: string;
  state: string;
}

/** One Form 3, 4 or 5 with where EDGAR keeps it. */
export interface Filing {
  /** `0001209191-12-048195` */
  accession: string;
  /** Name inside the folder, e.g. `doc4.xml`. */
  file: string;
  form: string;
  /** Folder under which the rendered page is shown, e.g. `xslF345X05`. */
  renderer: string;
  /** Date of the earliest transaction or event, YYYY-MM-DD. */
  period: string;
  /** Filing date, YYYY-MM-DD. */
  filed: string;
  ticker: string;
  issuer: Party;
  owners: Party[];
  xml: string;
}

const ENTITIES: Record<string, string> = { lt: '<', gt: '>', amp: '&', quot: '"', apos: "'" };
const unescaped = (text: string): string =>
  text
    .replace(/&(lt|gt|amp|quot|apos);/g, (_, name: string) => ENTITIES[name] ?? '')
    .replace(/&#(\d+);/g, (_, code: string) => String.fromCodePoint(Number(code)));

/** Text of the first `<name>` in `xml`, with `<value>` inside it looked through; `''` when there is none. */
export function tag(xml: string, name: string): string {
  const inner = new RegExp(`<${name}>([\\s\\S]*?)</${name}>`).exec(xml)?.[1] ?? '';
  return unescaped(inner.replace(/<\/?value>/g, '').trim());
}

const padded = (cik: string): string => cik.replace(/\D/g, '').padStart(10, '0');

/** Names under which filing agents keep the document; any will do where the real one is not known. */
const RENDERERS: readonly (readonly [string, string])[] = [
  ['X06', 'xslF345X06'],
  ['X05', 'xslF345X05'],
  ['X04', 'xslF345X04'],
  ['X03', 'xslF345X03'],
];

/** A made-up but lasting accession number, with the prefix of no real filing agent. */
function accessionFor(seed: string, filed: string): string {
  const number = hash32(`accession|${seed}`);
  const agent = String(9_000_000_000 + (number % 900_000)).padStart(10, '0');
  return `${agent}-${filed.slice(2, 4)}-${String(hash32(`sequence|${seed}`) % 1_000_000).padStart(6, '0')}`;
}

/** Where a document lies, as far as it is known from elsewhere. */
export interface Known {
  accession?: string | undefined;
  file?: string | undefined;
  filed?: string | undefined;
}

/** Reads the head of an ownership document, or null when the text is none. `source` names it for good. */
export function readFiling(xml: string, source: string, known: Known = {}): Filing | null {
  const document = /<ownershipDocument[\s\S]*<\/ownershipDocument>/.exec(xml)?.[0];
  if (document === undefined) return null;
  const schema = tag(document, 'schemaVersion');
  const period = tag(document, 'periodOfReport').slice(0, 10);
  const signed = [...document.matchAll(/<signatureDate>([^<]*)</g)]
    .map((match) => (match[1] ?? '').slice(0, 10))
    .sort();
  const filed = known.filed ?? signed.at(-1) ?? period;
  const issuer: Party = {
    cik: padded(tag(document, 'issuerCik')),
    name: tag(document, 'issuerName'),
    role: 'Issuer',
    city: '',
    state: '',
  };
  const owners = [...document.matchAll(/<reportingOwner>([\s\S]*?)<\/reportingOwner>/g)].map(
    ([, owner = '']): Party => ({
      cik: padded(tag(owner, 'rptOwnerCik')),
      name: tag(owner, 'rptOwnerName'),
      role: 'Reporting',
      city: tag(owner, 'rptOwnerCity'),
      state: tag(owner, 'rptOwnerState'),
    }),
  );
  return {
    accession: known.accession ?? accessionFor(source, filed),
    file: known.file ?? 'ownership.xml',
    form: tag(document, 'documentType'),
    renderer: RENDERERS.find(([version]) => schema.startsWith(version))?.[1] ?? 'xslF345X02',
    period,
    filed,
    ticker: tag(document, 'issuerTradingSymbol'),
    issuer,
    owners,
    xml: xml.slice(Math.max(0, xml.indexOf('<?xml'))),
  };
}

export const partiesOf = (filing: Filing): Party[] => [...filing.owners, filing.issuer];
/** The folder name: the accession number without dashes. */
export const folderOf = (filing: Filing): string => filing.accession.replaceAll('-', '');
