import { createContext } from 'react';
import type { Filters } from './filters.ts';

/** The search that a person's link leads on with, where it is not the one in the address. */
export const PersonSearch = createContext<Filters | null>(null);
