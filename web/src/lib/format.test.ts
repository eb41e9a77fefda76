import { describe, expect, it } from 'vitest';
import {
  ago,
  bytes,
  calendarDay,
  count,
  countdown,
  credits,
  duration,
  humanize,
  initials,
  percent,
  total,
  usdShort,
} from './format.ts';

const NOW = Date.parse('2026-06-15T12:00:00Z');
const before = (ms: number) => new Date(NOW - ms).toISOString();
const MINUTE = 60_000;

describe('figures', () => {
  it('says one person and many people', () => {
    expect(total({ value: 1, exact: true })).toBe('1 person');
    expect(total({ value: 1234, exact: true })).toBe('1,234 people');
  });

  it('marks a total that is only a floor', () => {
    expect(total({ value: 240_000, exact: false })).toBe('About 240,000 people');
  });

  it('counts with the right number of the word', () => {
    expect(count(0, 'row')).toBe('0 rows');
    expect(count(1, 'row')).toBe('1 row');
    expect(count(1204, 'row')).toBe('1,204 rows');
  });

  it('shortens dollars', () => {
    expect(usdShort(1_234_567)).toBe('$1.2M');
    expect(usdShort(3_400_000_000)).toBe('$3.4B');
    expect(usdShort(950)).toBe('$950');
  });

  it('shows parts of a credit and never a false plural', () => {
    expect(credits(0.25)).toBe('0.25 credits');
    expect(credits(1)).toBe('1 credit');
    expect(credits(0.1 + 0.2)).toBe('0.3 credits');
  });

  it('rounds a share to whole percent', () => {
    expect(percent(0.876)).toBe('88%');
  });

  it('names bytes in the unit that fits, and never 1,024 of one', () => {
    expect(bytes(1)).toBe('1 byte');
    expect(bytes(1536)).toBe('1.5 KB');
    expect(bytes(1024 * 1024 - 1)).toBe('1 MB');
    expect(bytes(100 * 1024 * 1024)).toBe('100 MB');
  });
});

describe('times', () => {
  it('grows coarser with the length', () => {
    expect(duration(420)).toBe('0.4 s');
    expect(duration(12_400)).toBe('12 s');
    expect(duration(59_700)).toBe('1 min');
    expect(duration(185_000)).toBe('3 min 5 s');
    expect(duration(7_800_000)).toBe('2 h 10 min');
  });

  it('takes a clock that runs behind for no time at all', () => {
    expect(duration(-500)).toBe('0 s');
    expect(ago(before(-5_000), NOW)).toBe('just now');
  });

  it('tells ages up to a month and dates beyond', () => {
    expect(ago(before(59_000), NOW)).toBe('just now');
    expect(ago(before(5 * MINUTE), NOW)).toBe('5 min ago');
    expect(ago(before(119 * MINUTE), NOW)).toBe('1 h ago');
    expect(ago(before(3 * 24 * 60 * MINUTE), NOW)).toBe('3 d ago');
    expect(ago('2026-03-04T12:00:00Z', NOW)).toBe('Mar 4');
    expect(ago('2024-03-04T12:00:00Z', NOW)).toBe('Mar 4, 2024');
  });

  it('keeps a calendar day the same in every time zone', () => {
    expect(calendarDay('2026-01-01')).toBe('Jan 1, 2026');
  });
});

describe('words', () => {
  it('takes the first letters of the first and the last name', () => {
    expect(initials('Ada Augusta King Lovelace')).toBe('AL');
    expect(initials('Plato')).toBe('P');
    expect(initials('  ')).toBe('');
    expect(initials('𝒜da Lovelace')).toBe('𝒜L');
  });

  it('makes words of names in code', () => {
    expect(humanize('insider_buy')).toBe('Insider buy');
    expect(humanize('companyDomain')).toBe('Company domain');
  });
});

describe('countdown', () => {
  it('is seconds, then minutes, then hours, and never less than nothing', () => {
    expect(countdown(45)).toBe('45 s');
    expect(countdown(59.2)).toBe('1:00');
    expect(countdown(185)).toBe('3:05');
    expect(countdown(3729)).toBe('1:02:09');
    expect(countdown(-3)).toBe('0 s');
  });
});
