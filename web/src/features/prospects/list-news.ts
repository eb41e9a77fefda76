import { createStore } from '../../lib/store.ts';

/** Whether people were added or changed since the list on the screen was read. It never moves by itself under a hand. */
export const listNews = createStore(false);
