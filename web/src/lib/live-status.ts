import type { LiveStatus } from './live-socket.ts';
import { createStore } from './store.ts';

/** How the live socket of this tab fares. Screens poll while it is down. */
export const liveStatus = createStore<LiveStatus>('connecting');
