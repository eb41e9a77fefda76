import * as z from 'zod';

/**
 * What a model makes of the columns of a spreadsheet: enough words of a few languages for a demonstration and for tests. Of a
 * column that says nothing to it, it says that it is none of the fields.
 */

const described = z.array(
  z.looseObject({ column: z.number(), name: z.string(), looksLike: z.array(z.string()), forms: z.array(z.string()) }),
);
type Described = z.infer<typeof described>[number];

/** By what a value looks like; the name decides where nothing does. */
const LOOKS: Readonly<Record<string, string>> = {
  'e-mail address': 'email',
  'LinkedIn profile': 'linkedinUrl',
  'phone number': 'phone',
  'web address': 'companyDomain',
};
const NAMES: readonly (readonly [RegExp, string])[] = [
  [/ansprechpartner|kontaktperson|who|contatto|persona/i, 'name'],
  [/arbeitgeber|firma|outfit|employer|societe|azienda/i, 'company'],
  [/rolle|funktion|does what|poste|ruolo|puesto/i, 'title'],
  [/branche|sector|secteur|settore/i, 'industry'],
  [/wohnort|town|ville|citta|ciudad/i, 'city'],
  [/^(?:lfd|nr|no|id|row)\b/i, 'skip'],
  [/bemerkung|remark|hinweis|appunti/i, 'notes'],
];

/** Whether a schema asks for what columns are. */
export const asksForColumns = (properties: object): boolean => {
  const { columns } = properties as { columns?: { items?: { properties?: object } } };
  const item = columns?.items?.properties;
  return item !== undefined && 'column' in item && 'target' in item;
};

/** The columns of a prompt: the JSON list between its fences; null where there is none. */
export function columnsIn(prompt: string): Described[] | null {
  const found = /^(COLUMNS-\w+)\n(\[.*\])\n\1$/m.exec(prompt);
  const parsed = found === null ? undefined : described.safeParse(JSON.parse(found[2] ?? '[]'));
  return parsed?.success ? parsed.data : null;
}

/** What each is. Told by the name of one to say something else, it would not: this model does not obey data. */
export const targetsOf = (columns: readonly Described[]) =>
  columns.map(({ column, name, looksLike }) => {
    const look = looksLike.find((one) => Object.hasOwn(LOOKS, one));
    const word = NAMES.find(([pattern]) => pattern.test(name));
    const target = (look && LOOKS[look]) ?? word?.[1] ?? 'custom';
    const because = look
      ? `Its values are written like a${/^[aeiou]/i.test(look) ? 'n' : ''} ${look}.`
      : word
        ? `A column called “${name}” is usually this.`
        : 'Nothing tells what this is.';
    return { column, target, because };
  });
