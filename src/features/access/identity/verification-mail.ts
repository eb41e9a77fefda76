import { escapeHtml } from '../../../platform/mail.ts';

/** The mail that proves an address is its owner's. */
export const verificationMail = (name: string, link: string): { subject: string; text: string; html: string } => ({
  subject: 'Confirm your e-mail address',
  text: `Hello ${name},

confirm your e-mail address to open your Edgewise workspace:

${link}

The link is good for one day. If you did not ask for it, you need not do anything.`,
  html: `<p>Hello ${escapeHtml(name)},</p>
<p>confirm your e-mail address to open your Edgewise workspace:</p>
<p><a href="${escapeHtml(link)}">Confirm the address</a></p>
<p>The link is good for one day. If you did not ask for it, you need not do anything.</p>`,
});
