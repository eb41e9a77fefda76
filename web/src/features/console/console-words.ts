import type { FlagView, TenantRow } from '../../../../src/features/console/contract.ts';
import type { FlagRule } from '../../../../src/lib/flags.ts';
import { count, duration, humanize, number, percent } from '../../lib/format.ts';
import type { Tone } from '../../ui/badge.tsx';

export const BILLING_WORDS: Record<TenantRow['billing'], { word: string; tone: Tone }> = {
  trialing: { word: 'Trial', tone: 'accent' },
  active: { word: 'Active', tone: 'good' },
  past_due: { word: 'Past due', tone: 'warn' },
  unpaid: { word: 'Unpaid', tone: 'bad' },
  canceled: { word: 'Canceled', tone: 'neutral' },
  suspended: { word: 'Suspended', tone: 'bad' },
};

export const GATE_WORDS: Record<TenantRow['gate'], string> = {
  full: 'Everything works',
  limited: 'Reading and exports only',
  locked: 'Own data only',
  closed: 'Nothing works',
};

export const HEALTH_WORDS = {
  well: { word: 'Well', tone: 'good' },
  struggling: { word: 'Struggling', tone: 'warn' },
  failing: { word: 'Failing', tone: 'bad' },
  idle: { word: 'Idle', tone: 'neutral' },
} as const satisfies Record<string, { word: string; tone: Tone }>;

export const SEES_WORDS = {
  on: { word: 'On', tone: 'good' },
  off: { word: 'Off', tone: 'neutral' },
  'some members': { word: 'Some members', tone: 'accent' },
} as const satisfies Record<string, { word: string; tone: Tone }>;

/** How a flag stands before one looks at whom its rules name. */
export function flagStanding({ killed, enabled, rules }: Pick<FlagView, 'killed' | 'enabled' | 'rules'>): {
  word: string;
  tone: Tone;
} {
  if (killed) return { word: 'Killed', tone: 'bad' };
  if (rules.length > 0) return { word: 'By rule', tone: 'accent' };
  return enabled ? { word: 'On', tone: 'good' } : { word: 'Off', tone: 'neutral' };
}

/** A rule in words: `On for plans Pro and Enterprise, 20% of workspaces`. */
export function ruleWords({ on, plans, tenants, members, percent, by }: FlagRule): string {
  const parts: string[] = [];
  if (plans !== undefined) parts.push(plans.length === 0 ? 'no plan' : `plan ${plans.map(humanize).join(' or ')}`);
  if (tenants !== undefined) parts.push(count(tenants.length, 'workspace'));
  if (members !== undefined) parts.push(count(members.length, 'member'));
  if (percent !== undefined) parts.push(`${percent}% of ${by === 'member' ? 'members' : 'workspaces'}`);
  return `${on ? 'On' : 'Off'} for ${parts.length === 0 ? 'everyone' : parts.join(', ')}`;
}

/** `tenant.suspended` → `Tenant suspended` */
export const verbWords = (verb: string): string => humanize(verb.replaceAll('.', '_'));

const shown = (value: unknown): string =>
  typeof value === 'string' ? value : typeof value === 'number' ? number(value) : JSON.stringify(value);

/** What an audit row holds: the reason first, then the rest by name. */
export function detailWords({ reason, ...rest }: Record<string, unknown>): string {
  const others = Object.entries(rest).map(([name, value]) => `${humanize(name)}: ${shown(value)}`);
  return [...(typeof reason === 'string' ? [`“${reason}”`] : []), ...others].join(', ');
}

/** The limits of a plan, each with its figure as it is said. */
const LIMIT_WORDS = {
  prospects: { title: 'People', shown: number },
  members: { title: 'Members', shown: number },
  creditsPerMonth: { title: 'Credits a month', shown: number },
  requestsPerMinute: { title: 'Requests a minute', shown: number },
  exportRows: { title: 'Rows in one export', shown: number },
  jobs: { title: 'Background work at a time', shown: number },
  statementTimeoutMs: { title: 'Time of one query', shown: duration },
} as const satisfies Record<string, { title: string; shown: (value: number) => string }>;
const isLimit = (name: string): name is keyof typeof LIMIT_WORDS => Object.hasOwn(LIMIT_WORDS, name);

/** A limit by its name; one that is not known here is shown as it comes. */
export function limitWords(name: string, value: number): { title: string; figure: string } {
  if (!isLimit(name)) return { title: humanize(name), figure: number(value) };
  const { title, shown: figure } = LIMIT_WORDS[name];
  return { title, figure: figure(value) };
}

/** A share of failures: never told as none where there was one. */
export const failureWords = (calls: number, failed: number): string =>
  failed === 0
    ? 'none failed'
    : `${number(failed)} failed (${failed / calls < 0.01 ? 'under 1%' : percent(failed / calls)})`;
