import { describe, expect, it } from 'vitest';
import { sniffDialect } from './dialect.ts';

const sniff = (text: string, whole = true) => sniffDialect(text, whole);

describe('the delimiter', () => {
  it.each([
    [',', 'name,email\nAna,a@x.com\n'],
    [';', 'name;email;note\nAna;a@x.com;"a, b, c"\n'],
    ['\t', 'name\temail\nAna, Doe\ta@x.com\n'],
    ['|', 'name|email\nAna|a@x.com\n'],
    [';', 'a;b;c\n1,5;2,5;3,5\n4,5;5,5;6,5\n7,5;8,5;9,5\n'],
    [';', '1,5;2,5\n4,5;5,5\n'],
    [';', `a; b; c; d\n${'1,5; 2,5; 3,5; 4,5\n'.repeat(30)}`],
    [',', 'name,emails\nAna,a@x.com;b@x.com\nBob,c@x.com;d@x.com\n'],
    [',', 'email\na@x.com\nb@x.com\n'],
    [';', '"Field1,1,1";Field2;"Field3";Field4\n'],
  ])('is %j', (delimiter, text) => {
    expect(sniff(text).delimiter).toBe(delimiter);
  });

  it('is the one that Excel was told', () => {
    expect(sniff('sep=;\r\nname;a,b\r\nAna;1,2\r\n')).toMatchObject({
      delimiter: ';',
      headerRow: 1,
      firstDataRow: 3,
      header: ['name', 'a,b'],
    });
    expect(sniff('sep=,\nname\nAna\n')).toMatchObject({
      delimiter: ',',
      headerRow: 1,
      header: ['name'],
      records: [['Ana']],
    });
  });
});

describe('the header', () => {
  it('stands below the notes of a LinkedIn export', () => {
    const text =
      'Notes:\r\n"When exporting, ""some"" are missing.\r\nMore here"\r\n\r\nFirst Name,Last Name,URL\r\nAna,Doe,u\r\n';
    expect(sniff(text)).toMatchObject({
      headerRow: 3,
      firstDataRow: 5,
      header: ['First Name', 'Last Name', 'URL'],
      rows: [5],
    });
  });

  it('stands below a title that is padded to the width of the table', () => {
    expect(sniff('"A title",,\nFoo,Bar,Baz\n1,2,3\n')).toMatchObject({ headerRow: 1, header: ['Foo', 'Bar', 'Baz'] });
  });

  it('may have empty names', () => {
    expect(sniff('Email,email, Email ,E-mail,,\na,b,c,d,e,f\n').headerRow).toBe(0);
  });

  it('is missing where the first row holds values', () => {
    expect(sniff('a@x.com\nb@x.com\n')).toMatchObject({
      headerRow: -1,
      firstDataRow: 1,
      header: [],
      records: [['a@x.com'], ['b@x.com']],
    });
    expect(sniff('Ana,https://www.linkedin.com/in/ana\n').headerRow).toBe(-1);
    expect(sniff('1,2,3\n').headerRow).toBe(-1);
    expect(sniff('sep=;\na@x.com;Ana\n')).toMatchObject({ headerRow: -1, firstDataRow: 2 });
  });

  it('counts blank rows above it as rows', () => {
    expect(sniff('\n\nname,email\n\nAna,a@x.com\n')).toMatchObject({ headerRow: 2, firstDataRow: 4, rows: [5] });
  });
});

describe('the start of a long file', () => {
  it('gives complete records only', () => {
    const { records } = sniff('name,note\nAna,"one\ntwo"\nBob,"not yet clo', false);
    expect(records).toEqual([['Ana', 'one\ntwo']]);
  });

  it('is refused where not even the first row ends', () => {
    expect(() => sniff('x'.repeat(70_000), false)).toThrow('does not end within 64 KB');
    expect(() => sniff('a,'.repeat(30_000), false)).toThrow('more than 1000 columns');
  });

  it('names the line end that most lines have', () => {
    expect(sniff('a,b\r\n1,2\r\n3,4\n').newline).toBe('\r\n');
    expect(sniff('a,b\r1,2\r').newline).toBe('\r');
    expect(sniff('a,b\n1,2\n').newline).toBe('\n');
  });
});
