/** Ownership documents written for the tests: every element of the schema, by the way filers really use it. */

const wrapped = (name: string, value: string | null, notes: readonly string[] = []): string =>
  `<${name}>${value === null ? '' : `<value>${value}</value>`}${notes.map((id) => `<footnoteId id="${id}"/>`).join('')}</${name}>`;

export type LineParts = {
  table?: 'nonDerivative' | 'derivative';
  holding?: boolean;
  security?: string;
  code?: string;
  swap?: string;
  date?: string;
  shares?: string | null;
  price?: string | null;
  priceNotes?: readonly string[];
  codingNotes?: readonly string[];
  acquired?: string;
  after?: string | null;
  ownership?: string;
  nature?: string;
  timeliness?: string;
};

/** One row of a table. A price of null stands in a footnote alone. */
export const lineXml = (parts: LineParts = {}): string => {
  const { table = 'nonDerivative', holding = false, security = 'Common Stock', code = 'S', swap = '0' } = parts;
  const { date = '2026-05-12', shares = '100', price = '10', priceNotes = [], codingNotes = [] } = parts;
  const { acquired = 'D', after = '900', ownership = 'D', nature, timeliness } = parts;
  const name = `${table}${holding ? 'Holding' : 'Transaction'}`;
  const terms =
    table === 'derivative'
      ? wrapped('exerciseDate', null, ['F1']) +
        wrapped('expirationDate', '2031-05-12') +
        `<underlyingSecurity>${wrapped('underlyingSecurityTitle', 'Common Stock')}${wrapped('underlyingSecurityShares', '100')}</underlyingSecurity>`
      : '';
  const trade = holding
    ? ''
    : wrapped('transactionDate', date) +
      `<transactionCoding><transactionFormType>4</transactionFormType><transactionCode>${code}</transactionCode><equitySwapInvolved>${swap}</equitySwapInvolved>${codingNotes.map((id) => `<footnoteId id="${id}"/>`).join('')}</transactionCoding>` +
      (timeliness === undefined ? '' : wrapped('transactionTimeliness', timeliness)) +
      `<transactionAmounts>${wrapped('transactionShares', shares)}${wrapped('transactionPricePerShare', price, priceNotes)}${wrapped('transactionAcquiredDisposedCode', acquired)}</transactionAmounts>`;
  return `<${name}>${wrapped('securityTitle', security)}${table === 'derivative' ? wrapped('conversionOrExercisePrice', '2.50') : ''}${trade}${terms}<postTransactionAmounts>${wrapped('sharesOwnedFollowingTransaction', after)}</postTransactionAmounts><ownershipNature>${wrapped('directOrIndirectOwnership', ownership)}${nature === undefined ? '' : wrapped('natureOfOwnership', nature)}</ownershipNature></${name}>`;
};

export type DocumentParts = {
  form?: string;
  period?: string;
  original?: string;
  owners?: readonly { cik: string; name: string }[];
  issuer?: { cik: string; name: string; symbol: string };
  plan?: string;
  left?: string;
  lines?: string;
  derivatives?: string;
  footnotes?: Readonly<Record<string, string>>;
  remarks?: string;
};

export const documentXml = (parts: DocumentParts = {}): string => {
  const {
    form = '4',
    period = '2026-05-12',
    original,
    plan = '0',
    left = 'false',
    lines = '',
    derivatives = '',
  } = parts;
  const { owners = [{ cik: '7', name: 'Vale Maren' }], footnotes = { F1: 'In four parts.' }, remarks = '' } = parts;
  const { issuer = { cik: '0000000071', name: 'Larch &#x26; Vale Corp', symbol: 'LRCH' } } = parts;
  return `<?xml version="1.0"?>
<ownershipDocument>
  <schemaVersion>X0508</schemaVersion>
  <documentType>${form}</documentType>
  <periodOfReport>${period}</periodOfReport>
  ${original === undefined ? '' : `<dateOfOriginalSubmission>${original}</dateOfOriginalSubmission>`}
  <notSubjectToSection16>${left}</notSubjectToSection16>
  <issuer><issuerCik>${issuer.cik}</issuerCik><issuerName>${issuer.name}</issuerName><issuerTradingSymbol>${issuer.symbol}</issuerTradingSymbol></issuer>
  ${owners.map(({ cik, name }) => `<reportingOwner><reportingOwnerId><rptOwnerCik>${cik}</rptOwnerCik><rptOwnerName>${name}</rptOwnerName></reportingOwnerId><reportingOwnerAddress><rptOwnerStreet1>1 Elm St</rptOwnerStreet1><rptOwnerStreet2></rptOwnerStreet2><rptOwnerCity>Salem</rptOwnerCity><rptOwnerState>OR</rptOwnerState><rptOwnerZipCode>97301</rptOwnerZipCode></reportingOwnerAddress><reportingOwnerRelationship><isDirector>true</isDirector><isOfficer>1</isOfficer><isTenPercentOwner>0</isTenPercentOwner><officerTitle>CFO</officerTitle></reportingOwnerRelationship></reportingOwner>`).join('')}
  <aff10b5One>${plan}</aff10b5One>
  <nonDerivativeTable>${lines}</nonDerivativeTable>
  <derivativeTable>${derivatives}</derivativeTable>
  <footnotes>${Object.entries(footnotes)
    .map(([id, text]) => `<footnote id="${id}">${text}</footnote>`)
    .join('')}</footnotes>
  <remarks>${remarks}</remarks>
  <ownerSignature><signatureName>/s/ Maren Vale</signatureName><signatureDate>${period}-05:00</signatureDate></ownerSignature>
</ownershipDocument>`;
};
