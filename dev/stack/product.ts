/** The product's own parts of the stack. */
import { seedDemo } from '../database/demo.ts';
import { LOGIN_ROLES, migrate, newPasswords, OWNER, prepareDatabase, setPasswords } from '../database/migrate.ts';
import { startProviders } from '../providers/server.ts';
import { buildFrontEnd } from '../worker/front-end.ts';
import type { DatabaseInput, Parts } from './parts.ts';

export const productParts: Parts = {
  async prepareDatabase({ adminUrl, database, appDomain, log }: DatabaseInput) {
    // New at every start: nothing but this stack's Worker needs them, and none is kept on disk for long.
    const passwords = newPasswords();
    await prepareDatabase(adminUrl, database, passwords);
    const ownerUrl = Object.assign(new URL(adminUrl), {
      username: OWNER,
      password: passwords.owner,
      pathname: database,
    });
    await migrate(ownerUrl.href);
    await setPasswords(ownerUrl.href, passwords);
    const accounts = await seedDemo({ ownerUrl: ownerUrl.href, appDomain, log });
    const login = (name: keyof typeof LOGIN_ROLES) => ({ user: LOGIN_ROLES[name], password: passwords[name] });
    return { logins: { app: login('app'), auth: login('auth'), control: login('control') }, accounts };
  },
  startProviders,
  buildFrontEnd,
};
