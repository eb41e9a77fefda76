import { RotateCcw, X } from 'lucide-react';
import { useState } from 'react';
import type { Profile } from '../../../../../src/features/prospects/profile-contract.ts';
import { useNow } from '../../../lib/use-now.ts';
import { Button, IconButton } from '../../../ui/button.tsx';
import { Sheet } from '../../../ui/dialog.tsx';
import { useWhyNot } from '../../billing/why-not.ts';
import { fieldLabel } from '../../prospects/labels.ts';
import { useMay } from '../../session/use-me.ts';
import { missingWords } from '../fields.ts';
import { useChange } from '../use-change.ts';
import { isChoosable, isTypable } from './choose.ts';
import { choosing, releasing } from './field-change.ts';
import { GROUP_TITLES, GROUPS, groupOf } from './standing-words.ts';
import { TypeOver } from './type-over.tsx';
import { ValueCard } from './value-card.tsx';

interface FieldSheetProps {
  profile: Profile;
  field: string;
  /** The evidence that a footnote led to. */
  lit: string | null;
  onClose: () => void;
  onRecord: () => void;
}

/** Every value that was ever had for a field, why each counts or does not, and another choice. */
export function FieldSheet({ profile, field, lit, onClose, onRecord }: FieldSheetProps) {
  const now = useNow();
  const [opener] = useState(() => document.activeElement);
  const may = useMay('prospects:write');
  const whyNot = useWhyNot();
  const change = useChange(profile.prospect.id);
  const { id, name } = profile.prospect;
  const label = fieldLabel(field);
  const values = profile.fields.filter((value) => value.field === field);
  const chosen = values.find((value) => value.chosen);
  const mayChoose = may && isChoosable(field);
  return (
    <Sheet
      open
      title={`Where ${label} is from`}
      onClose={onClose}
      onCloseFocus={(event) => {
        event.preventDefault();
        if (opener instanceof HTMLElement) opener.focus();
      }}
      // Keys of the profile below rest: the next person has no business here.
      onKeyDown={(event) => event.stopPropagation()}
      className="md:w-[min(92vw,480px)]!"
    >
      <div className="flex min-h-12 shrink-0 items-center gap-3 border-b py-2 pr-2 pl-4 md:pl-6">
        <div className="min-w-0 flex-1">
          <h2 className="text-md">{label}</h2>
          <p className="truncate text-ink-3 text-xs">{name}</p>
        </div>
        <IconButton label="Close" size="sm" onClick={onClose}>
          <X aria-hidden="true" />
        </IconButton>
      </div>
      <div className="relative min-h-0 flex-1 overflow-y-auto px-4 py-5 md:px-6">
        {values.length === 0 && (
          <p className="mb-6 rounded-lg border border-line border-dashed px-3 py-6 text-center text-ink-3 text-sm">
            {missingWords(field, profile.enrichment)}.
          </p>
        )}
        {GROUPS.map((group) => {
          const members = values.filter((value) => groupOf(value) === group);
          if (members.length === 0) return null;
          return (
            <section key={group} aria-label={GROUP_TITLES[group]} className="mb-6">
              <h3 className="mb-2 text-ink-2 text-xs">{GROUP_TITLES[group]}</h3>
              <ul className="grid gap-2">
                {members.map((value) => (
                  <ValueCard
                    key={`${value.source}:${value.evidenceId ?? value.value}`}
                    value={value}
                    chosen={chosen}
                    now={now}
                    lit={lit !== null && value.evidenceId === lit}
                    onRecord={value.matchId === null ? null : onRecord}
                    action={
                      !mayChoose ? null : value.chosen ? (
                        value.source === 'member' && (
                          <Button
                            size="sm"
                            whyNot={whyNot}
                            busy={change.isPending}
                            icon={<RotateCcw aria-hidden="true" />}
                            onClick={() => change.mutate(releasing(id, field))}
                          >
                            Let the rules choose
                          </Button>
                        )
                      ) : (
                        <Button
                          size="sm"
                          whyNot={whyNot}
                          onClick={() =>
                            change.mutate(
                              choosing(id, {
                                field,
                                value: value.value,
                                ...(value.evidenceId === null ? {} : { evidenceId: value.evidenceId }),
                              }),
                            )
                          }
                        >
                          Use this
                        </Button>
                      )
                    }
                  />
                ))}
              </ul>
            </section>
          );
        })}
        {may && isTypable(field) && (
          <TypeOver
            field={field}
            label={label}
            known={values.length > 0}
            whyNot={whyNot}
            onSave={(value) => change.mutate(choosing(id, { field, value }))}
          />
        )}
        {!may && (
          <p className="text-ink-3 text-xs">You may look at values here. Members of the workspace choose them.</p>
        )}
      </div>
    </Sheet>
  );
}
