/**
 * Where the local stack's mails go: it answers as Resend does (https://resend.com/docs/api-reference/emails/send-email),
 * prints what a person needs of each mail, and keeps them all.
 */
import { createHash, randomUUID } from 'node:crypto';
import { appendFileSync, existsSync, mkdirSync, readFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { dirname } from 'node:path';
import * as z from 'zod';

/** Resend's own limit for a mail with all that is attached to it. */
const MAX_BYTES = 40 * 1024 * 1024;
/** Resend's own limit for the key. */
const MAX_KEY = 256;
/** What the list gives at most: more mails than a test sends. */
const MAX_LISTED = 1_000;

const Addresses = z.union([z.string().min(1), z.array(z.string().min(1)).min(1).max(50)]);
const Send = z
  .object({
    from: z.string().min(1),
    to: Addresses,
    subject: z.string().min(1),
    text: z.string().optional(),
    html: z.string().optional(),
  })
  .refine(({ text, html }) => text !== undefined || html !== undefined, 'Missing `html` or `text` field.');

const Fault = z.object({ to: z.string(), times: z.int().min(0) });
const Mail = z.object({
  id: z.string(),
  at: z.string(),
  from: z.string(),
  to: z.array(z.string()),
  subject: z.string(),
  text: z.string(),
  html: z.string(),
});
export type Mail = z.infer<typeof Mail>;

export interface MailServerOptions {
  /** 0, the default, lets the system choose. */
  readonly port?: number;
  /** JSON-lines file that keeps the mails over a restart. */
  readonly file?: string;
  /** Gets one line for each mail: to whom, the subject, the first link. */
  readonly print?: (line: string) => void;
}

export interface MailServer {
  readonly port: number;
  readonly url: string;
  /** The mails to an address, or all, the oldest first. */
  mails(to?: string): readonly Mail[];
  stop(): Promise<void>;
}

interface Sent {
  readonly id: string;
  readonly digest: string;
}

/**
 * Starts the sink on loopback: `POST /emails`, and for tests `GET /_mails?to=` and `POST /_faults` (the next so many mails to an
 * address are refused as by a service that is down). Fails when the port is taken.
 */
export async function startMailServer({ port = 0, file, print }: MailServerOptions = {}): Promise<MailServer> {
  const mails = file ? readMails(file) : [];
  const sent = new Map<string, Sent>();
  if (file) mkdirSync(dirname(file), { recursive: true });

  const mailsTo = (to?: string) =>
    mails.filter((mail) => to === undefined || mail.to.some((address) => addressOf(address) === to.toLowerCase()));

  /** Mails that are still to be refused, by the address they go to. */
  const faults = new Map<string, number>();
  const isRefused = (to: string): boolean => {
    const left = faults.get(to) ?? 0;
    faults.set(to, Math.max(0, left - 1));
    return left > 0;
  };

  const accept = (request: IncomingMessage, body: string, response: ServerResponse) => {
    if (!/^Bearer \S+$/.test(request.headers.authorization ?? '')) {
      return refuse(response, 401, 'missing_api_key', 'Missing API Key');
    }
    const key = String(request.headers['idempotency-key'] ?? '');
    if (key.length > MAX_KEY) {
      return refuse(response, 400, 'invalid_idempotency_key', 'The key must be between 1-256 chars.');
    }
    const parsed = Send.safeParse(jsonOf(body));
    if (!parsed.success) return refuse(response, 422, 'validation_error', z.prettifyError(parsed.error));
    const digest = createHash('sha256').update(body).digest('hex');
    const before = key === '' ? undefined : sent.get(key);
    if (before && before.digest !== digest) {
      const message = 'Same idempotency key used with a different request payload.';
      return refuse(response, 409, 'invalid_idempotent_request', message);
    }
    if (before) return answer(response, 200, { id: before.id });
    const { from, to, subject, text = '', html = '' } = parsed.data;
    if ([to].flat().some((address) => isRefused(addressOf(address)))) {
      return refuse(response, 500, 'internal_server_error', 'An unexpected error occurred.');
    }
    const mail = { id: randomUUID(), at: new Date().toISOString(), from, to: [to].flat(), subject, text, html };
    mails.push(mail);
    if (key !== '') sent.set(key, { id: mail.id, digest });
    if (file) appendFileSync(file, `${JSON.stringify(mail)}\n`, { mode: 0o600 });
    print?.(summary(mail));
    return answer(response, 200, { id: mail.id });
  };

  const server = createServer(async (request, response) => {
    const body = await readBody(request);
    const url = new URL(request.url ?? '/', 'http://localhost');
    const route = `${request.method} ${url.pathname}`;
    if (body === undefined) refuse(response, 413, 'validation_error', 'The mail is too large.');
    else if (route === 'POST /emails') accept(request, body, response);
    else if (route === 'POST /_faults') {
      const fault = Fault.safeParse(jsonOf(body));
      if (!fault.success) return refuse(response, 422, 'validation_error', z.prettifyError(fault.error));
      faults.set(fault.data.to.toLowerCase(), fault.data.times);
      answer(response, 200, fault.data);
    } else if (route === 'GET /_mails') {
      answer(response, 200, { mails: mailsTo(url.searchParams.get('to') ?? undefined).slice(-MAX_LISTED) });
    } else refuse(response, 404, 'not_found', 'The requested endpoint does not exist.');
  });
  await new Promise<void>((resolve, reject) => server.once('error', reject).listen(port, '127.0.0.1', resolve));
  const address = server.address();
  const bound = address !== null && typeof address === 'object' ? address.port : port;
  return {
    port: bound,
    url: `http://127.0.0.1:${bound}`,
    mails: mailsTo,
    async stop() {
      const closed = new Promise((resolve) => server.close(resolve));
      server.closeAllConnections();
      await closed;
    },
  };
}

/** What a person needs of a mail, on one line: control characters of its sender must not reach the terminal. */
export function summary({ to, subject, text, html }: Mail): string {
  const link = /https?:\/\/[^\s"'<>)]+/.exec(text || html.replaceAll('&amp;', '&'))?.[0];
  const line = `to ${to.join(', ')}: ${subject}${link ? ` ${link}` : ''}`;
  return line.replace(/\p{Cc}/gu, ' ');
}

/** The address in `Name <address>`, in lower case. */
function addressOf(text: string): string {
  return (/<([^<>]+)>\s*$/.exec(text)?.[1] ?? text).trim().toLowerCase();
}

/** A line that a kill cut short is passed over. */
function readMails(file: string): Mail[] {
  if (!existsSync(file)) return [];
  const lines = readFileSync(file, 'utf8').split('\n');
  return lines.flatMap((line) => {
    const mail = Mail.safeParse(jsonOf(line));
    return mail.success ? [mail.data] : [];
  });
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** The body, or undefined when it is too large. */
async function readBody(request: IncomingMessage): Promise<string | undefined> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size <= MAX_BYTES) chunks.push(chunk);
  }
  return size > MAX_BYTES ? undefined : Buffer.concat(chunks).toString('utf8');
}

function refuse(response: ServerResponse, statusCode: number, name: string, message: string): void {
  answer(response, statusCode, { statusCode, name, message });
}

function answer(response: ServerResponse, status: number, value: unknown): void {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(value));
}
