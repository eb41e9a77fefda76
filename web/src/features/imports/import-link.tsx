import { Link } from '@tanstack/react-router';
import { Upload } from 'lucide-react';
import type { ReactNode } from 'react';
import { Button, buttonClass } from '../../ui/button.tsx';
import { useWhyNot } from '../billing/why-not.ts';

/** The way to a new import; where there can be none now, a button that says why. */
export function ImportLink({ children }: { children: ReactNode }) {
  const whyNot = useWhyNot('imports');
  const icon = <Upload aria-hidden="true" />;
  return whyNot === null ? (
    <Link to="/imports/new" className={buttonClass('primary')}>
      {icon}
      {children}
    </Link>
  ) : (
    <Button kind="primary" icon={icon} whyNot={whyNot}>
      {children}
    </Button>
  );
}
