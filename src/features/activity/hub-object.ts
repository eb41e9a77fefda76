import { DurableObject } from 'cloudflare:workers';
import { sql } from 'drizzle-orm';
import { controlDb } from '../../db/client.ts';
import { type HubRpc, readEnv, SESSION_HEADER, TENANT_HEADER } from '../../platform/env.ts';
import { makeLog } from '../../platform/log.ts';

/** Sockets of one tenant at most: an object is one thread, and each message is written to every socket. */
const SOCKETS_MAX = 1_000;
/** Whoever was put out is told nothing that happens later than this after: no message goes by an older look. */
const LOOK_MS = 5_000;
/** Where no news asks for a look, one is taken this often: a socket that nobody may have any more does not stay open. */
const QUIET_LOOK_MS = 60_000;
/** Close code "try again later" (RFC 6455 registry, 1013). */
const TRY_LATER = 1013;
/** Close code "policy violation" (RFC 6455, section 7.4.1): the session that opened the socket is over. */
const SESSION_OVER = 1008;

type Owner = { tenantId: string; sessionId: string };

/** The live sockets of one tenant. It passes news on and keeps nothing: who was away reads again. */
export class Hub extends DurableObject<object> implements HubRpc {
  #look: { at: number; taken: Promise<void> } | undefined;

  constructor(state: DurableObjectState, env: object) {
    super(state, env);
    // Answered by the platform without waking the object.
    state.setWebSocketAutoResponse(new WebSocketRequestResponsePair('ping', 'pong'));
  }

  /** Takes a socket. The Worker has already judged who asks. */
  override async fetch(request: Request): Promise<Response> {
    const [client, server] = Object.values(new WebSocketPair());
    if (!client || !server) throw new Error('No socket pair');
    const owner: Owner = {
      tenantId: request.headers.get(TENANT_HEADER) ?? '',
      sessionId: request.headers.get(SESSION_HEADER) ?? '',
    };
    this.ctx.acceptWebSocket(server, [owner.sessionId]);
    server.serializeAttachment(owner);
    if (this.ctx.getWebSockets().length > SOCKETS_MAX) server.close(TRY_LATER, 'too many open windows');
    else server.send(JSON.stringify({ type: 'hello' }));
    if ((await this.ctx.storage.getAlarm()) === null) await this.ctx.storage.setAlarm(Date.now() + QUIET_LOOK_MS);
    return new Response(null, { status: 101, webSocket: client });
  }

  async publish(message: string): Promise<void> {
    if (this.ctx.getWebSockets().length === 0) return;
    if (!(await this.#lookAround())) return;
    for (const socket of this.ctx.getWebSockets()) {
      try {
        socket.send(message);
      } catch {
        socket.close(1011, 'not reachable');
      }
    }
  }

  /** Closes the sockets that a session opened. */
  async endSession(sessionId: string): Promise<void> {
    for (const socket of this.ctx.getWebSockets(sessionId)) socket.close(SESSION_OVER, 'signed out');
  }

  override async alarm(): Promise<void> {
    if (this.ctx.getWebSockets().length === 0) return;
    await this.ctx.storage.setAlarm(Date.now() + QUIET_LOOK_MS);
    await this.#lookAround();
  }

  /** Closes the sockets of sessions that are over. False where that could not be asked: then nobody is told anything. */
  async #lookAround(): Promise<boolean> {
    if (!this.#look || Date.now() - this.#look.at > LOOK_MS) this.#look = { at: Date.now(), taken: this.#closeOver() };
    const look = this.#look;
    try {
      await look.taken;
      return true;
    } catch (error) {
      if (this.#look === look) this.#look = undefined;
      makeLog({ object: 'hub' }).warn('sessions not looked at', { error });
      return false;
    }
  }

  async #closeOver(): Promise<void> {
    const sockets = this.ctx.getWebSockets();
    const [first] = sockets;
    if (!first) return;
    const owner = (socket: WebSocket): Owner => socket.deserializeAttachment();
    const asked = [...new Set(sockets.map((s) => owner(s).sessionId))];
    const { rows } = await controlDb(readEnv(this.env).CONTROL_DATABASE_URL).execute<{ id: string }>(sql`
      select app.live_sessions(${owner(first).tenantId},
        array(select jsonb_array_elements_text(${JSON.stringify(asked)}::jsonb))) as id`);
    const live = new Set(rows.map((r) => r.id));
    for (const socket of sockets) {
      if (!live.has(owner(socket).sessionId)) socket.close(SESSION_OVER, 'the session is over');
    }
  }

  /** Clients say nothing but `ping`, which never comes here. */
  override webSocketMessage(): void {}

  override webSocketClose(socket: WebSocket, code: number): void {
    socket.close(code === 1005 || code === 1006 ? 1000 : code);
  }
}
