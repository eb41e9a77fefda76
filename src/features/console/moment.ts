import * as z from 'zod';

/** A moment as the database writes it into JSON, with an offset, made one in UTC. */
export const moment = z.iso.datetime({ offset: true }).transform((text) => new Date(text).toISOString());
