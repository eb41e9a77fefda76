import { describe, expect, it } from 'vitest';
import { EXPORT_COLUMNS } from '../../exports/contract.ts';
import { mappingIssues } from './check-mapping.ts';
import { mappingOf, proposeMapping } from './propose.ts';

const propose = (columns: Record<string, string[]>, complete = true) =>
  mappingOf(
    proposeMapping(
      Object.entries(columns).map(([name, cells]) => ({ name, cells })),
      complete,
    ),
  );
const names = (...columns: string[]) => propose(Object.fromEntries(columns.map((name) => [name, ['x y']])));

describe('the mapping proposed', () => {
  it('takes our own export back completely, with values and without', () => {
    const whole = Object.fromEntries(EXPORT_COLUMNS);
    expect(propose(Object.fromEntries(EXPORT_COLUMNS.map(([name]) => [name, []])))).toEqual(whole);
    const values: Record<string, string[]> = {
      Email: ['a@x.com'],
      'LinkedIn URL': ['https://www.linkedin.com/in/ana'],
      'Company Domain': ['acme.com'],
      Country: ['Germany'],
      'Net Worth (USD)': ['12'],
      Phone: ["'+1 555"],
    };
    expect(propose(Object.fromEntries(EXPORT_COLUMNS.map(([name]) => [name, values[name] ?? ['x y']])))).toEqual(whole);
  });

  it('takes custom columns of our own export for what they are, and what we know of a person for nothing', () => {
    const columns = ['Name', 'Custom: Title', 'Custom: Email', 'Email: source', 'Email: confidence', 'Edgewise: added'];
    expect(propose(Object.fromEntries(columns.map((name) => [name, ['a@x.com']])))).toEqual({
      Name: 'name',
      'Custom: Title': 'custom',
      'Custom: Email': 'custom',
      'Email: source': 'skip',
      'Email: confidence': 'skip',
      'Edgewise: added': 'skip',
    });
  });

  it('gives each field to one column, the better one', () => {
    expect(propose({ 'E-mail 1 - Value': ['a@x.com'], 'E-mail 2 - Value': ['b@x.com'] })).toEqual({
      'E-mail 1 - Value': 'email',
      'E-mail 2 - Value': 'custom',
    });
    expect(propose({ 'Personal Email': ['a@x.com'], 'Work Email': ['b@x.com'] })).toEqual({
      'Personal Email': 'custom',
      'Work Email': 'email',
    });
    expect(propose({ Email: [''], 'Secondary Email': ['b@x.com'] })).toMatchObject({ 'Secondary Email': 'email' });
    expect(propose({ Title: ['Mr.', 'Dr.'], Position: ['CEO', 'CFO'] })).toEqual({
      Title: 'custom',
      Position: 'title',
    });
  });

  it.each([
    ['German', names('Vorname', 'Nachname', 'Firma', 'Ort', 'Land', 'Branche', 'Notizen')],
    ['French', names('Prénom', 'Nom', 'Entreprise', 'Ville', 'Pays', 'Secteur d’activité', 'Remarques')],
    ['Spanish', names('Nombre', 'Apellidos', 'Empresa', 'Ciudad', 'País', 'Sector', 'Notas')],
    ['Italian', names('Nome', 'Cognome', 'Azienda', 'Città', 'Paese', 'Settore', 'Note')],
    ['Portuguese', names('Nome', 'Sobrenome', 'Empresa', 'Cidade', 'País', 'Setor', 'Notas')],
    ['Dutch', names('Voornaam', 'Achternaam', 'Bedrijf', 'Plaats', 'Land', 'Sector', 'Opmerkingen')],
  ])('knows the commonest names in %s', (_, mapping) => {
    expect(Object.values(mapping)).toEqual([
      'firstName',
      'lastName',
      'company',
      'city',
      'country',
      'industry',
      'notes',
    ]);
  });

  it('goes by values where names tell nothing', () => {
    expect(
      propose({
        'Column 1': ['Ana Doe', 'Bob Roe', 'Cy Poe'],
        'Column 2': ['a@x.com', 'b@x.com', ''],
        URL: ['https://www.linkedin.com/in/a', 'https://www.linkedin.com/in/b', ''],
        Kontakt2: ['+49 30 1234567', '(030) 555 1234', '+1-202-555-0101'],
        Where: ['USA', 'Germany', 'France'],
        When: ['2024-01-01', '2024-01-02', '2024-01-03'],
      }),
    ).toEqual({
      'Column 1': 'name',
      'Column 2': 'email',
      URL: 'linkedinUrl',
      Kontakt2: 'phone',
      Where: 'country',
      When: 'custom',
    });
  });

  it('does not believe a name that the values belie', () => {
    expect(
      propose({ name: ['Ana Doe'], Email: ['yes', 'no'], position: ['1.0', '2.0'], LinkedIn: ['yes', 'no'] }),
    ).toEqual({
      name: 'name',
      Email: 'custom',
      position: 'custom',
      LinkedIn: 'custom',
    });
  });

  it('does not take the addresses of those who own or made the record', () => {
    expect(propose({ Name: ['Ana'], 'Contact owner': ['me@x.com'], 'Created By': ['me@x.com'] })).toMatchObject({
      'Contact owner': 'custom',
      'Created By': 'custom',
    });
  });

  it('takes a net worth only where its unit is sure', () => {
    const worth = (name: string, ...cells: string[]) => propose({ name: ['Ana Doe'], [name]: cells })[name];
    expect(worth('realTimeWorth', '1105.442', '342000.0')).toBe('custom');
    expect(worth('Worth', '1105.442', '342000.0')).toBe('custom');
    expect(worth('Wealth_USD', '420.0', '266.0')).toBe('custom');
    expect(worth('Net Worth', '1200000', '35000000')).toBe('netWorth');
    expect(worth('Net Worth', '$1.2B', '$30M')).toBe('netWorth');
    expect(worth('Net Worth')).toBe('skip');
    expect(worth('Net Worth (USD)', '5')).toBe('netWorth');
  });

  it('leaves an empty column out only where the whole file was seen', () => {
    expect(propose({ Name: ['Ana'], Foo: [''] }, true)).toMatchObject({ Foo: 'skip' });
    expect(propose({ Name: ['Ana'], Foo: [''] }, false)).toMatchObject({ Foo: 'custom' });
  });

  it('leaves the columns of our error file out', () => {
    expect(propose({ row: ['2'], column: ['Email'], value: ['x'], reason: ['bad'], Email: ['a@x.com'] })).toEqual({
      row: 'skip',
      column: 'skip',
      value: 'skip',
      reason: 'skip',
      Email: 'email',
    });
  });

  it('names somebody in a list of companies, and says how unsure that is', () => {
    const [company] = proposeMapping([{ name: 'Company', cells: ['Acme'] }], true);
    expect(company).toEqual({ name: 'Company', target: 'name', confidence: 0.3 });
  });
});

describe('a mapping that was chosen', () => {
  it('is told what is wrong with it', () => {
    expect(mappingIssues(['a', 'b', 'c'], { a: 'email', b: 'email', x: 'custom', c: 'skip' })).toEqual([
      { path: 'mapping.b', message: expect.stringContaining('“a” already becomes email') },
      { path: 'mapping.x', message: expect.stringContaining('no column') },
    ]);
    expect(mappingIssues(['a'], { a: 'company' })).toMatchObject([{ path: 'mapping' }]);
    expect(mappingIssues(['a', 'b'], { a: 'name', b: 'custom' })).toEqual([]);
  });
});
