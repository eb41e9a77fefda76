import { and, type SQL, sql } from 'drizzle-orm';
import type { Ctx } from '../../ctx.ts';
import { prospectsSearch as s } from '../../db/schema/prospects.ts';
import type { ProspectRow, SearchCounts } from './contract.ts';
import { FOUND } from './facets.ts';
import { type Filters, whereOf, wordsOf } from './filters.ts';
import { type Row, rowColumns, viewRow } from './view.ts';

/** With so many found or more, nothing else was meant. */
const FEW = 3;
/** Rows that are like it, at most. */
const SIMILAR_MAX = 20;
/** Candidates whose likeness is compared: an index gives them in no order. */
const CANDIDATES_MAX = 500;
/** Words and letters of them that are looked at, as many as the function takes: likeness costs by the letter, and a name is short. */
const WORDS_MAX = 4;
/**
 * Of a larger workspace nothing alike is looked for: lists of trigrams that half of all people share are walked whole, which takes
 * a second or more from there on.
 */
const PEOPLE_MAX = 2_000_000;
/** Of a workspace larger than this a sixteenth is asked first: what is often written is found there, in a sixteenth of the time. */
const LARGE = 100_000;
const WORD_CHARS_MAX = 40;
/** Shorter words are like too many. */
const WORD_CHARS_MIN = 4;
/**
 * Share of a word's trigrams that a stretch of the text must hold. One wrong letter takes three away: of the seven of a word of
 * six letters that leaves three or four, of a longer one more.
 */
const LIKENESS = { short: '0.4', long: '0.5' } as const;
const SHORT_CHARS = 6;

/** Different pairs of neighbouring letters or digits: with fewer a word is like whatever has one letter of it. */
const PAIRS_MIN = 3;
const pairsOf = (word: string): number =>
  new Set(Array.from(word.matchAll(/(?=([\p{L}\p{N}]{2}))/gu), ([, pair]) => pair)).size;

/** The words of a search that somebody may have spelt otherwise. */
export const likeWords = (filters: Pick<Filters, 'q'>): string[] =>
  [...new Set(wordsOf(filters.q).map((word) => word.slice(0, WORD_CHARS_MAX).toLowerCase()))]
    .filter((word) => word.length >= WORD_CHARS_MIN && pairsOf(word) >= PAIRS_MIN)
    .slice(0, WORDS_MAX);

/**
 * The statements that look for what is spelt alike, for one batch with the page: they do nothing where the words found
 * enough. Empty where there is no word to be like.
 */
export const similarStatements = (ctx: Ctx, filters: Filters) => {
  const words = likeWords(filters);
  if (words.length === 0) return [];
  const found = whereOf(filters) as SQL;
  const likeness = sql.join(
    words.map((word) => sql`word_similarity(lower(${word}), ${s.searchText})`),
    sql` + `,
  );
  const share = words.some((word) => word.length <= SHORT_CHARS) ? LIKENESS.short : LIKENESS.long;
  const { id } = rowColumns;
  // Of a sixteenth other filters may leave nobody.
  const alone = whereOf({ ...filters, q: undefined }) === undefined;
  return [
    ctx.db.execute(sql`select set_config('pg_trgm.word_similarity_threshold', ${share}, true)`),
    ctx.db
      .select(rowColumns)
      .from(s)
      .where(
        sql`${id} in (
          select a.id from app.spelt_alike_first(array[${sql.join(
            words.map((word) => sql`lower(${word})`),
            sql`, `,
          )}]::text[], ${CANDIDATES_MAX}, ${PEOPLE_MAX}, ${alone ? LARGE : PEOPLE_MAX}) a (id)
           where current_setting(${FOUND})::bigint < ${FEW})
          and ${and(whereOf({ ...filters, q: undefined }), sql`not (${found})`)}`,
      )
      .orderBy(sql`${likeness} desc`, id)
      .limit(SIMILAR_MAX),
  ] as const;
};

/** Steps from one word to another: a letter more, less, another one, or two neighbours in each other's place. */
export const distance = (a: string, b: string): number => {
  const rows: number[][] = [Array.from({ length: b.length + 1 }, (_, j) => j)];
  for (let i = 1; i <= a.length; i += 1) {
    const row = [i];
    for (let j = 1; j <= b.length; j += 1) {
      const same = a[i - 1] === b[j - 1];
      const swapped = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1];
      row[j] = Math.min(
        (rows[i - 1]?.[j] ?? 0) + 1,
        (row[j - 1] ?? 0) + 1,
        (rows[i - 1]?.[j - 1] ?? 0) + (same ? 0 : 1),
        swapped ? (rows[i - 2]?.[j - 2] ?? 0) + 1 : Number.POSITIVE_INFINITY,
      );
    }
    rows.push(row);
  }
  return rows[a.length]?.[b.length] ?? 0;
};

const spoken = ({ name, company, title }: ProspectRow): string[] =>
  [name, company, title].flatMap((text) => text?.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? []);

/**
 * What may have been meant: each word that none of the people has, replaced by the nearest one of theirs, a third of its
 * letters away at most. Null where nothing is nearer.
 */
export const didYouMean = (q: string, people: readonly ProspectRow[]): string | null => {
  const vocabulary = [...new Set(people.flatMap(spoken))];
  let changed = false;
  const meant = wordsOf(q).map((word) => {
    const own = word.toLowerCase();
    if (own.length < WORD_CHARS_MIN || vocabulary.some((other) => other.includes(own))) return word;
    const most = Math.max(1, Math.floor(own.length / 3));
    let best: { word: string; steps: number } | undefined;
    for (const other of vocabulary) {
      if (Math.abs(other.length - own.length) > most) continue;
      const steps = distance(own, other);
      if (steps <= most && (best === undefined || steps < best.steps)) best = { word: other, steps };
    }
    if (best === undefined) return word;
    changed = true;
    return best.word;
  });
  return changed ? meant.join(' ') : null;
};

/** What is spelt alike, of the rows that the last of those statements gave; null where nothing is. */
export const readSimilar = (q: string | undefined, rows: readonly Row[]): SearchCounts['similar'] => {
  if (q === undefined || rows.length === 0) return null;
  const items = rows.map(viewRow);
  return { didYouMean: didYouMean(q, items), items };
};
