import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { EncodingSniffer, HEAD_BYTES, PartCheck, type PartCounts, sniffParts } from './sniff.ts';

const utf8 = (text: string) => new TextEncoder().encode(text);
const utf16 = (text: string, little: boolean) => {
  const bytes = new Uint8Array(text.length * 2);
  for (let i = 0; i < text.length; i++) new DataView(bytes.buffer).setUint16(i * 2, text.charCodeAt(i), little);
  return bytes;
};
const join = (...parts: Uint8Array[]) => new Uint8Array(parts.flatMap((part) => [...part]));

function sniff(bytes: Uint8Array, chunk = bytes.length) {
  const sniffer = new EncodingSniffer();
  for (let at = 0; at < bytes.length; at += chunk) sniffer.push(bytes.subarray(at, at + chunk));
  return sniffer.finish();
}

const codePoint = fc.integer({ min: 1, max: 0x10ffff }).filter((c) => c < 0xd800 || c > 0xdfff);
const anyText = fc.array(codePoint, { minLength: 1 }).map((codes) => String.fromCodePoint(...codes));

describe('the encoding of a file', () => {
  it('is told by its byte order mark', () => {
    expect(sniff(join(new Uint8Array([0xef, 0xbb, 0xbf]), utf8('a,b\n')))).toMatchObject({
      encoding: 'utf-8',
      bom: true,
      head: 'a,b\n',
    });
    expect(sniff(join(new Uint8Array([0xff, 0xfe]), utf16('a,é\n', true)))).toMatchObject({
      encoding: 'utf-16le',
      bom: true,
      head: 'a,é\n',
    });
    expect(sniff(join(new Uint8Array([0xfe, 0xff]), utf16('a,é\n', false)))).toMatchObject({
      encoding: 'utf-16be',
      bom: true,
      head: 'a,é\n',
    });
  });

  it('is told by the NUL bytes of UTF-16 without a mark, in Chinese as well', () => {
    const text = 'name,email\n王伟,wang@example.com\n李娜,li@example.com\n';
    expect(sniff(utf16(text, true))).toMatchObject({ encoding: 'utf-16le', bom: false, head: text });
    expect(sniff(utf16(text, false))).toMatchObject({ encoding: 'utf-16be', bom: false, head: text });
  });

  it('is not UTF-16 for a stray NUL', () => {
    expect(sniff(utf8('a,b,c\n\0,2,3\n')).encoding).toBe('utf-8');
  });

  it('is UTF-8 wherever the chunks are cut', () => {
    fc.assert(
      fc.property(anyText, fc.integer({ min: 1, max: 7 }), (text, chunk) => {
        const whole = `name\n${text}`;
        fc.pre(text.trim() !== '');
        expect(sniff(utf8(whole), chunk).encoding).toBe('utf-8');
      }),
    );
  });

  it.each([
    [0xc0, 0xaf],
    [0xe0, 0x80, 0xaf],
    [0xed, 0xa0, 0x80],
    [0xf0, 0x80, 0x80, 0xaf],
    [0xf4, 0x90, 0x80, 0x80],
    [0xf5, 0x80, 0x80, 0x80],
    [0xe4, 0xb8],
    [0x80],
  ])('is not UTF-8 with overlong, surrogate, too high or cut sequences: %j', (...sequence) => {
    expect(sniff(join(utf8('name\n'), new Uint8Array(sequence.flat())), 1).encoding).toBe('windows-1252');
  });

  it('agrees with a strict decoder on any bytes', () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 1, maxLength: 40 }), fc.integer({ min: 1, max: 5 }), (noise, chunk) => {
        const bytes = join(
          utf8('name,note\n'),
          noise.map((byte) => (byte < 0x20 ? byte + 0x20 : byte)),
        );
        let strict = 'utf-8';
        try {
          new TextDecoder('utf-8', { fatal: true, ignoreBOM: false }).decode(bytes);
        } catch {
          strict = 'windows-1252';
        }
        expect(sniff(bytes, chunk).encoding).toBe(strict);
      }),
      { numRuns: 2000 },
    );
  });

  it('is windows-1252 where a byte far behind the head is no UTF-8', () => {
    const bytes = join(utf8(`name\n${'Ana\n'.repeat(HEAD_BYTES / 2)}`), new Uint8Array([0x4d, 0xe9, 0x6c, 0x0a]));
    expect(sniff(bytes, 4096).encoding).toBe('windows-1252');
  });

  it('stays UTF-8 where one sequence among many is broken', () => {
    const bytes = join(utf8('é'.repeat(60)), new Uint8Array([0xe9, 0x20]), utf8('é'));
    expect(sniff(bytes).encoding).toBe('utf-8');
    expect(sniff(join(utf8('é'.repeat(40)), new Uint8Array([0xe9, 0x20]))).encoding).toBe('windows-1252');
  });

  it('counts the bytes and keeps the head only', () => {
    const bytes = utf8('x,y\n'.repeat(HEAD_BYTES));
    expect(sniff(bytes, 1000)).toMatchObject({
      bytes: bytes.length,
      whole: false,
      head: 'x,y\n'.repeat(HEAD_BYTES / 4),
    });
    expect(sniff(utf8('x,y\n'))).toMatchObject({ bytes: 4, whole: true });
  });
});

describe('a body that is no CSV', () => {
  const bytesOf = (...bytes: number[]) => join(new Uint8Array(bytes), utf8('rest'));
  it.each([
    ['nothing', new Uint8Array(0), 'The file is empty'],
    ['blanks only', utf8(' \r\n\t\n'), 'no text'],
    ['a workbook', join(new Uint8Array([0x50, 0x4b, 3, 4]), utf8('....[Content_Types].xml')), 'Excel workbook (.xlsx)'],
    [
      'an OpenDocument sheet',
      join(new Uint8Array([0x50, 0x4b, 3, 4]), utf8('mimetypeapplication/vnd.oasis.opendocument.spreadsheet')),
      'OpenDocument',
    ],
    ['a ZIP', bytesOf(0x50, 0x4b, 3, 4), 'ZIP archive'],
    ['an old workbook', bytesOf(0xd0, 0xcf, 0x11, 0xe0), '.xls'],
    ['a PDF', utf8('%PDF-1.7\n'), 'PDF'],
    ['gzip', bytesOf(0x1f, 0x8b, 8), 'gzip'],
    ['a PNG', bytesOf(0x89, 0x50, 0x4e, 0x47), 'PNG'],
    ['a JPEG', bytesOf(0xff, 0xd8, 0xff, 0xe0), 'JPEG'],
    ['a page', utf8('\n  <!DOCTYPE html><html>'), 'HTML'],
    ['a page in UTF-16', utf16('\uFEFF<html><body>', true), 'HTML'],
    ['XML', utf8('<?xml version="1.0"?><a/>'), 'XML'],
    ['a JSON object', utf8('{ "a": 1 }'), 'JSON'],
    ['a JSON list', utf8('[\n {"a": 1}]'), 'JSON'],
    ['a vCard', utf8('BEGIN:VCARD\nFN:Ana'), 'vCard'],
    ['UTF-32', bytesOf(0xff, 0xfe, 0, 0), 'UTF-32'],
    ['random bytes', new Uint8Array(4000).map((_, i) => (i * 7919 + (i >> 3) * 104729) & 0xff), 'binary'],
  ])('is refused with its name: %s', (_, bytes, reason) => {
    expect(() => sniff(bytes)).toThrow(
      expect.objectContaining({ code: 'invalid_file', message: expect.stringContaining(reason) }),
    );
  });

  it('is refused as soon as the head is there', () => {
    const sniffer = new EncodingSniffer();
    expect(() => sniffer.push(join(utf8('%PDF-1.7'), new Uint8Array(HEAD_BYTES)))).toThrow('PDF');
  });

  it('is not seen in tables that look a little like it', () => {
    for (const text of ['[Name],Email\n', '"{""a"":1}",b\n', 'Name <b>,x\n', 'PK,Name\n1,Ana\n', 'BM,RIFF\n']) {
      expect(sniff(utf8(text)).encoding).toBe('utf-8');
    }
  });
});

describe('a file that comes in parts', () => {
  it('has the encoding that the whole has, wherever it is cut', () => {
    const anyBytes = fc.oneof(
      anyText.map(utf8),
      fc.uint8Array({ minLength: 1 }).map((bytes) => bytes.map((byte) => byte | 0x40)),
      fc.tuple(anyText.map(utf8), fc.uint8Array({ maxLength: 4 })).map((both) => join(...both)),
    );
    const verdict = (told: () => { encoding: string; bytes: number }) => {
      try {
        const { encoding, bytes } = told();
        return { encoding, bytes };
      } catch (error) {
        return String(error);
      }
    };
    fc.assert(
      // Parts are of some megabytes; what matters of that is that no sequence goes through three of them.
      fc.property(anyBytes, fc.integer({ min: 4, max: 40 }), (bytes, size) => {
        const parts: PartCounts[] = [];
        for (let at = 0; at < bytes.length; at += size) {
          const check = new PartCheck();
          const part = bytes.subarray(at, at + size);
          for (let i = 0; i < part.length; i += 3) check.push(part.subarray(i, i + 3));
          parts.push(check.finish());
        }
        expect(verdict(() => sniffParts(bytes, bytes.length, parts))).toEqual(verdict(() => sniff(bytes)));
      }),
      { numRuns: 1_000 },
    );
  });
});
