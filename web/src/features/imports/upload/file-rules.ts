/**
 * A file at most: as much as its peers take (HubSpot: 512 MB). The server counts again and has the last word; this
 * spares the upload of what it must refuse.
 */
export const UPLOAD_MAX_BYTES = 512_000_000;

export const ACCEPTED = ['.csv', '.tsv', '.txt'] as const;

/** Why a file is not even sent; null where it may be. */
export function refusalOf(file: Pick<File, 'name' | 'size'>): string | null {
  const name = file.name.toLowerCase();
  if (!ACCEPTED.some((ending) => name.endsWith(ending))) {
    return 'Only .csv, .tsv and .txt files can be imported. In a spreadsheet, choose “Save as” and then CSV.';
  }
  if (file.size === 0) return 'The file is empty.';
  if (file.size > UPLOAD_MAX_BYTES) return 'The file is larger than 512 MB. Split it, and import the parts one by one.';
  return null;
}
