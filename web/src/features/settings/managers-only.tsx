import { Lock } from 'lucide-react';
import { EmptyState } from '../../ui/empty-state.tsx';

/** In the place of a screen that one's role does not have. */
export const ManagersOnly = ({ what }: { what: string }) => (
  <EmptyState icon={<Lock aria-hidden="true" />} title="For owners and admins">
    {what} Ask an owner or an admin of this workspace.
  </EmptyState>
);
