import type { Ctx } from '../../ctx.ts';
import { Met } from './met.ts';
import {
  changedAfter,
  endsAfter,
  type Form,
  isSteady,
  type Place,
  type Plan,
  pageStatement,
  type Raw,
  rawOf,
  type Span,
} from './page.ts';
import { type Page, render } from './render.ts';

/** A file of which somebody stood in two places at once, because they were changed in between. It is never whole. */
export class Unsteady extends Error {
  override name = 'Unsteady';
}

const readRaw = async (ctx: Ctx, plan: Plan, span: Span, form: Form): Promise<Raw> =>
  rawOf((await pageStatement(ctx, plan, span, form)).rows, form);

/** Its error is for whoever awaits it; one that nobody awaits any more must not bring the Worker down. */
const begun = <T>(promise: Promise<T>): Promise<T> => {
  promise.catch(() => undefined);
  return promise;
};

/** The page of a range again in the careful form: in as many pieces as it takes, as this form is longer. `more`: others follow. */
async function* carefully(ctx: Ctx, plan: Plan, range: Range, { ids, more }: { ids: boolean; more: boolean }) {
  let { after } = range;
  for (let here = true; here; ) {
    const raw = await readRaw(ctx, plan, { ...range, after }, { ids, careful: true });
    const page = render(plan, raw, true);
    if (!page) throw new Error('A page cannot be written.');
    here = page.more && page.place !== undefined;
    after = page.place;
    yield { ...page, more: here || more };
  }
}

/** Pages that are being read at once: while the database makes one, the one before is on its way and is written. */
const AT_ONCE = 3;

type Range = Extract<Span, { asOf: string | null }>;
type Reading = { range: Range; coming: Promise<Raw> };

/** The pages of a range, the first of which is being read. `next` begins another range, and tells whether there is any. */
async function* pagesOfRange(
  ctx: Ctx,
  plan: Plan,
  { range, coming }: Reading,
  { ids, next }: { ids: boolean; next(): boolean },
): AsyncGenerator<Page> {
  let { after } = range;
  let reading = coming;
  for (let here = true; here; ) {
    const raw = await reading;
    const to = raw.place;
    here = raw.more && to !== undefined;
    if (here) reading = begun(readRaw(ctx, plan, { ...range, after: to }, { ids }));
    const more = here || next();
    const page = render(plan, raw);
    if (page) yield { ...page, more };
    else if (to) yield* carefully(ctx, plan, { ...range, after, upTo: to }, { ids, more });
    after = to ?? after;
  }
}

/**
 * The pages after a place, in the order as it was at `asOf`; `first`, where it is here already. What is behind the first page is
 * read range by range, some at once: none waits for the one before it to know where it begins.
 */
export async function* pagesAfter(
  ctx: Ctx,
  plan: Plan,
  { after, asOf, ids, first }: { after: Place | undefined; asOf: string; ids: boolean; first?: Raw },
): AsyncGenerator<Page> {
  const head = first ?? (await readRaw(ctx, plan, { after, asOf }, { ids, first: true }));
  const to = head.place;
  const behind = head.more && to ? begun(rangesAfter(ctx, plan, to, asOf)) : undefined;
  const only = { range: { after, asOf, ...(to && { upTo: to }) }, coming: Promise.resolve({ ...head, more: false }) };
  yield* pagesOfRange(ctx, plan, only, { ids, next: () => behind !== undefined });
  const ranges = (await behind) ?? [];
  const reading: Reading[] = [];
  const next = () => {
    const range = ranges.shift();
    if (range) reading.push({ range, coming: begun(readRaw(ctx, plan, range, { ids })) });
    return reading.length > 0;
  };
  for (let n = 0; n < AT_ONCE; n += 1) next();
  for (let one = reading.shift(); one; one = reading.shift()) yield* pagesOfRange(ctx, plan, one, { ids, next });
}

const rangesAfter = async (ctx: Ctx, plan: Plan, after: Place, asOf: string): Promise<Range[]> => {
  const ends = await endsAfter(ctx, plan, after, asOf);
  return [after, ...ends].map((place, n) => ({ after: place, asOf, ...(ends[n] && { upTo: ends[n] }) }));
};

/**
 * All pages of a file, the first of them given, in the order as it was at `asOf`. Where people may leave their place in it
 * while the file is made, those who were changed meanwhile come last: nobody is left out, and nobody stands there twice.
 */
export async function* pagesOf(ctx: Ctx, plan: Plan, first: Raw, asOf: string): AsyncGenerator<Page> {
  const met = isSteady(plan.sort) ? undefined : new Met();
  for await (const page of pagesAfter(ctx, plan, { after: undefined, asOf, ids: met !== undefined, first })) {
    if (page.ids) met?.add(page.ids);
    yield page;
  }
  if (met) yield* restOf(ctx, plan, asOf, met);
}

/** Those who were changed since and were not met in their place. */
export async function* restOf(ctx: Ctx, plan: Plan, asOf: string, met: Met): AsyncGenerator<Page> {
  if (met.doubled) throw new Unsteady('Somebody stands in the file twice.');
  let after: string | null = null;
  do {
    const changed: string[] = await changedAfter(ctx, plan, asOf, after);
    let left = changed.filter((id) => !met.has(id));
    while (left.length > 0) {
      const page = await pageOfIds(ctx, plan, left);
      if (page.rows + page.left > 0) yield page;
      const last = page.more ? page.place?.id : undefined;
      left = last === undefined ? [] : left.filter((id) => id > last);
    }
    after = changed.at(-1) ?? null;
  } while (after !== null);
}

/** People by their ids, in the order of these. */
const pageOfIds = async (ctx: Ctx, plan: Plan, ids: readonly string[]): Promise<Page> => {
  for (const careful of [false, true]) {
    const page = render(plan, await readRaw(ctx, plan, { ids }, { ids: true, careful }), careful);
    if (page) return page;
  }
  throw new Error('A page cannot be written.');
};
