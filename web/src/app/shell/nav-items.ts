import { BookOpen, FileSpreadsheet, ListChecks, type LucideIcon, Users } from 'lucide-react';

/** The places of the app, in the order of both bars. */
export const NAV_ITEMS: ReadonlyArray<{
  to: '/prospects' | '/imports' | '/jobs' | '/docs';
  label: string;
  /** For the bar of a phone, where a word has 64 px. */
  short: string;
  Icon: LucideIcon;
}> = [
  { to: '/prospects', label: 'Prospects', short: 'People', Icon: Users },
  { to: '/imports', label: 'Imports', short: 'Imports', Icon: FileSpreadsheet },
  { to: '/jobs', label: 'Jobs', short: 'Jobs', Icon: ListChecks },
  { to: '/docs', label: 'API docs', short: 'API', Icon: BookOpen },
];
