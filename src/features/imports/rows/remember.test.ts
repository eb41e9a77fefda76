import { describe, expect, it } from 'vitest';
import type { ImportPreview } from '../contract.ts';
import { asRemembered, headerKeys, memoryOf, nearest, rulesRemembered } from './remember.ts';

const column = (name: string, target: ImportPreview['columns'][number]['target']) => ({
  name,
  target,
  samples: [],
  confidence: 0.5,
});
const HEADER = ['Full Name', 'E-Mail', 'Firm', 'Spare', 'Phone'];
const MAPPING = { 'Full Name': 'name', 'E-Mail': 'email', Firm: 'company', Spare: 'notes', Phone: 'skip' } as const;
const memory = memoryOf(HEADER, MAPPING, { Spare: ['collapse_spaces'] });

describe('a remembered mapping', () => {
  it('fits the same header in any order and writing, and one with a column more, but no other', () => {
    expect(nearest(headerKeys(['firm', 'e mail', 'PHONE', 'spare', 'Full name']), [memory])).toBe(memory);
    expect(nearest(headerKeys([...HEADER, 'New']), [memory])).toBe(memory);
    expect(nearest(headerKeys(['Full Name', 'E-Mail', 'Other', 'Things', 'Here']), [memory])).toBeUndefined();
  });

  it('is preferred where it fits better', () => {
    const wider = memoryOf([...HEADER, 'New'], MAPPING, {});
    expect(nearest(headerKeys([...HEADER, 'New']), [memory, wider])).toBe(wider);
    expect(nearest(headerKeys(HEADER), [memory, wider])).toBe(memory);
  });

  it('gives its targets, and a field to one column only', () => {
    const columns = [column('Full Name', 'custom'), column('E-mail', 'email'), column('Spare', 'custom')];
    const more = [...columns, column('Mail 2', 'email'), column('City', 'city'), column('full name', 'name')];
    expect(asRemembered(more, memory).map(({ target }) => target)).toEqual([
      'name',
      'email',
      'notes',
      'custom',
      'city',
      'custom',
    ]);
    expect(rulesRemembered(['Spare', 'City'], memory)).toEqual({ Spare: ['collapse_spaces'] });
  });
});
