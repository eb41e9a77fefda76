import { Download } from 'lucide-react';
import type { ImportState } from '../../../../../src/features/imports/contract.ts';
import { count } from '../../../lib/format.ts';
import { buttonClass } from '../../../ui/button.tsx';

/** The refused rows as they were, each with its reason, as a file to be mended and imported again. */
export const ErrorFile = ({ state: { id, rows } }: { state: ImportState }) =>
  rows.refused > 0 && (
    <a href={`/api/v1/imports/${encodeURIComponent(id)}/errors.csv`} download className={buttonClass()}>
      <Download aria-hidden="true" />
      Error file, {count(rows.refused, 'row')}
    </a>
  );
