import * as z from 'zod';

/** Rows of one list answer at most: enough for a tall screen, small enough for one quick round trip. */
export const PAGE_LIMIT_MAX = 200;
/** Rows of a list answer where the caller names none. */
export const PAGE_LIMIT_DEFAULT = 50;

/** `limit` and `cursor` of every list. A cursor is opaque; one that cannot be read answers 400 `bad_cursor`. */
export const pageQuery = {
  limit: z.coerce.number().int().min(1).max(PAGE_LIMIT_MAX).default(PAGE_LIMIT_DEFAULT),
  cursor: z.string().max(1000).optional(),
};

/** The shape of every list: `nextCursor` is null on the last page. */
export const pageOf = <T extends z.ZodType>(item: T) =>
  z.object({ items: z.array(item), nextCursor: z.string().nullable() });

/** An id made by the server: UUID version 7. */
export const id = z.uuid();

/** A moment: ISO 8601 in UTC. */
export const instant = z.iso.datetime({ offset: true });
