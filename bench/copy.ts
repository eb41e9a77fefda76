/** COPY from and to the server over a connection of node-postgres, which leaves the messages to whoever wants them. */
import type pg from 'pg';
import type { Connection, Submittable } from 'pg';

/** How much is sent at once: the socket takes it in one go, and the client's memory stays small. */
const CHUNK_BYTES = 1024 * 1024;

interface CopyConnection extends Connection {
  sendCopyFromChunk(chunk: Buffer): void;
  endCopyFrom(): void;
}

class Copy implements Submittable {
  readonly done: Promise<number>;
  readonly #text: string;
  readonly #input: Buffer | undefined;
  readonly #take: (chunk: Buffer) => void;
  #bytes = 0;
  #settle: { resolve(bytes: number): void; reject(error: unknown): void } | undefined;

  constructor(text: string, input: Buffer | undefined, take: (chunk: Buffer) => void) {
    this.#text = text;
    this.#input = input;
    this.#take = take;
    this.done = new Promise((resolve, reject) => {
      this.#settle = { resolve, reject };
    });
  }

  submit(connection: Connection): void {
    connection.query(this.#text);
  }

  handleCopyInResponse(connection: CopyConnection): void {
    const input = this.#input ?? Buffer.alloc(0);
    for (let at = 0; at < input.length; at += CHUNK_BYTES) {
      connection.sendCopyFromChunk(input.subarray(at, at + CHUNK_BYTES));
    }
    this.#bytes = input.length;
    connection.endCopyFrom();
  }

  handleCopyData({ chunk }: { chunk: Buffer }): void {
    this.#bytes += chunk.length;
    this.#take(chunk);
  }

  handleCommandComplete(): void {}
  handleRowDescription(): void {}
  handleDataRow(): void {}
  handleEmptyQuery(): void {}
  handlePortalSuspended(): void {}

  handleReadyForQuery(): void {
    this.#settle?.resolve(this.#bytes);
  }

  handleError(error: unknown): void {
    this.#settle?.reject(error);
  }
}

/** Runs `copy … to stdout`, and gives each row to `take` if told. @returns the bytes */
export function copyOut(client: pg.Client, text: string, take: (chunk: Buffer) => void = () => {}): Promise<number> {
  return client.query(new Copy(text, undefined, take)).done;
}

/** Runs `copy … from stdin` with this input. @returns the bytes */
export function copyIn(client: pg.Client, text: string, input: Buffer): Promise<number> {
  return client.query(new Copy(text, input, () => {})).done;
}
