import { DurableObject } from 'cloudflare:workers';
import { type HubRpc, SESSION_HEADER } from '../../platform/env.ts';

/** Sockets of one tenant at most: an object is one thread, and each message is written to every socket. */
const SOCKETS_MAX = 1_000;
/** Close code "try again later" (RFC 6455 registry, 1013). */
const TRY_LATER = 1013;
/**
 * A socket is closed after this long, and its client comes back through the strong check: whoever was put out, or whose
 * session ran out, is told nothing for longer.
 */
const SOCKET_MS = 5 * 60_000;
/** Close code "service restart" (RFC 6455 registry, 1012): come back at once. */
const COME_BACK = 1012;
/** Close code "policy violation" (RFC 6455, section 7.4.1): the session that opened the socket is over. */
const SESSION_OVER = 1008;

/** The live sockets of one tenant. It passes news on and keeps nothing: who was away reads again. */
export class Hub extends DurableObject implements HubRpc {
  constructor(state: DurableObjectState, env: object) {
    super(state, env);
    // Answered by the platform without waking the object.
    state.setWebSocketAutoResponse(new WebSocketRequestResponsePair('ping', 'pong'));
  }

  /** Takes a socket. The Worker has already judged who asks. */
  override async fetch(request: Request): Promise<Response> {
    const [client, server] = Object.values(new WebSocketPair());
    if (!client || !server) throw new Error('No socket pair');
    this.ctx.acceptWebSocket(server, [request.headers.get(SESSION_HEADER) ?? '']);
    server.serializeAttachment({ until: Date.now() + SOCKET_MS });
    if (this.ctx.getWebSockets().length > SOCKETS_MAX) server.close(TRY_LATER, 'too many open windows');
    else server.send(JSON.stringify({ type: 'hello' }));
    return new Response(null, { status: 101, webSocket: client });
  }

  async publish(message: string): Promise<void> {
    const now = Date.now();
    for (const socket of this.ctx.getWebSockets()) {
      try {
        if (socket.deserializeAttachment().until < now) socket.close(COME_BACK, 'come back');
        else socket.send(message);
      } catch {
        socket.close(1011, 'not reachable');
      }
    }
  }

  /** Closes the sockets that a session opened. */
  async endSession(sessionId: string): Promise<void> {
    for (const socket of this.ctx.getWebSockets(sessionId)) socket.close(SESSION_OVER, 'signed out');
  }

  /** Clients say nothing but `ping`, which never comes here. */
  override webSocketMessage(): void {}

  override webSocketClose(socket: WebSocket, code: number): void {
    socket.close(code === 1005 || code === 1006 ? 1000 : code);
  }
}
