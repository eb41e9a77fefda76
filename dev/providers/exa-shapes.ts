import * as z from 'zod';
import type { Page } from './exa-pages.ts';
import { shareOf } from './hash.ts';
import { ascii } from './names.ts';
import type { Person } from './person.ts';
import type { Billed } from './types.ts';

/** Published prices in dollars (Exa OpenAPI 1.2.0, `CostDollars`). */
const PRICES = { search: 0.005, searchLarge: 0.025, deep: 0.015, deepLarge: 0.075, page: 0.001 } as const;
/** Up to this many results cost the small price (same schema). */
const SMALL_SEARCH = 25;
/** A highlight is a sentence or two. */
const HIGHLIGHT_CHARACTERS = 200;

const textOption = z.union([z.boolean(), z.looseObject({ maxCharacters: z.int().positive().optional() })]);
const highlightOption = z.union([z.boolean(), z.looseObject({ maxCharacters: z.int().positive().optional() })]);
/** What of a page is wanted; the same names inside `contents` (search) and at the top level (contents). */
export const contentsOptions = z.looseObject({
  text: textOption.optional(),
  highlights: highlightOption.optional(),
  summary: z.union([z.boolean(), z.looseObject({})]).optional(),
});
export type ContentsOptions = z.infer<typeof contentsOptions>;

const month = (date: { year: number; month: number }): string =>
  `${date.year}-${String(date.month).padStart(2, '0')}-01`;

function personEntity(person: Person): Record<string, unknown> {
  return {
    id: `https://exa.ai/library/person/${ascii(person.first)}-${ascii(person.last)}-${person.id.slice(0, 6)}`,
    type: 'person',
    version: 1,
    properties: {
      name: person.name,
      location: `${person.place.city}, ${person.place.state}`,
      workHistory: person.jobs.map((job) => ({
        title: job.title,
        location: job.to === null ? `${person.place.city}, ${person.place.state}` : null,
        dates: { from: month(job.from), to: job.to === null ? null : month(job.to) },
        company: {
          id: job.to === null ? `https://exa.ai/library/company/${person.company.slug}` : null,
          name: job.company,
        },
      })),
    },
  };
}

const wanted = (option: unknown): boolean => option !== undefined && option !== false;
const limit = (option: unknown): number | undefined =>
  z.object({ maxCharacters: z.int() }).safeParse(option).data?.maxCharacters;

/** One result with the contents that were asked for. */
export function resultShape(page: Page, options: ContentsOptions, withScore: boolean): Record<string, unknown> {
  const host = new URL(page.url).hostname;
  const lead = page.text.replace(/\s+/g, ' ').slice(0, limit(options.highlights) ?? HIGHLIGHT_CHARACTERS);
  return {
    id: page.url,
    title: page.title,
    url: page.url,
    publishedDate: page.published,
    author: page.author,
    ...(withScore ? { score: Math.round((0.2 + shareOf(`score|${page.url}`) * 0.6) * 1e6) / 1e6 } : {}),
    image: `https://${host}/preview.png`,
    favicon: `https://${host}/favicon.ico`,
    ...(wanted(options.text) ? { text: page.text.slice(0, limit(options.text)) } : {}),
    ...(wanted(options.highlights) ? { highlights: [lead], highlightScores: [0.41] } : {}),
    ...(wanted(options.summary) ? { summary: page.text.split(/(?<=\.)\s/)[0] ?? page.title } : {}),
    ...(page.person === null ? {} : { entities: [personEntity(page.person)] }),
  };
}

const cents = (dollars: number): number => Math.round(dollars * 1e6) / 1e6;

/** What a call costs: the search (or none) and every sort of content of every page. */
export function costOf(
  search: { deep: boolean; results: number } | null,
  pages: number,
  options: ContentsOptions,
): { costDollars: Record<string, unknown>; billed: Billed } {
  const large = search !== null && search.results > SMALL_SEARCH;
  const neural = search === null || search.deep ? 0 : large ? PRICES.searchLarge : PRICES.search;
  const deep = search === null || !search.deep ? 0 : large ? PRICES.deepLarge : PRICES.deep;
  const price = (option: unknown): number => (wanted(option) ? cents(pages * PRICES.page) : 0);
  const parts = {
    neuralSearch: neural,
    deepSearch: deep,
    contentText: price(options.text),
    contentHighlight: price(options.highlights),
    contentSummary: price(options.summary),
  };
  const contents = cents(parts.contentText + parts.contentHighlight + parts.contentSummary);
  const total = cents(neural + deep + contents);
  return {
    costDollars: {
      total,
      breakDown: [{ search: cents(neural + deep), contents, breakdown: parts }],
      perRequestPrices: {
        neuralSearch_1_25_results: PRICES.search,
        neuralSearch_26_100_results: PRICES.searchLarge,
        neuralSearch_100_plus_results: 1,
        deepSearch_1_25_results: PRICES.deep,
        deepSearch_26_100_results: PRICES.deepLarge,
      },
      perPagePrices: { contentText: PRICES.page, contentHighlight: PRICES.page, contentSummary: PRICES.page },
    },
    billed: { units: total, kind: 'usd', detail: { search: cents(neural + deep), contents } },
  };
}
