import { describe, expect, it } from 'vitest';
import { identityOf, nameCompanyKey } from './identity.ts';

const person = { name: 'Ana Doe', company: 'Acme Inc.', email: null, linkedinUrl: null };

describe('who a prospect is', () => {
  it('is told by e-mail and LinkedIn address, and by name and company only where both are missing', () => {
    expect(identityOf({ ...person, email: 'Ana@X.com', linkedinUrl: 'http://de.linkedin.com/in/Ana/' })).toEqual({
      email: 'ana@x.com',
      linkedin: 'in/ana',
    });
    expect(identityOf(person)).toEqual({ nameCompany: 'ana doe|acme' });
  });

  it.each([
    ['GARCÍA Márquez', 'Globex GmbH & Co. KG', 'garcia marquez|globex'],
    ['Łukasz O’Neil-Ñandú', 'Wonka S.A.', 'lukasz oneil nandu|wonka'],
    ['Ana', 'Foo Sp. z o.o.', 'ana|foo'],
    ['Ana', 'Foo S/A', 'ana|foo'],
    ['Ana', 'J.P. Morgan & Co', 'ana|jp morgan'],
    ['Ana', 'Inc.', 'ana|inc'],
    ['Ana', '', 'ana|'],
    ['王伟', '腾讯', '王伟|腾讯'],
    ['!!!', '???', '!!!|???'],
  ])('folds %s, %s', (name, company, key) => {
    expect(nameCompanyKey(name, company)).toBe(key);
  });

  it('has a key that an index can hold, even for names that grow when they are folded', () => {
    expect(new TextEncoder().encode(nameCompanyKey('ﷺ'.repeat(401), 'ﷺ'.repeat(200))).length).toBeLessThan(2700);
  });
});
