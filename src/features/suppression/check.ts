import { type SQL, sql } from 'drizzle-orm';
import type { Ctx } from '../../ctx.ts';
import { suppressionHashes } from '../../db/schema/suppression.ts';
import { padsOf } from './pads.ts';

/** A person as columns or values of a statement. */
export type Known = Record<'email' | 'phone' | 'name' | 'company' | 'companyDomain', SQL | { getSQL(): SQL }>;

/** The columns of a row of people by the name that the statement has for it. */
export const knownAs = (alias: string): Known => {
  const column = (name: string) => sql`${sql.identifier(alias)}.${sql.identifier(name)}`;
  return {
    email: column('email'),
    phone: column('phone'),
    name: column('name'),
    company: column('company'),
    companyDomain: column('company_domain'),
  };
};

/** The expressions of a workspace's list, for the statements of one piece of work. */
export type Suppression = {
  /**
   * THE check: whether the workspace leaves somebody alone. Everything that takes people out, asks for them, or writes to them
   * asks this and nothing else. A workspace without a list pays one look for the statement, not one for each row. The
   * statement fails where the list was made by another secret: nobody gets out because nobody was found.
   */
  has(person: Known): SQL;
  /** The same of hashes that are made already. */
  hasKeys(keys: SQL): SQL;
  /** The same of one person by their id, by a function whose plan is kept. False where there is no such person. */
  hasId(prospectId: string): SQL;
  /** Whether a glimpse that a provider shows of somebody may be of one whom the workspace leaves alone. */
  hasGlimpse(glimpse: Record<'first' | 'beginning' | 'ending' | 'company', SQL>): SQL;
  /** By what somebody is known, as a list of hashes; with their glimpses for what is put on the list. */
  keys(person: Known): SQL;
  keysAndGlimpses(person: Known): SQL;
  /** The keys that they are made by, for a function that makes them, and what tells these keys from others. */
  pads: SQL;
  print: string;
};

/** Made once for each piece of work, because its key has to be made. */
export const suppressionOf = async (ctx: Pick<Ctx, 'env' | 'tenantId'>): Promise<Suppression> => {
  const { inner, outer, print } = await padsOf(ctx);
  const pads = sql`array[decode(${inner}, 'hex'), decode(${outer}, 'hex')]`;
  // The hashes are made once, and each is looked up by itself (`offset 0` keeps the look-up as it stands). As a join, or as one
  // condition, they would be made anew for each row of the list, or the list be read whole for each person, where the database does
  // not know the list yet.
  const holds = (hashes: SQL): SQL => sql`((select app.suppression_ready(${print})) and (select exists (
    select from unnest(${hashes}) k(hash) where exists (select from ${suppressionHashes} h where h.hash = k.hash offset 0))))`;
  const keys: Suppression['keys'] = (p) =>
    sql`app.suppression_keys(${pads}, ${p.email}, ${p.phone}, ${p.name}, ${p.company}, ${p.companyDomain})`;
  return {
    hasId: (id) => sql`app.is_suppressed(${id}::uuid, ${pads}, ${print})`,
    has: (person) => holds(keys(person)),
    hasKeys: holds,
    hasGlimpse: (g) =>
      holds(sql`array[app.suppression_glimpse(${pads}, ${g.first}, ${g.beginning}, ${g.ending}, ${g.company})]`),
    keys,
    pads,
    print,
    keysAndGlimpses: (p) => sql`(${keys(p)} || app.suppression_glimpses(${pads}, ${p.name}, ${p.company}))`,
  };
};
