/**
 * A Form 3, 4 or 5 as its document says it. Figures are exact decimals in the digits that the filing prints; a day is
 * `YYYY-MM-DD`. Null is what the document leaves out, or says in a footnote alone.
 */

export type Owner = {
  /** Ten digits. */
  cik: string;
  name: string;
  address: {
    street1: string | null;
    street2: string | null;
    city: string | null;
    state: string | null;
    stateDescription: string | null;
    zip: string | null;
    nonUs: boolean | null;
  };
  director: boolean | null;
  officer: boolean | null;
  tenPercentOwner: boolean | null;
  other: boolean | null;
  officerTitle: string | null;
  otherText: string | null;
};

export type Line = {
  table: 'nonDerivative' | 'derivative';
  type: 'transaction' | 'holding';
  /** Place in its table, from 0: transactions and holdings count together, as the form prints them. */
  index: number;
  security: string | null;
  conversionPrice: string | null;
  transactionDate: string | null;
  deemedExecutionDate: string | null;
  /** Form under which it is reported: 4, or 5 where it was told late or need not have been told before. */
  formType: string | null;
  code: string | null;
  equitySwap: boolean | null;
  /** `E`arly or `L`ate; null is on time. */
  timeliness: string | null;
  shares: string | null;
  /** Of a derivative that has no number of shares. */
  totalValue: string | null;
  price: string | null;
  /** `A`cquired or `D`isposed of. */
  acquiredDisposed: string | null;
  exerciseDate: string | null;
  expirationDate: string | null;
  underlying: { security: string | null; shares: string | null; value: string | null } | null;
  sharesAfter: string | null;
  valueAfter: string | null;
  /** `D`irect or `I`ndirect. */
  ownership: string | null;
  nature: string | null;
  /** Ids of footnotes by the element that they annotate: `{ transactionPricePerShare: ['F1'] }`. */
  notes: Readonly<Record<string, string[]>>;
  /** Time zones that dates carry, by element. */
  zones: Readonly<Record<string, string>>;
};

/** `of` names what a footnote annotates: `nonDerivative[0].transactionPricePerShare`. */
export type Footnote = { id: string; text: string; of: string[] };

/**
 * An element of the document that is not in the result, and why: `secret`, a filer's access code, whose text is dropped;
 * `repeated`, a second one where the schema has one; `unreadable`, no figure, day or flag; `unknown` to the schema;
 * `between_elements`, words where only elements may stand.
 */
export type Ignored = {
  path: string;
  text: string;
  reason: 'secret' | 'repeated' | 'unreadable' | 'unknown' | 'between_elements';
};

export type Ownership = {
  schemaVersion: string | null;
  /** `3`, `3/A`, `4`, `4/A`, `5` or `5/A`. */
  form: string;
  amendment: boolean;
  periodOfReport: string | null;
  dateOfOriginalSubmission: string | null;
  noSecuritiesOwned: boolean | null;
  notSubjectToSection16: boolean | null;
  form3HoldingsReported: boolean | null;
  form4TransactionsReported: boolean | null;
  /** Its box for trades under a 10b5-1 plan; there since schema X0407. */
  plan10b51: boolean | null;
  issuer: { cik: string; name: string; symbol: string | null; foreignSymbol: string | null };
  owners: Owner[];
  lines: Line[];
  footnotes: Footnote[];
  /** Ids that something refers to and no footnote has, with what refers to them. */
  danglingNotes: { id: string; of: string }[];
  remarks: string | null;
  signatures: { name: string; date: string | null }[];
  /** Time zones of the document's own dates. */
  zones: Readonly<Record<string, string>>;
  ignored: Ignored[];
};
