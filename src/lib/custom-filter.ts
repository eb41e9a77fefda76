/**
 * How a field of the workspace's own can be asked for. `is` takes the whole text or a choice, without regard to case, and given several
 * times for one field any of them; `contains` a part of a text; `min` and `max` a number, `from` and `to` a day, all counted in; `yes` and
 * `no` need no value; `known` is there with any value, one that does not fit its field among them, and `unknown` is not there.
 */
export const CUSTOM_OPS = ['is', 'contains', 'min', 'max', 'from', 'to', 'yes', 'no', 'known', 'unknown'] as const;
export type CustomOp = (typeof CUSTOM_OPS)[number];
/** `key` is the field's; `value` is empty where `op` needs none. */
export type CustomFilter = { op: CustomOp; key: string; value: string };

const TEXTS = ['text', 'url'];
const ALL = [...TEXTS, 'number', 'date', 'boolean', 'choice', 'choices'];
/** The types of fields that each way to ask is for. */
export const CUSTOM_OP_TYPES: Readonly<Record<CustomOp, readonly string[]>> = {
  is: [...TEXTS, 'choice', 'choices'],
  contains: TEXTS,
  min: ['number'],
  max: ['number'],
  from: ['date'],
  to: ['date'],
  yes: ['boolean'],
  no: ['boolean'],
  known: ALL,
  unknown: ALL,
};

/** Letters of one filter at most: a key of a hundred, escaped, and a value. */
export const CUSTOM_FILTER_CHARS = 520;

const NUMBER = /^[-+]?\d{1,20}(\.\d{1,10})?$/;
const DAY = /^(?!0000)\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/;
const TEXT = /\S/;
const VALUES: Partial<Record<CustomOp, RegExp>> = {
  is: TEXT,
  contains: TEXT,
  min: NUMBER,
  max: NUMBER,
  from: DAY,
  to: DAY,
};
const SHAPE = /^(\w+):([^:]{1,300})(?::(.{1,200}))?$/s;

/** `op:key:value` as its parts, where `:` and `%` of a key stand as `%3A` and `%25`; undefined where it is none. */
export const readCustomFilter = (text: string): CustomFilter | undefined => {
  const [, op, key = '', value = ''] = SHAPE.exec(text) ?? [];
  const known = CUSTOM_OPS.find((one) => one === op);
  if (known === undefined || text.length > CUSTOM_FILTER_CHARS) return undefined;
  const said = value.trim();
  if (!(VALUES[known]?.test(said) ?? said === '')) return undefined;
  return { op: known, key: key.replaceAll('%3A', ':').replaceAll('%25', '%'), value: said };
};

/** The same as text. */
export const writeCustomFilter = ({ op, key, value }: CustomFilter): string =>
  `${op}:${key.replaceAll('%', '%25').replaceAll(':', '%3A')}${value === '' ? '' : `:${value}`}`;
