import { type Identity, identify } from './person.ts';
import { isTitleWord } from './titles.ts';

/** A name is at most this many words long when nothing marks its end. */
const MAX_NAME_WORDS = 3;

/** Title and company out of what stands next to a name: `"CFO at Acme"`, `"Acme Robotics"`, `", CFO, Acme"`. */
function context(rest: string): { title?: string; company?: string } {
  const parts = rest
    .split(/\s+(?:at|of|from|with)\s+|[,;|()@]|\s[-–—]\s/i)
    .map((part) => part.replace(/\b(linkedin|profile|biography|bio|who is|news|about)\b/gi, ' ').trim())
    .filter((part) => part !== '');
  let title: string | undefined;
  let company: string | undefined;
  for (const part of parts) {
    const tokens = part.split(/\s+/);
    const end = tokens.findIndex((token) => !isTitleWord(token));
    const [ranks, others] = end === -1 ? [tokens, []] : [tokens.slice(0, end), tokens.slice(end)];
    if (ranks.length > 0 && title === undefined) {
      // "VP Sales at Acme": what follows a rank inside one part belongs to the title, unless it is all there is.
      const whole = parts.length > 1 ? tokens : ranks;
      title = whole.join(' ');
      if (whole === tokens) continue;
    }
    if (others.length > 0 && company === undefined) company = others.join(' ');
  }
  return { ...(title === undefined ? {} : { title }), ...(company === undefined ? {} : { company }) };
}

/**
 * The person a search text is about, or null when it names none. Understood: quoted parts (`"Jane Doe" "Acme"`), a
 * profile address, and plain text that begins with a capitalised name.
 */
export function personInQuery(text: string): Identity | null {
  const profile = /https?:\/\/\S*linkedin\.com\/(?:in|pub)\/\S+/i.exec(text)?.[0];
  if (profile !== undefined) return identify({ linkedinUrl: profile });
  const quoted = [...text.matchAll(/"([^"]+)"/g)].map((match) => match[1] ?? '');
  if (quoted[0] !== undefined) {
    const rest = context(text.replace(/"[^"]*"/g, ','));
    const company = quoted[1] ?? rest.company;
    return identify({ name: quoted[0], company, title: rest.title });
  }
  const tokens = text.trim().split(/\s+/);
  let end = 0;
  while (end < tokens.length && end < MAX_NAME_WORDS) {
    const token = tokens[end] ?? '';
    const bare = token.replace(/[,;]$/, '');
    if (!/^\p{Lu}/u.test(bare) || isTitleWord(bare)) break;
    // Two words are a name; a third one only when it is followed by a mark or the word before is an initial.
    if (end === 2 && !/[,;]$/.test(token) && !/^\p{Lu}\.?$/u.test(tokens[1] ?? '')) break;
    end += 1;
    if (bare !== token) break;
  }
  if (end < 2) return null;
  const name = tokens.slice(0, end).join(' ').replace(/[,;]$/, '');
  return identify({ name, ...context(tokens.slice(end).join(' ')) });
}
