import * as z from 'zod';

/**
 * The list of what somebody filed (data.sec.gov/submissions/CIK##########.json): the newest thousand in `recent`, older
 * ones in pages of their own, whose columns stand at the top.
 */

const columns = z.object({
  accessionNumber: z.array(z.string()),
  filingDate: z.array(z.string()),
  form: z.array(z.string()),
  primaryDocument: z.array(z.string()),
});
export type Columns = z.infer<typeof columns>;
const submissions = z.object({
  name: z.string(),
  filings: z.object({ recent: columns, files: z.array(z.object({ name: z.string() })).default([]) }),
});

/** A filing by where it lies: the XML's path under www.sec.gov, in the folder of `cik`. */
export type FilingRef = { accession: string; path: string; form: string; filedOn: string; cik: string };

export type Listed = { name: string; refs: FilingRef[]; pages: string[] };

const ACCESSION = /^\d{10}-\d{2}-\d{6}$/;
const DAY = /^\d{4}-\d{2}-\d{2}$/;

/**
 * Forms 3, 4 and 5 and their amendments in a list, newest first, with the path of the XML itself: the folder
 * `xslF345X0n/` of the primary document serves a rendered page. Before mid 2003 there is no XML, and no ref.
 */
export const refsOf = (cik: string, { accessionNumber, filingDate, form, primaryDocument }: Columns): FilingRef[] =>
  form.flatMap((name, at) => {
    const accession = accessionNumber[at] ?? '';
    const filedOn = filingDate[at] ?? '';
    const file = primaryDocument[at]?.replace(/^xsl[^/]*\//, '') ?? '';
    if (!/^[345](?:\/A)?$/.test(name) || !ACCESSION.test(accession) || !DAY.test(filedOn)) return [];
    if (!/^[\w.-]+\.xml$/i.test(file)) return [];
    const path = `/Archives/edgar/data/${Number(cik)}/${accession.replaceAll('-', '')}/${file}`;
    return [{ accession, path, form: name, filedOn, cik }];
  });

/** The first page of a list; undefined where the value is none. Pages are named by the SEC and asked for by that name. */
export const readSubmissions = (cik: string, value: unknown): Listed | undefined => {
  const read = submissions.safeParse(value).data;
  if (!read) return undefined;
  const pages = read.filings.files
    .map(({ name }) => name)
    .filter((name) => name.startsWith(`CIK${cik}-submissions-`) && /^[\w-]+\.json$/.test(name));
  return { name: read.name, refs: refsOf(cik, read.filings.recent), pages };
};

/** A further page; undefined where the value is none. */
export const readPage = (cik: string, value: unknown): FilingRef[] | undefined => {
  const read = columns.safeParse(value).data;
  return read && refsOf(cik, read);
};
