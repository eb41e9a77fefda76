import { useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import type { LiveMessage } from '../../../src/features/live/contract.ts';
import { LiveSocket } from '../lib/live-socket.ts';
import { liveStatus } from '../lib/live-status.ts';
import { applyNews, catchUp } from './live-news.ts';

const TYPES = new Set(['hello', 'job', 'import', 'domain', 'enrichment', 'bulk']);

function messageOf(text: string): LiveMessage | null {
  try {
    const value: unknown = JSON.parse(text);
    const known = typeof value === 'object' && value !== null && 'type' in value && TYPES.has(String(value.type));
    return known ? (value as LiveMessage) : null;
  } catch {
    return null;
  }
}

const address = () => `${location.protocol === 'https:' ? 'wss' : 'ws'}://${location.host}/api/v1/live`;

/** Keeps the live socket while the shell is on the screen. */
export function useLive(): void {
  const queries = useQueryClient();
  useEffect(() => {
    const socket = new LiveSocket({
      connect: () => new WebSocket(address()),
      onStatus: (status) => {
        liveStatus.set(status);
        // A browser does not say why a socket was refused: an ordinary call finds out whether the session ended.
        if (status === 'down') void queries.invalidateQueries({ queryKey: ['me'] });
      },
      onReturn: () => catchUp(queries),
      onMessage: (text) => {
        const message = messageOf(text);
        if (message !== null) applyNews(queries, message);
      },
    });
    const nudge = () => {
      if (document.visibilityState === 'visible') socket.nudge();
    };
    socket.start();
    window.addEventListener('online', nudge);
    document.addEventListener('visibilitychange', nudge);
    return () => {
      window.removeEventListener('online', nudge);
      document.removeEventListener('visibilitychange', nudge);
      socket.stop();
    };
  }, [queries]);
}
