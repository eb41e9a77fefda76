/** Schemas that are not PostgreSQL's own. */
export const OWN_SCHEMAS = `(select n.oid from pg_namespace n where n.nspname !~ '^pg_' and n.nspname <> 'information_schema')`;

const values = (lines: readonly string[]): string =>
  `(select unnest(array[${lines.map((l) => `'${l}'`).join(', ')}]) as what)`;

/** What is there and not in the list, or in the list and not there, as a check: `there` is a query with one column `what`. */
export const differs = (there: string, list: readonly string[]): string => `
  select 'unexpected: ' || what as what from ((${there}) except select what from ${values(list)}) more
  union all
  select 'missing: ' || what from (select what from ${values(list)} except (${there})) fewer`;
