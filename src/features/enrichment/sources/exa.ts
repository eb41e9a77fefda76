import * as z from 'zod';
import { type Called, callProvider, jsonOf } from '../../../platform/fetch-guard.ts';
import { PRICE_MAX } from '../../credits/prices.ts';
import { isEmployer, sameName } from '../identity/first-look.ts';
import { billed, REQUEST_HEADER } from './bill.ts';
import { EXCERPT_CHARS, exaPage, exaQuery, excerptOf, isAbout, newsOf } from './exa-pages.ts';
import { empty, found, lost, noKey, refusedAs, skipped, unreadable } from './outcome.ts';
import type { AskSource, Facts, SourceOutcome } from './types.ts';
import { collect, dayOf, tidy, webUrl } from './values.ts';

/** Pages of one search: Exa's small price reaches to 25, and past the first few they repeat each other. */
const RESULTS = 8;
/** Text read of each page: enough to see whom it is about. */
const TEXT_CHARS = 2_000;
/** Pages that become signals. */
const NEWS_MAX = 5;

const personEntity = z.object({
  type: z.literal('person'),
  properties: z.object({
    name: z.string().nullish(),
    location: z.string().nullish(),
    workHistory: z
      .array(
        z.object({
          title: z.string().nullish(),
          dates: z.object({ to: z.string().nullish() }).nullish(),
          company: z.object({ name: z.string().nullish() }).nullish(),
        }),
      )
      .nullish(),
  }),
});
const searchAnswer = z.object({ results: z.array(z.unknown()) });

/** What the pages of a search say of the prospect. */
export const readExa = (prospect: Facts, body: unknown): SourceOutcome => {
  const parsed = searchAnswer.safeParse(body);
  if (!parsed.success) return unreadable('exa');
  const pages = parsed.data.results.map((one) => exaPage.safeParse(one).data);
  if (pages.length > 0 && pages.every((page) => page === undefined)) return unreadable('exa');
  const about = pages.flatMap((page) => {
    const url = webUrl(page?.url);
    return page && url !== null && isAbout(prospect, page) ? [{ page, url }] : [];
  });
  if (about.length === 0) return empty('No page names this person together with their company.', body);

  const out = collect(null);
  const [best] = about;
  if (best) out.add('bio', excerptOf(best.page), 0.6, best.url);
  for (const { page, url } of about) {
    const entity = page.entities?.map((one) => personEntity.safeParse(one).data).find((one) => one !== undefined);
    if (!entity || !sameName(prospect.name, entity.properties.name ?? '')) continue;
    const job = entity.properties.workHistory?.find(
      (one) => !one.dates?.to && isEmployer(prospect, one.company?.name ?? ''),
    );
    if (job === undefined) continue;
    out.add('title', job.title, 0.7, url);
    out.add('location', entity.properties.location, 0.6, url);
    break;
  }
  const news = about
    .filter(({ page }) => dayOf(page.publishedDate) !== null && tidy(page.title ?? '') !== '')
    .map(({ page, url }) => newsOf(page, url))
    .sort((a, b) => (b.date ?? '').localeCompare(a.date ?? ''))
    .slice(0, NEWS_MAX);
  const [latest] = news;
  if (latest) out.add('news', `${latest.title} (${latest.date})`, 0.6, latest.url);
  return found('exa', PRICE_MAX.exa, { values: out.values, signals: news, answer: body });
};

const readCalled = (prospect: Facts, called: Called): SourceOutcome => {
  if (called.kind === 'fault') return lost('exa', called.fault);
  if (called.answer.status === 200) return readExa(prospect, jsonOf(called.answer));
  return refusedAs('exa', called.answer, Date.now());
};

/** Searches the web for pages about the person (exa.ai/docs/reference/search). */
export const askExa: AskSource = async ({ prospect, settings, until, requestId, gate, store }) => {
  if (!settings.EXA_KEY) return noKey('exa');
  const query = exaQuery(prospect);
  if (query === null) return skipped('Exa needs a company to tell people of one name apart. Add one.');
  const called = await callProvider(
    `${settings.EXA_URL}/search`,
    {
      method: 'POST',
      headers: { 'x-api-key': settings.EXA_KEY, 'content-type': 'application/json', [REQUEST_HEADER]: requestId },
      body: JSON.stringify({
        query,
        type: 'auto',
        numResults: RESULTS,
        contents: { text: { maxCharacters: TEXT_CHARS }, highlights: { maxCharacters: EXCERPT_CHARS } },
      }),
    },
    { paid: true, until, gate, store },
  );
  return billed('exa', called, readCalled(prospect, called));
};
