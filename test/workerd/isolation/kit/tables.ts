import * as z from 'zod';
import { admin } from '../../../support/worker.ts';

const table = z.object({
  name: z.string(),
  /** The column that says whose a row is. */
  tenant: z.string(),
  /** Columns of the primary key, in order. */
  key: z.array(z.string()),
  columns: z.array(z.object({ name: z.string(), type: z.string(), generated: z.boolean() })),
  /** Foreign keys, column by column. */
  references: z.array(z.object({ to: z.string(), columns: z.array(z.tuple([z.string(), z.string()])) })),
});
export type Table = z.infer<typeof table>;

/** Parents first, so that rows can be made in this order. */
const parentsFirst = (tables: readonly Table[]): Table[] => {
  const ordered: Table[] = [];
  const place = (t: Table): void => {
    if (ordered.includes(t)) return;
    for (const r of t.references) {
      const parent = tables.find((p) => p.name === r.to);
      if (parent && parent !== t) place(parent);
    }
    ordered.push(t);
  };
  for (const t of tables) place(t);
  return ordered;
};

/** Every table that holds tenants' rows, as the catalog says: a new one is here on its first day. */
export const readTables = async (): Promise<Table[]> => {
  const rows = await admin`
    select c.relname as name, case c.relname when 'tenants' then 'id' else 'tenant_id' end as tenant,
      coalesce((select json_agg(a.attname order by k.place)
        from pg_index i, unnest(i.indkey) with ordinality k(attnum, place)
        join pg_attribute a on a.attnum = k.attnum and a.attrelid = c.oid
        where i.indrelid = c.oid and i.indisprimary), '[]') as key,
      (select json_agg(json_build_object('name', a.attname, 'type', t.typname, 'generated', a.attgenerated <> '') order by a.attnum)
        from pg_attribute a join pg_type t on t.oid = a.atttypid
        where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped) as columns,
      coalesce((select json_agg(json_build_object('to', p.relname, 'columns',
          (select json_agg(json_build_array(own.attname, other.attname))
            from unnest(f.conkey, f.confkey) k(own, other)
            join pg_attribute own on own.attrelid = f.conrelid and own.attnum = k.own
            join pg_attribute other on other.attrelid = f.confrelid and other.attnum = k.other)))
        from pg_constraint f join pg_class p on p.oid = f.confrelid
        where f.conrelid = c.oid and f.contype = 'f'), '[]') as references
    from pg_class c
    where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p')
      and (c.relname = 'tenants'
        or exists (select from pg_attribute a where a.attrelid = c.oid and a.attname = 'tenant_id' and not a.attisdropped))
    order by c.relname`;
  return parentsFirst(z.array(table).parse(rows));
};
