import type { ImportPreview, Mapping } from '../../../../../src/features/imports/contract.ts';
import { Card } from '../../../ui/page.tsx';
import { TARGET_LABELS } from './mapping.ts';

/** Rows and columns shown: a look, not the file. */
const ROWS = 5;
const COLUMNS = 24;

/** The first rows under the names that they will have. */
export function RowsPreview({ preview, mapping }: { preview: ImportPreview; mapping: Mapping }) {
  const kept = preview.columns
    .map((column, index) => ({ name: column.name, index, target: mapping[column.name] ?? column.target }))
    .filter(({ target }) => target !== 'skip');
  const shown = kept.slice(0, COLUMNS);
  if (shown.length === 0 || preview.rows.length === 0) return null;
  return (
    <>
      <h3 className="mt-8 mb-3 text-sm">The first rows</h3>
      <Card className="overflow-hidden">
        {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a box that scrolls must be reachable by keyboard */}
        <section aria-label="The first rows of the file" tabIndex={0} className="relative overflow-x-auto">
          <table className="w-full border-separate border-spacing-0 text-sm">
            <thead>
              <tr>
                {shown.map(({ name, index, target }) => (
                  <th
                    key={index}
                    scope="col"
                    className="whitespace-nowrap border-line border-b bg-sunken px-3 py-2 text-left font-medium text-ink-2 text-xs"
                  >
                    {target === 'custom' ? name : TARGET_LABELS[target]}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {preview.rows.slice(0, ROWS).map((cells, row) => (
                <tr key={row}>
                  {shown.map(({ index }) => (
                    <td key={index} className="max-w-60 truncate border-line border-b px-3 py-2 text-ink-2">
                      {cells[index] || <span className="text-ink-3">–</span>}
                    </td>
                  ))}
                </tr>
              ))}
            </tbody>
          </table>
        </section>
      </Card>
      {kept.length > shown.length && (
        <p className="mt-2 text-ink-3 text-xs">and {kept.length - shown.length} more columns</p>
      )}
    </>
  );
}
