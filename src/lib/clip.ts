/** The first `max` UTF-16 units of a text at most, without half a character at the end: JSON and the database take none. */
export const clip = (text: string, max: number): string =>
  text.length <= max ? text : text.slice(0, /[\ud800-\udbff]/.test(text.charAt(max - 1)) ? max - 1 : max);
