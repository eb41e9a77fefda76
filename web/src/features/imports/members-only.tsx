import { Link } from '@tanstack/react-router';
import { Lock } from 'lucide-react';
import { buttonClass } from '../../ui/button.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';

/** In the place of the wizard for those whose role only reads. */
export const MembersOnly = () => (
  <EmptyState
    icon={<Lock aria-hidden="true" />}
    title="Your role cannot import"
    action={
      <Link to="/imports" className={buttonClass()}>
        All imports
      </Link>
    }
  >
    You see every import and what became of its rows. To bring in a file, ask an owner or an admin of this workspace for
    another role.
  </EmptyState>
);
