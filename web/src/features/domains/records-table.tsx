import type { DnsRecord } from '../../../../src/features/domains/contract.ts';
import { useIsPhone } from '../../lib/use-media.ts';
import { Card } from '../../ui/page.tsx';
import { CopyCell } from './copy-cell.tsx';
import { PURPOSE_WORDS } from './domain-words.ts';
import { RecordAdvice, RecordBadge } from './record-status.tsx';

const HEAD = 'px-4 py-2 text-left font-medium';
const CELL = 'px-4 py-3 align-top';

interface RecordsProps {
  records: readonly DnsRecord[];
  checkedAt: string | null;
}

const keyOf = (record: DnsRecord) => `${record.type} ${record.name} ${record.value}`;

/** The exact records to set, each with how it stands. Every cell is copied by a press. */
export function RecordsTable(props: RecordsProps) {
  return useIsPhone() ? <RecordCards {...props} /> : <RecordRows {...props} />;
}

function RecordRows({ records, checkedAt }: RecordsProps) {
  return (
    <Card className="overflow-hidden">
      <table className="w-full table-fixed border-collapse text-sm">
        <thead className="bg-sunken text-ink-3 text-xs">
          <tr>
            <th scope="col" className={`${HEAD} w-28`}>
              Type
            </th>
            <th scope="col" className={`${HEAD} w-[33%]`}>
              Name
            </th>
            <th scope="col" className={HEAD}>
              Value
            </th>
            <th scope="col" className={`${HEAD} w-36`}>
              Status
            </th>
          </tr>
        </thead>
        {records.map((record) => (
          <tbody key={keyOf(record)} className="border-t">
            <tr>
              <td className={CELL}>
                <CopyCell
                  text={record.type}
                  what="type"
                  className="whitespace-nowrap [&>span:first-child]:break-normal"
                />
              </td>
              <td className={CELL}>
                <CopyCell text={record.name} what="name" />
                <p className="mt-1 text-ink-3 text-xs">{PURPOSE_WORDS[record.purpose]}</p>
              </td>
              <td className={CELL}>
                <CopyCell text={record.value} what="value" />
              </td>
              <td className={`${CELL} pt-4`}>
                <RecordBadge state={record.state} />
              </td>
            </tr>
            {record.state !== 'found' && (
              <tr>
                <td />
                <td colSpan={3} className="px-4 pb-4">
                  <RecordAdvice record={record} checkedAt={checkedAt} />
                </td>
              </tr>
            )}
          </tbody>
        ))}
      </table>
    </Card>
  );
}

function RecordCards({ records, checkedAt }: RecordsProps) {
  return (
    <ul className="grid gap-3">
      {records.map((record) => (
        <li key={keyOf(record)} className="rounded-lg border border-line bg-surface p-4">
          <div className="flex items-start justify-between gap-3">
            <p className="font-medium text-sm">{PURPOSE_WORDS[record.purpose]}</p>
            <RecordBadge state={record.state} />
          </div>
          <dl className="mt-2 text-sm">
            {(['type', 'name', 'value'] as const).map((part) => (
              <div
                key={part}
                className="grid grid-cols-[52px_minmax(0,1fr)] items-start gap-2 border-t py-1 first:border-t-0"
              >
                <dt className="py-1.5 text-ink-3 text-xs">{part[0]?.toUpperCase() + part.slice(1)}</dt>
                <dd>
                  <CopyCell text={record[part]} what={part} className="min-h-9" />
                </dd>
              </div>
            ))}
          </dl>
          <RecordAdvice record={record} checkedAt={checkedAt} />
        </li>
      ))}
    </ul>
  );
}
