/** An outside address as a link may carry it: http or https only, `https://` where none is named; null otherwise. */
export function safeUrl(text: string): string | null {
  const candidate = /^[a-z][a-z0-9+.-]*:/i.test(text) ? text : `https://${text}`;
  try {
    const url = new URL(candidate);
    return url.protocol === 'https:' || url.protocol === 'http:' ? url.href : null;
  } catch {
    return null;
  }
}

/** `https://www.linkedin.com/in/ada/` → `linkedin.com/in/ada` */
export const shortUrl = (text: string): string => text.replace(/^https?:\/\/(www\.)?/i, '').replace(/\/$/, '');
