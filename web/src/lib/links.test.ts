import { describe, expect, it } from 'vitest';
import { safeUrl, shortUrl } from './links.ts';

describe('safeUrl', () => {
  it('lets web addresses through and adds the scheme that people leave out', () => {
    expect(safeUrl('https://example.com/a?b#c')).toBe('https://example.com/a?b#c');
    expect(safeUrl('linkedin.com/in/ada')).toBe('https://linkedin.com/in/ada');
  });

  it.each(['javascript:alert(1)', 'JaVaScRiPt:alert(1)', 'data:text/html,x', 'vbscript:x', 'file:///etc/passwd', ''])(
    'makes no link of %j',
    (text) => {
      expect(safeUrl(text)).toBeNull();
    },
  );
});

describe('shortUrl', () => {
  it('leaves what people read', () => {
    expect(shortUrl('https://www.linkedin.com/in/ada/')).toBe('linkedin.com/in/ada');
  });
});
