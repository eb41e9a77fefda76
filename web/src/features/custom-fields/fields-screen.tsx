import { Plus, RotateCcw, Rows3 } from 'lucide-react';
import { useState } from 'react';
import type { CustomField } from '../../../../src/features/custom-fields/contract.ts';
import { count } from '../../lib/format.ts';
import { useTitle } from '../../lib/use-title.ts';
import { Badge } from '../../ui/badge.tsx';
import { Button, IconButton } from '../../ui/button.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { ErrorState } from '../../ui/error-state.tsx';
import { Card, PageBody } from '../../ui/page.tsx';
import { Loading, Skeleton } from '../../ui/skeleton.tsx';
import { useMay } from '../session/use-me.ts';
import { SettingsSection } from '../settings/section.tsx';
import { FieldDialog, type FieldDialogProps } from './field-dialog.tsx';
import { FieldRow } from './field-row.tsx';
import { useChangeFields, useCustomFields, useLooseValues } from './use-custom-fields.ts';

type Opened = Pick<FieldDialogProps, 'field' | 'from'>;

/** The workspace's own fields: made, put in order, archived and brought back; and values that are no field's yet. */
export function FieldsScreen() {
  useTitle('Fields');
  const may = useMay('tenant:manage');
  const query = useCustomFields();
  const [open, setOpen] = useState<Opened | null>(null);
  const fields = query.data?.items ?? [];
  const standing = fields.filter((one) => one.archivedAt === null);
  const archived = fields.filter((one) => one.archivedAt !== null);
  return (
    <PageBody wide>
      {query.isError && query.data === undefined ? (
        <ErrorState error={query.error} onRetry={() => void query.refetch()} />
      ) : (
        <>
          <SettingsSection
            title="Fields of your own"
            about="What you keep of people beside the fields that everybody has. They stand in each profile in this order."
          >
            {query.isPending ? (
              <>
                <Loading label="Loading the fields" />
                <Skeleton className="h-24 w-full rounded-lg" />
              </>
            ) : standing.length === 0 ? (
              <EmptyState
                className="py-8!"
                icon={<Rows3 aria-hidden="true" />}
                title="No fields yet"
                action={may && <NewField onClick={() => setOpen({})} />}
              >
                {may ? 'Make one, or make one of what your files brought.' : 'An owner or an admin can make some.'}
              </EmptyState>
            ) : (
              <>
                <Card className="overflow-hidden">
                  <ul aria-label="Fields" className="divide-y divide-line">
                    {standing.map((field, at) => (
                      <FieldRow
                        key={field.id}
                        field={field}
                        may={may}
                        first={at === 0}
                        last={at === standing.length - 1}
                        place={at}
                        onChange={() => setOpen({ field })}
                      />
                    ))}
                  </ul>
                </Card>
                {may && (
                  <div className="mt-4">
                    <NewField onClick={() => setOpen({})} />
                  </div>
                )}
              </>
            )}
          </SettingsSection>
          {may && <Loose onMake={(from) => setOpen({ from })} />}
          {archived.length > 0 && <Archived fields={archived} may={may} />}
        </>
      )}
      {open !== null && <FieldDialog {...open} onClose={() => setOpen(null)} />}
    </PageBody>
  );
}

const NewField = ({ onClick }: { onClick: () => void }) => (
  <Button kind="primary" icon={<Plus aria-hidden="true" />} onClick={onClick}>
    New field
  </Button>
);

/** Columns of files that are no field's. */
function Loose({ onMake }: { onMake: (key: string) => void }) {
  const { data } = useLooseValues();
  if (data === undefined || data.items.length === 0) return null;
  return (
    <SettingsSection
      title="Columns from files"
      about={`Kept as plain text, among the ${count(data.lookedAt, 'person', 'people')} changed last. Make a field of them and they are its values.`}
    >
      <Card className="overflow-hidden">
        <ul aria-label="Columns from files" className="divide-y divide-line">
          {data.items.map(({ key, people, examples }) => (
            <li key={key} className="flex items-center gap-4 px-4 py-3 text-sm">
              <div className="min-w-0 flex-1">
                <p className="truncate font-medium">{key}</p>
                <p className="num truncate text-ink-3 text-xs">
                  {count(people, 'person', 'people')}: {examples.join(', ')}
                </p>
              </div>
              <Button size="sm" onClick={() => onMake(key)}>
                Make a field<span className="sr-only"> of {key}</span>
              </Button>
            </li>
          ))}
        </ul>
      </Card>
    </SettingsSection>
  );
}

function Archived({ fields, may }: { fields: readonly CustomField[]; may: boolean }) {
  const { restore } = useChangeFields();
  return (
    <SettingsSection title="Archived" about="Their values are kept, and are theirs again when they are restored.">
      <Card className="overflow-hidden">
        <ul aria-label="Archived fields" className="divide-y divide-line">
          {fields.map(({ id, name }) => (
            <li key={id} className="flex items-center gap-3 px-4 py-2 text-sm">
              <span className="min-w-0 flex-1 truncate text-ink-2">{name}</span>
              <Badge>Archived</Badge>
              {may && (
                <IconButton label={`Restore ${name}`} size="sm" onClick={() => restore.mutate(id)}>
                  <RotateCcw aria-hidden="true" />
                </IconButton>
              )}
            </li>
          ))}
        </ul>
      </Card>
    </SettingsSection>
  );
}
