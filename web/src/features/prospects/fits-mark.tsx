import { Badge } from '../../ui/badge.tsx';

/** Beside the name of whoever was looked for by at least so many conditions: how many are met. */
export function FitsMark({ fits }: { fits: number | undefined }) {
  return fits === undefined ? null : <Badge tone="accent">Fits {fits}</Badge>;
}
