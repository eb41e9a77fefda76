import { cx } from '../../../lib/cx.ts';
import { Badge } from '../../../ui/badge.tsx';
import { Card } from '../../../ui/page.tsx';
import { fieldLabel } from '../../prospects/labels.ts';
import type { ImportCheck } from './use-check.ts';

/** Fields of a row shown, in reading order: enough to recognise the person. */
const FIELDS = ['name', 'email', 'title', 'company', 'location', 'netWorth'] as const;

const nameOf = (prospect: Record<string, string>): string | undefined =>
  prospect.name ?? ([prospect.firstName, prospect.lastName].filter(Boolean).join(' ') || undefined);

/** Each row as the person it would become, its problems below it. */
export function CheckedRows({ rows }: { rows: ImportCheck['rows'] }) {
  const fields = FIELDS.filter((field) => field === 'name' || rows.some((row) => row.prospect[field] !== undefined));
  return (
    <Card>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a box that scrolls must be reachable by keyboard */}
      <section aria-label="Checked rows" tabIndex={0} className="relative overflow-x-auto rounded-lg">
        <table className="w-full border-separate border-spacing-0 text-sm">
          <thead>
            <tr className="text-left text-ink-3 text-xs">
              <th scope="col" className="border-line border-b bg-sunken px-3 py-2 font-medium">
                Row
              </th>
              {fields.map((field) => (
                <th
                  key={field}
                  scope="col"
                  className="whitespace-nowrap border-line border-b bg-sunken px-3 py-2 font-medium"
                >
                  {fieldLabel(field)}
                </th>
              ))}
              <th scope="col" className="border-line border-b bg-sunken px-3 py-2 font-medium">
                Result
              </th>
            </tr>
          </thead>
          {rows.map((row) => (
            <tbody key={row.row} className={cx(!row.ok ? 'bg-bad-soft' : row.problems.length > 0 && 'bg-warn-soft')}>
              <tr className="[&>*]:border-line [&>*]:border-t [&>*]:px-3 [&>*]:py-2">
                <th scope="row" className="num text-left font-normal text-ink-3">
                  {row.row}
                </th>
                {fields.map((field) => (
                  <td key={field} className="max-w-52 truncate text-ink-2" title={row.prospect[field]}>
                    {(field === 'name' ? nameOf(row.prospect) : row.prospect[field]) ?? (
                      <span className="text-ink-3">–</span>
                    )}
                  </td>
                ))}
                <td>{row.ok ? <Badge tone="good">Comes in</Badge> : <Badge tone="bad">Refused</Badge>}</td>
              </tr>
              {row.problems.map((problem) => (
                <tr key={`${problem.column}:${problem.reason}`}>
                  <td />
                  <td
                    colSpan={fields.length + 1}
                    className={cx('px-3 pb-2 text-xs', row.ok ? 'text-warn-ink' : 'text-bad-ink')}
                  >
                    <strong className="font-medium">{problem.column || 'Row'}</strong>
                    {problem.value !== '' && <> “{problem.value}”</>}: {problem.reason}
                  </td>
                </tr>
              ))}
            </tbody>
          ))}
        </table>
      </section>
    </Card>
  );
}
