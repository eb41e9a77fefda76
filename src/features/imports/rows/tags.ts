import { MAX_TAG_CHARS, MAX_TAGS } from './field-limits.ts';
import { splitGoogle, trimEnds } from './text.ts';

export type ReadTags = { ok: true; tags: string[] } | { ok: false; reason: string };

/**
 * A tag without what a cell loses at its ends, Google's star before the main one included: an export has the first tag at
 * the start of a cell, wherever it stood before.
 */
function bareTag(piece: string): string {
  const bare = trimEnds(piece.replace(/^\s*\*\s+/, ''));
  return bare === piece ? piece : bareTag(bare);
}

/** Tags of a cell, split at `,` `;` `|` and line ends, each once (without regard to case, the first spelling stays). */
export function readTags(cell: string): ReadTags {
  const tags = new Map<string, string>();
  for (const part of splitGoogle(cell)) {
    for (const piece of part.split(/[,;|\r\n]/)) {
      const tag = bareTag(piece);
      if (tag === '') continue;
      if (tag.length > MAX_TAG_CHARS) return { ok: false, reason: `A tag has at most ${MAX_TAG_CHARS} characters` };
      const key = tag.toLowerCase();
      if (!tags.has(key)) tags.set(key, tag);
    }
  }
  if (tags.size > MAX_TAGS) return { ok: false, reason: `A prospect has at most ${MAX_TAGS} tags` };
  return { ok: true, tags: [...tags.values()] };
}
