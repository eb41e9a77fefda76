import { useSyncExternalStore } from 'react';

/** Below this width one hand holds the screen: cards instead of tables, sheets instead of drawers. */
const PHONE = '(max-width: 767.98px)';

const phone = window.matchMedia(PHONE);

const subscribe = (listener: () => void) => {
  phone.addEventListener('change', listener);
  return () => phone.removeEventListener('change', listener);
};

export const useIsPhone = (): boolean => useSyncExternalStore(subscribe, () => phone.matches);
