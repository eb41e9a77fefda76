/** `Title`, `Title and Phone`, `Title, Phone and 3 more` */
export function listWords(names: readonly string[], most = 3): string {
  const shown = names.length > most + 1 ? names.slice(0, most) : [...names];
  const left = names.length - shown.length;
  if (left > 0) return `${shown.join(', ')} and ${left} more`;
  const last = shown.pop();
  return shown.length === 0 ? (last ?? '') : `${shown.join(', ')} and ${last}`;
}
