import type { Env } from './env.ts';

/** Longest wait for the mail service. */
const SEND_MAX_MS = 10_000;

/** What Resend says of a key that came before with another mail (resend.com/docs/dashboard/emails/idempotency-keys). */
const TAKEN_BEFORE = 'invalid_idempotent_request';

export type Mail = { to: string; subject: string; text: string; html: string; idempotencyKey: string };

/** Line breaks in an address or a subject would forge headers. */
const oneLine = (text: string) => text.replace(/[\r\n\u2028\u2029\0]+/g, ' ').trim();

const ESCAPES: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };
export const escapeHtml = (text: string): string => text.replace(/[&<>"']/g, (c) => ESCAPES[c] ?? c);

/**
 * Sends one mail to one address through Resend (resend.com/docs/api-reference/emails/send-email). The key makes a
 * repeated call send once within a day, also where its words have become others: the first ones stand. Throws where the service does not take it.
 */
export const sendMail = async (env: Env, mail: Mail): Promise<void> => {
  const response = await fetch(`${env.MAIL_URL}/emails`, {
    method: 'POST',
    headers: {
      authorization: `Bearer ${env.MAIL_KEY ?? ''}`,
      'content-type': 'application/json',
      'idempotency-key': mail.idempotencyKey,
    },
    body: JSON.stringify({
      from: env.MAIL_FROM,
      to: [oneLine(mail.to)],
      subject: oneLine(mail.subject),
      text: mail.text,
      html: mail.html,
    }),
    signal: AbortSignal.timeout(SEND_MAX_MS),
  });
  const answer = await response.text();
  if (response.status === 409 && answer.includes(TAKEN_BEFORE)) return;
  if (!response.ok) throw new Error(`The mail service answered ${response.status}: ${answer.slice(0, 200)}`);
};
