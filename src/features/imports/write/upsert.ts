import { type SQL, sql } from 'drizzle-orm';
import type { Ctx } from '../../../ctx.ts';
import type { FoldedProspect } from '../rows/fold.ts';
import { COLUMNS, KEYS, names } from './columns.ts';

/** A prospect to write: someone new, or someone known with the version that was read. */
export type Write = FoldedProspect & { version: string | null };

/** The rows of a chunk as one array for each column: the fastest form of many rows over HTTP. */
const asArrays = (writes: readonly Write[]): SQL => {
  const text = (values: (string | null)[]) => sql`${sql.param(values)}::text[]`;
  const arrays = [
    sql`${sql.param(writes.map((w) => w.id))}::uuid[]`,
    text(writes.map((w) => w.version)),
    ...COLUMNS.map(([field, , type]) => {
      const values = writes.map((w) => w.prospect[field]);
      return type === 'bigint' ? sql`${sql.param(values)}::bigint[]` : sql`${sql.param(values)}::text[]`;
    }),
    // An array of arrays must be even; tags travel as JSON.
    text(writes.map((w) => JSON.stringify(w.prospect.tags))),
    text(writes.map((w) => JSON.stringify(w.prospect.custom))),
    text(writes.map((w) => w.identity.email ?? null)),
    text(writes.map((w) => w.identity.linkedin ?? null)),
    text(writes.map((w) => w.identity.nameCompany ?? null)),
  ];
  return sql.join(arrays, sql`, `);
};

const PLAIN = COLUMNS.map(([, column]) => column);
const WRITTEN = [...PLAIN, 'tags', 'custom', ...KEYS];
const UNNESTED = ['id', 'version', ...PLAIN, 'tags_json', 'custom_json', ...KEYS, 'place'];

/** What a field was before and is now, for the ledger of values. */
const OLD_NEW = PLAIN.flatMap((c) => [`old.${c} as old_${c}`, `new.${c} as new_${c}`]);
const FIELD_CHANGES = COLUMNS.map(([field, c]) => `('${field}', u.old_${c}::text, u.new_${c}::text)`);

/** What files say of fields that a member holds, as rows of prospect, field and value. */
const besides = (writes: readonly Write[]): SQL => {
  const rows = writes.flatMap(({ id, held, beside }) =>
    [...beside].map((field) => ({ id, field, value: held[field] })),
  );
  const column = (values: unknown[]) => sql.param(values);
  return sql`unnest(${column(rows.map((r) => r.id))}::uuid[], ${column(rows.map((r) => r.field))}::text[],
    ${column(rows.map((r) => r.value))}::text[]) b(id, field, value)`;
};

/**
 * The statement that writes a chunk's people, with the ledger of the values that changed and of those that a member's choice
 * outranks, and adds `counts` to the
 * import's own row, so that rows and counts cannot part. Refused (EW410) where someone known is no longer as they were
 * read: the chunk is then folded again.
 */
export const upsertPeople = (ctx: Ctx, importId: string, writes: readonly Write[], counts: SQL) => {
  const known = writes.filter((w) => w.id !== null).length;
  return ctx.db.execute(sql`
    with incoming as materialized (
      select r.id, r.version, ${names(PLAIN.map((c) => `r.${c}`))},
        array(select jsonb_array_elements_text(r.tags_json::jsonb)) as tags, r.custom_json::jsonb as custom,
        ${names(KEYS.map((c) => `r.${c}`))}, r.place
      from unnest(${asArrays(writes)}) with ordinality as r(${names(UNNESTED)})),
    updated as (
      update prospects p set ${names(WRITTEN.map((c) => `${c} = i.${c}`))}, updated_at = now()
        from incoming i where p.id = i.id and p.xmin = i.version::xid and p.deleted_at is null
      returning p.id, ${names(OLD_NEW)}),
    changed as (
      select u.id, f.field, f.value from updated u
        cross join lateral (values ${names(FIELD_CHANGES)}) f(field, former, value)
       where f.value is distinct from f.former and f.value is not null),
    overruled as (
      update field_values v set chosen = false from changed c
       where v.prospect_id = c.id and v.field = c.field and v.source <> 'import' and v.chosen),
    kept as (
      insert into field_values as f (prospect_id, field, source, value, confidence, chosen)
        select id, field, 'import', value, 1, true from changed
        union all
        select u.id, b.field, 'import', b.value, 1, false from updated u join ${besides(writes)} on b.id = u.id
      on conflict (tenant_id, prospect_id, field, source, match_id)
        -- What cites a value must not find another one in its place.
        do update set id = case when f.value = excluded.value then f.id else excluded.id end,
          value = excluded.value, fetched_at = now(), chosen = excluded.chosen),
    created as (
      insert into prospects (${names(WRITTEN)}, import_id)
        select ${names(WRITTEN)}, ${importId}::uuid from incoming where id is null order by place),
    agreed as (select app.assert_equal((select count(*) from updated), ${known}) as ok)
    update imports m set ${counts} from agreed where m.id = ${importId} and agreed.ok`);
};

/** Holds other imports of the tenant back until this transaction ends; refused (EW410) where a new one exists by now. */
export const guardNew = (ctx: Ctx, writes: readonly Write[]) => {
  const fresh = writes.filter((w) => w.id === null).map((w) => w.identity);
  const linked = fresh.filter((i) => i.linkedin !== undefined);
  const given = (keys: (string | undefined)[]) => sql`${sql.param(keys.filter((k) => k !== undefined))}::text[]`;
  return ctx.db.execute(sql`
    select app.guard_new(${given(fresh.map((i) => i.email))}, ${given(linked.map((i) => i.linkedin))},
      ${sql.param(linked.map((i) => i.email !== undefined))}::boolean[], ${given(fresh.map((i) => i.nameCompany))})`);
};
