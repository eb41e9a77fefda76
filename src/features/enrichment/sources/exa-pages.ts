import * as z from 'zod';
import { clip } from '../../../lib/clip.ts';
import { companyWords, nameWords, wordsOf } from '../identity/first-look.ts';
import type { Facts, FoundSignal } from './types.ts';
import { dayOf, tidy } from './values.ts';

/** What is quoted of a page. */
export const EXCERPT_CHARS = 400;
/** Longest headline. */
const TITLE_MAX = 200;

export const exaPage = z.object({
  url: z.string(),
  title: z.string().nullish(),
  publishedDate: z.string().nullish(),
  text: z.string().nullish(),
  highlights: z.array(z.string()).nullish(),
  entities: z.array(z.unknown()).nullish(),
});
export type ExaPage = z.infer<typeof exaPage>;

/** The employer in words, where one is known: pages are told apart by it. */
const employerOf = (prospect: Facts): string | null =>
  prospect.company ?? prospect.companyDomain?.replace(/\.[^.]+$/, '') ?? null;

/** `"Jane Doe" "Acme" CFO`: quotes hold name and employer together. */
export const exaQuery = (prospect: Facts): string | null => {
  const employer = employerOf(prospect);
  if (employer === null) return null;
  const quoted = [prospect.name, employer].map((part) => `"${part.replaceAll('"', ' ')}"`).join(' ');
  return prospect.title === null ? quoted : `${quoted} ${prospect.title}`;
};

const holdsInOrder = (text: string[], part: string[]): boolean =>
  part.length > 0 && text.some((_, at) => part.every((word, i) => text[at + i] === word));

/** Whether a page names the person and the employer outright. One of them alone is any namesake, or any colleague. */
export const isAbout = (prospect: Facts, page: ExaPage): boolean => {
  const words = wordsOf([page.title, page.text, ...(page.highlights ?? [])].join(' '));
  const names = nameWords(prospect.name);
  const [given = '', family = ''] = [names[0], names.at(-1)];
  const named = holdsInOrder(words, names) || holdsInOrder(words, [given, family]);
  const employer = companyWords(employerOf(prospect) ?? '');
  return names.length > 1 && named && holdsInOrder(words, employer);
};

/** A few words of a page, as plain text. */
export const excerptOf = (page: ExaPage): string => {
  const text = tidy((page.highlights?.find((one) => one.trim() !== '') ?? page.text ?? '').replace(/[#*_`>]+/g, ' '));
  return text.length <= EXCERPT_CHARS ? text : `${text.slice(0, EXCERPT_CHARS - 1).replace(/\s+\S*$/, '')}…`;
};

/** A dated page as a signal. */
export const newsOf = (page: ExaPage, url: string): FoundSignal => ({
  kind: 'news',
  title: clip(tidy(page.title ?? ''), TITLE_MAX),
  date: dayOf(page.publishedDate),
  amountUsd: null,
  url,
  externalKey: url,
});
