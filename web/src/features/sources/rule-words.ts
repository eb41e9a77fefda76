import type { Precedence, PrecedenceRule } from '../../../../src/features/enrichment/contract.ts';
import type { Source } from '../../../../src/features/prospects/contract.ts';
import { count } from '../../lib/format.ts';
import { SOURCE_LABELS } from '../prospects/labels.ts';

/** Fields that sources fill, in the order in which people read them. */
export const RULE_FIELDS = [
  'email',
  'personalEmail',
  'phone',
  'title',
  'seniority',
  'department',
  'company',
  'companyDomain',
  'industry',
  'linkedinUrl',
  'city',
  'region',
  'country',
] as const;

const names = (sources: readonly Source[]): string => sources.map((source) => SOURCE_LABELS[source]).join(', then ');

/** A rule in a sentence or three. */
export function ruleWords({ order, never, overVerified, days }: Omit<PrecedenceRule, 'field'>): string {
  const parts: string[] = [];
  if (order.length > 0) {
    parts.push(`${names(order)}${overVerified ? ', even over a checked value' : ''}.`);
  }
  if (never.length > 0) parts.push(`Never ${never.map((source) => SOURCE_LABELS[source]).join(' or ')}.`);
  if (days !== null) parts.push(`Good for ${count(days, 'day')}.`);
  return parts.length === 0 ? 'Says nothing: the usual order holds.' : parts.join(' ');
}

/** The rules with one put in the place of the field's old one, or added. */
export const withRule = ({ rules }: Precedence, rule: PrecedenceRule): Precedence => ({
  rules: rules.some(({ field }) => field === rule.field)
    ? rules.map((one) => (one.field === rule.field ? rule : one))
    : [...rules, rule],
});

export const withoutRule = ({ rules }: Precedence, field: string): Precedence => ({
  rules: rules.filter((one) => one.field !== field),
});
