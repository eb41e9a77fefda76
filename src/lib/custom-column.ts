/** What stands before the key of a field of the workspace's own where it is named as a column, in a list as in a file. */
const PREFIX = 'custom.';
/** Letters of a key at most, and of a field's name: as the name of a column of an import may have. */
export const CUSTOM_KEY_CHARS = 100;

/** Fields of the workspace's own beside one row at most: more are no list that anybody reads, nor an address that is carried. */
export const SHOWN_FIELDS_MAX = 20;

/** A column of a field of the workspace's own: `custom.` and the field's key. */
export type CustomColumn = `${typeof PREFIX}${string}`;

/** The column of a key. */
export const customColumn = <K extends string>(key: K): `${typeof PREFIX}${K}` => `${PREFIX}${key}`;

/** The key that a column is of; undefined for one that is none of the workspace's own. */
export const customOfColumn = (column: string): string | undefined =>
  column.startsWith(PREFIX) ? column.slice(PREFIX.length) : undefined;

/** Whether a text names such a column: by a key as a field may have. */
export const isCustomColumn = (text: string): text is CustomColumn => {
  const key = customOfColumn(text);
  return key !== undefined && key !== '' && key === key.trim() && key.length <= CUSTOM_KEY_CHARS;
};
