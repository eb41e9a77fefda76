import { Link } from '@tanstack/react-router';
import { GraduationCap } from 'lucide-react';
import { useCredits } from './use-credits.ts';

/** Above every screen while the workspace trains: nobody should take an example for a finding. */
export function TrainingStrip() {
  const { data } = useCredits();
  if (data?.training.on !== true) return null;
  return (
    <div
      role="status"
      className="flex shrink-0 items-start justify-center gap-2 bg-accent-soft px-4 py-1.5 text-accent-ink text-sm"
    >
      <GraduationCap className="mt-0.5 size-4 shrink-0" aria-hidden="true" />
      <p className="min-w-0">Training: enrichments give examples and cost play credits only.</p>
      <Link to="/settings/credits" className="shrink-0 rounded-sm font-medium underline underline-offset-2">
        Settings
      </Link>
    </div>
  );
}
