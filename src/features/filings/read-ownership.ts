import type { Footnote, Ignored, Line, Owner, Ownership } from './ownership.ts';
import { lineOf } from './read-line.ts';
import { dayAndZone, flagOf, paddedCik, Reader } from './reader.ts';
import { type Node, OwnershipError, readTree, unreadOf } from './xml-tree.ts';

/**
 * Reads a Form 3, 4 or 5 whole (SEC, EDGAR Ownership XML Technical Specification and its XSDs, schemas X0201 to X0609).
 * What the schema names is in the result; anything else is in `ignored` with its path.
 */

const FORMS = /^[345](?:\/A)?$/;
/** Lines of one document at most: thirty a table by the schema, and room for what it does not know. */
const LINES_MAX = 500;

const ownerOf = (node: Node): Owner => {
  const reader = new Reader(node);
  const id = reader.group('reportingOwnerId');
  const address = reader.group('reportingOwnerAddress');
  const relation = reader.group('reportingOwnerRelationship');
  return {
    cik: paddedCik(id.text('rptOwnerCik')),
    name: id.text('rptOwnerName') ?? '',
    address: {
      street1: address.text('rptOwnerStreet1'),
      street2: address.text('rptOwnerStreet2'),
      city: address.text('rptOwnerCity'),
      state: address.text('rptOwnerState'),
      stateDescription: address.text('rptOwnerStateDescription'),
      zip: address.text('rptOwnerZipCode'),
      nonUs: address.as('rptOwnerNonUSAddressFlag', flagOf),
    },
    director: relation.as('isDirector', flagOf),
    officer: relation.as('isOfficer', flagOf),
    tenPercentOwner: relation.as('isTenPercentOwner', flagOf),
    other: relation.as('isOther', flagOf),
    officerTitle: relation.text('officerTitle'),
    otherText: relation.text('otherText'),
  };
};

const TABLES = [
  { table: 'nonDerivative', element: 'nonDerivativeTable', of: 'nonDerivative' },
  { table: 'derivative', element: 'derivativeTable', of: 'derivative' },
] as const;

const linesOf = (reader: Reader): Line[] =>
  TABLES.flatMap(({ table, element, of }) => {
    const rows = reader.group(element).children([`${of}Transaction`, `${of}Holding`]);
    return rows.map((row, index) =>
      lineOf(row, table, row.name.endsWith('Holding') ? 'holding' : 'transaction', index),
    );
  });

/** Each footnote with what refers to it, and references that lead nowhere. */
const joined = (
  texts: readonly { id: string; text: string }[],
  lines: readonly Line[],
  own: Readonly<Record<string, string[]>>,
) => {
  const footnotes: Footnote[] = texts.map((note) => ({ ...note, of: [] }));
  const byId = new Map(footnotes.map((note) => [note.id, note]));
  const dangling: { id: string; of: string }[] = [];
  const refer = (ids: readonly string[], of: string): void => {
    for (const id of ids) {
      const note = byId.get(id);
      if (note) note.of.push(of);
      else dangling.push({ id, of });
    }
  };
  for (const [element, ids] of Object.entries(own)) refer(ids, element);
  for (const line of lines) {
    for (const [element, ids] of Object.entries(line.notes)) refer(ids, `${line.table}[${line.index}].${element}`);
  }
  return { footnotes, dangling };
};

const SECRET = /\/rptOwnerCcc$/;

/** Why an element is not in the result. An access code of a filer is nobody's to keep. */
const ignoredOf = (root: Node): Ignored[] =>
  unreadOf(root).map(({ path, text, asked }) => {
    if (SECRET.test(path)) return { path, text: '', reason: 'secret' };
    if (path === 'text()') return { path, text, reason: 'between_elements' };
    if (asked) return { path, text, reason: 'unreadable' };
    return { path, text, reason: /\[\d+\]$/.test(path) ? 'repeated' : 'unknown' };
  });

/** The document in a text. Throws OwnershipError, and nothing else, for what is none. */
export const readOwnership = (xml: string): Ownership => {
  const root = readTree(xml);
  if (root.name !== 'ownershipDocument') {
    throw new OwnershipError('not_ownership', `The document is no Form 3, 4 or 5: it is <${root.name.slice(0, 60)}>.`);
  }
  root.read = true;
  const reader = new Reader(root);
  const zones: Record<string, string> = {};
  const day = (element: string): string | null => {
    const read = reader.as(element, dayAndZone);
    if (read?.zone) zones[element] = read.zone;
    return read?.day ?? null;
  };
  const form = reader.text('documentType') ?? '';
  if (!FORMS.test(form))
    throw new OwnershipError('not_ownership', `The document is no Form 3, 4 or 5: “${form.slice(0, 20)}”.`);
  const issuer = reader.group('issuer');
  const owners = reader.children(['reportingOwner']).map(ownerOf);
  const lines = linesOf(reader);
  if (lines.length > LINES_MAX) throw new OwnershipError('too_large', `The document has ${lines.length} lines.`);
  const texts = reader.group('footnotes').children(['footnote']).map(noteOf);
  const notes: Record<string, string[]> = {};
  const remarks = reader.noted('remarks', notes);
  const { footnotes, dangling } = joined(texts, lines, notes);
  const document: Ownership = {
    schemaVersion: reader.text('schemaVersion'),
    form,
    amendment: form.endsWith('/A'),
    periodOfReport: day('periodOfReport'),
    dateOfOriginalSubmission: day('dateOfOriginalSubmission'),
    noSecuritiesOwned: reader.as('noSecuritiesOwned', flagOf),
    notSubjectToSection16: reader.as('notSubjectToSection16', flagOf),
    form3HoldingsReported: reader.as('form3HoldingsReported', flagOf),
    form4TransactionsReported: reader.as('form4TransactionsReported', flagOf),
    plan10b51: reader.as('aff10b5One', flagOf),
    issuer: {
      cik: paddedCik(issuer.text('issuerCik')),
      name: issuer.text('issuerName') ?? '',
      symbol: issuer.text('issuerTradingSymbol'),
      foreignSymbol: issuer.text('issuerForeignTradingSymbol'),
    },
    owners,
    lines,
    footnotes,
    danglingNotes: dangling,
    remarks,
    signatures: reader.children(['ownerSignature']).map((node, at) => {
      const signature = new Reader(node);
      const date = signature.as('signatureDate', dayAndZone);
      if (date?.zone) zones[`signatureDate[${at}]`] = date.zone;
      return { name: signature.text('signatureName') ?? '', date: date?.day ?? null };
    }),
    zones,
    ignored: ignoredOf(root),
  };
  if (!/^\d{10}$/.test(document.issuer.cik)) throw new OwnershipError('incomplete', 'The document names no issuer.');
  if (owners.length === 0 || owners.some(({ cik }) => !/^\d{10}$/.test(cik)))
    throw new OwnershipError('incomplete', 'The document names no reporting owner.');
  return document;
};

const noteOf = (node: Node): { id: string; text: string } => ({
  id: node.attributes.id ?? '',
  text: node.text,
});
