import { type SQL, sql } from 'drizzle-orm';
import type { Ctx } from '../../../ctx.ts';
import { fieldValues } from '../../../db/schema/prospects.ts';
import { actorId } from '../../../lib/actor.ts';
import { newId } from '../../../lib/ids.ts';
import { ProblemError } from '../../../lib/problem.ts';
import { emailKey } from '../../imports/rows/email.ts';
import { MAX_NET_WORTH } from '../../imports/rows/field-limits.ts';
import type { Profile } from '../../prospects/profile-contract.ts';
import { collect } from '../sources/values.ts';
import { changeLedger, holdAddress } from './change.ts';
import { CHOOSABLE } from './merge.ts';
import type { StoredValue } from './stored.ts';

const invalid = (message: string): ProblemError =>
  new ProblemError('invalid', message, { issues: [{ path: 'value', message }] });

const readWealth = (text: string): string | undefined => {
  const bare = text.replace(/^\$\s*/, '').replace(/[\s,_']/g, '');
  return /^\d{1,14}$/.test(bare) && Number(bare) <= MAX_NET_WORTH ? String(Number(bare)) : undefined;
};

/** A typed value in the one spelling of its field. Throws `invalid` for what cannot be one. */
const readTyped = (field: string, text: string): string => {
  const out = collect(null);
  if (field !== 'netWorth') out.add(field, text, 1);
  const value = field === 'netWorth' ? readWealth(text) : out.values[0]?.value;
  if (value === undefined) throw invalid('This cannot be a value of this field.');
  return value;
};

const storedChoice = (ctx: Ctx, prospectId: string, row: StoredValue): SQL => sql`
  insert into ${fieldValues} as f
    (prospect_id, field, source, id, value, source_url, accession, confidence, licence, fetched_at, set_by)
  values (${prospectId}, ${row.field}, 'member', ${row.id}, ${row.value}, ${row.sourceUrl}, ${row.accession}, 1,
          ${row.licence}, ${ctx.now().toISOString()}, ${row.setBy}::text)
  on conflict (tenant_id, prospect_id, field, source, match_id) do update set
    id = excluded.id, value = excluded.value, source_url = excluded.source_url, accession = excluded.accession,
    licence = excluded.licence, fetched_at = excluded.fetched_at, set_by = excluded.set_by,
    previous = null`;

/**
 * Has a value count for good, whatever sources say: a stored one (`evidenceId`), or one that a member typed. Throws
 * `not_found` for a field or a stored value that is not there, `conflict` for a stored value that says something else by
 * now or an address that another prospect has, `invalid` for what cannot be a value of the field.
 */
export const chooseValue = (
  ctx: Ctx,
  prospectId: string,
  field: string,
  body: { value?: string | undefined; evidenceId?: string | undefined },
): Promise<Profile> =>
  changeLedger(ctx, prospectId, ({ fields, prospect }) => {
    const column = CHOOSABLE.find((one) => one === field);
    const of = fields.filter((row) => row.field === field);
    if (!column && of.length === 0) throw new ProblemError('not_found');
    const from = of.find(({ id }) => id === body.evidenceId);
    if (body.evidenceId !== undefined && !from) throw new ProblemError('not_found');
    if (from && body.value !== undefined && from.value !== body.value) {
      throw new ProblemError('conflict', 'The value has changed since you looked. Look again.');
    }
    if (!from && !column) throw invalid('Choose one of the stored values: this field has no value of its own.');
    const value = from ? from.value : readTyped(field, body.value ?? '');
    const before = of.find(({ source, matchId }) => source === 'member' && matchId === null);
    if (before?.value === value && before.chosen) return undefined;
    const row: StoredValue = {
      id: newId(),
      field,
      source: 'member',
      value,
      previous: null,
      raw: null,
      sourceUrl: from?.sourceUrl ?? null,
      accession: from?.accession ?? null,
      confidence: 1,
      verified: false,
      cost: 0,
      licence: from?.licence ?? null,
      matchId: null,
      setBy: ctx.actor.kind === 'member' ? actorId(ctx.actor) : null,
      chosen: false,
      fetchedAt: ctx.now().toISOString(),
      expiresAt: null,
    };
    const held = field === 'email' && value !== prospect.email ? [holdAddress(ctx, prospectId, emailKey(value))] : [];
    return {
      statements: [...held, ctx.db.execute(storedChoice(ctx, prospectId, row))],
      after: { rows: [...fields.filter((one) => one !== before), row] },
      verb: 'value.chosen',
      detail: { field, value, before: column ? prospect[column] : null, from: from?.source ?? 'member' },
    };
  });

/** Gives a field back to the rules: what a member chose leaves, and what counts without it comes. */
export const releaseField = (ctx: Ctx, prospectId: string, field: string): Promise<Profile> =>
  changeLedger(ctx, prospectId, ({ fields }) => {
    const chosen = fields.find((row) => row.field === field && row.source === 'member' && row.matchId === null);
    if (!chosen) {
      if (!CHOOSABLE.some((one) => one === field) && !fields.some((row) => row.field === field)) {
        throw new ProblemError('not_found');
      }
      return undefined;
    }
    return {
      statements: [
        ctx.db.execute(sql`
          delete from ${fieldValues} where prospect_id = ${prospectId} and field = ${field} and source = 'member'
             and match_id is null`),
      ],
      after: { rows: fields.filter((row) => row !== chosen), released: field },
      verb: 'value.released',
      detail: { field, value: chosen.value },
    };
  });
