import type { Ctx } from '../../ctx.ts';
import { bytesOf, Met } from './met.ts';
import { changedAfter, isSteady, type Page, type Plan, pageAfter, pageOfIds } from './page.ts';

/** A file of which somebody stood in two places at once, because they were changed in between. It is never whole. */
export class Unsteady extends Error {
  override name = 'Unsteady';
}

/**
 * All pages of a file, the first of them given, in the order as it was at `asOf`. Where people may leave their place in it
 * while the file is made, those who were changed meanwhile come last: nobody is left out, and nobody stands there twice.
 */
export async function* pagesOf(ctx: Ctx, plan: Plan, first: Page, asOf: string): AsyncGenerator<Page> {
  const met = isSteady(plan.sort) ? undefined : new Met();
  const nextOf = ({ more, key, id }: Page) =>
    more && key !== null && id !== null ? pageAfter(ctx, plan, { key, id }, asOf, met !== undefined) : undefined;
  let page: Page | undefined = first;
  while (page) {
    if (page.ids) met?.add(bytesOf(page.ids));
    // The next page is read while this one goes out.
    const coming: Promise<Page | undefined> | undefined = nextOf(page)?.then(({ rows }) => rows[0]);
    // Whoever awaits it sees its error; one that nobody awaits any more must not bring the Worker down.
    coming?.catch(() => undefined);
    yield page;
    page = await coming;
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
      const page: Page | undefined = (await pageOfIds(ctx, plan, left, true)).rows[0];
      if (page && page.rows + page.left > 0) yield page;
      const last = page?.more ? page.id : null;
      left = last === null ? [] : left.filter((id) => id > last);
    }
    after = changed.at(-1) ?? null;
  } while (after !== null);
}
