/** What a person reads when the stack is ready. Programs read the `demo` lines: `demo HOST EMAIL PASSWORD ROLE`. */
import type { DemoAccount } from './parts.ts';

export interface BannerInput {
  readonly port: number;
  readonly accounts: readonly DemoAccount[];
  readonly neon: { readonly port: number };
  readonly providers: { readonly url: string };
  readonly mail: { readonly url: string };
}

export function banner({ port, accounts, neon, providers, mail }: BannerInput): string {
  const root = `localhost:${port}`;
  const hosts = [...new Set(accounts.map(({ host }) => host))].filter((host) => host !== root);
  const lines = [
    '',
    'Edgewise is ready. Ctrl-C stops it; what you did stays until npm run reset.',
    '',
    `  http://${root} (sign up; /console for its operator)`,
    ...hosts.map((host) => `  http://${host}`),
    '',
    ...accounts.map(({ host, email, password, role }) => `demo ${host} ${email} ${password} ${role}`),
    ...(accounts.length > 0 ? [''] : []),
    'Try: sign in, import a CSV, search, open a profile and watch its sources answer, export.',
    `API: http://${hosts[0] ?? root}/docs`,
    'Mails are printed here as they are sent.',
    `DNS for custom domains is scripted: ${providers.url}/_control/dns/zones`,
    `Behind it: database trips http://127.0.0.1:${neon.port}/_trips, providers ${providers.url}, mails ${mail.url}/_mails`,
    '',
  ];
  return lines.join('\n');
}
