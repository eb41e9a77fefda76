/** What the address bar holds: plain text, or several values of one name. */
export type RawSearch = Record<string, string | string[]>;

/**
 * `?company=Acme&company=Beta&q=ada` ↔ `{ company: ['Acme', 'Beta'], q: 'ada' }`: the very shape the API's own query
 * has, so that a link from the address bar and a call to the API read the same. Empty values are dropped.
 */
export function parseSearch(text: string): RawSearch {
  const search: RawSearch = {};
  for (const [name, value] of new URLSearchParams(text)) {
    if (value === '') continue;
    const before = search[name];
    search[name] = before === undefined ? value : [before, value].flat();
  }
  return search;
}

/** The inverse of `parseSearch`, with a leading `?` unless nothing is left. */
export function stringifySearch(search: Record<string, unknown>): string {
  const params = new URLSearchParams();
  for (const [name, value] of Object.entries(search)) {
    for (const one of Array.isArray(value) ? value : [value]) {
      if (one !== undefined && one !== null && one !== '') params.append(name, String(one));
    }
  }
  const text = params.toString();
  return text === '' ? '' : `?${text}`;
}

/** One value of a name, the first where there are several. */
export const one = (value: unknown): string | undefined => {
  const first: unknown = Array.isArray(value) ? value[0] : value;
  return typeof first === 'string' && first.trim() !== '' ? first.trim() : undefined;
};

/** All values of a name, each once; undefined where there is none. */
export function many(value: unknown, max: number): string[] | undefined {
  const all = (Array.isArray(value) ? value : [value])
    .filter((item): item is string => typeof item === 'string')
    .map((item) => item.trim())
    .filter((item) => item !== '');
  const unique = [...new Set(all)].slice(0, max);
  return unique.length === 0 ? undefined : unique;
}
