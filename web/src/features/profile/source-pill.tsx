import type { FieldValue } from '../../../../src/features/prospects/profile-contract.ts';
import { SOURCE_LABELS } from '../prospects/labels.ts';

/** Who says it. */
export const SourcePill = ({ source }: { source: FieldValue['source'] }) => (
  <span className="inline-flex h-4.5 items-center rounded-sm bg-pressed px-1.5 font-medium text-2xs text-ink-2">
    {SOURCE_LABELS[source]}
  </span>
);
