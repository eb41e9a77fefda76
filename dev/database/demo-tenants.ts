/** The tenants and accounts that `npm start` offers to try. */
import type { Role } from '../../src/lib/actor.ts';
import type { NewMember, NewTenant } from './tenants.ts';

/** Of every demo account: long enough for the product's rule, and easy to keep in mind. */
export const DEMO_PASSWORD = 'demo-password-1234';

export interface DemoTenant extends NewTenant {
  readonly members: readonly NewMember[];
}

/** Names that begin like their role: Olivia is an owner, Adam an admin. */
const member = (slug: string, role: Role, name: string, family: string): NewMember => ({
  userId: `demo-${slug}-${name.toLowerCase()}`,
  name: `${name} ${family}`,
  email: `${name.toLowerCase()}@${slug}.example`,
  role,
});

/** One account, two tenants, another role in each. */
const pat = (role: Role): NewMember => ({ userId: 'demo-pat', name: 'Pat Rivers', email: 'pat@example.com', role });

/** Has no prospects until `npm run demo:million` makes them. */
export const MILLION: DemoTenant = {
  id: '01900000-0000-7000-8000-00000000d004',
  slug: 'million',
  name: 'Million Ltd',
  plan: 'enterprise',
  billing: 'active',
  credits: 5_000,
  members: [member('million', 'owner', 'Owen', 'Abara')],
};

/** Two in good standing, and one that is locked because it has not paid. */
export const DEMO_TENANTS: readonly (DemoTenant & { readonly prospects: number })[] = [
  {
    id: '01900000-0000-7000-8000-00000000d001',
    slug: 'acme',
    name: 'Acme Capital',
    plan: 'pro',
    billing: 'active',
    credits: 5_000,
    prospects: 5_000,
    members: [
      member('acme', 'owner', 'Olivia', 'Hart'),
      member('acme', 'admin', 'Adam', 'Novak'),
      member('acme', 'manager', 'Maya', 'Lindqvist'),
      member('acme', 'member', 'Milo', 'Tanaka'),
      member('acme', 'viewer', 'Vera', 'Castellanos'),
      pat('member'),
    ],
  },
  {
    id: '01900000-0000-7000-8000-00000000d002',
    slug: 'globex',
    name: 'Globex Partners',
    plan: 'free',
    billing: 'trialing',
    credits: 500,
    prospects: 2_000,
    members: [member('globex', 'owner', 'Oscar', 'Delgado'), member('globex', 'member', 'Mina', 'Weber'), pat('admin')],
  },
  {
    id: '01900000-0000-7000-8000-00000000d003',
    slug: 'initech',
    name: 'Initech Advisors',
    plan: 'pro',
    billing: 'unpaid',
    credits: 0,
    prospects: 500,
    members: [member('initech', 'owner', 'Otto', 'Brandt')],
  },
];

/** Runs the platform: signs in at `/console` on the product's own host, and is a member of no tenant. */
export const DEMO_OPERATOR = {
  userId: 'demo-operator',
  name: 'Orla Quist',
  email: 'operator@edgewise.example',
} as const;
