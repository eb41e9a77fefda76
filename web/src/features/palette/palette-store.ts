import { createStore } from '../../lib/store.ts';

/** Which of the two global dialogs is open. */
export const paletteStore = createStore<'palette' | 'shortcuts' | null>(null);

export const openPalette = () => paletteStore.set('palette');
export const openShortcuts = () => paletteStore.set('shortcuts');
export const closePalette = () => paletteStore.set(null);
