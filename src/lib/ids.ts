import { v7 } from 'uuid';

/** A new id, in order of time (RFC 9562, version 7). */
export const newId = (): string => v7();
