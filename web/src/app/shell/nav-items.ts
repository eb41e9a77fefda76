import {
  BookOpen,
  CopyCheck,
  Download,
  FileSpreadsheet,
  Filter,
  ListChecks,
  type LucideIcon,
  Rows3,
  UserSearch,
  Users,
} from 'lucide-react';

export interface NavItem {
  to: '/prospects' | '/lists' | '/segments' | '/personas' | '/duplicates' | '/imports' | '/exports' | '/jobs' | '/docs';
  /** Other places that belong to it. */
  also?: readonly string[];
  label: string;
  /** For the bar of a phone, where a word has 64 px; without it the item stands under “More” there. */
  short?: string;
  Icon: LucideIcon;
}

/** The places of the app, in their order. Three fit into the bar of a phone. */
export const NAV_ITEMS: readonly NavItem[] = [
  { to: '/prospects', label: 'Prospects', short: 'People', Icon: Users },
  { to: '/lists', label: 'Lists', Icon: Rows3 },
  { to: '/segments', label: 'Segments', Icon: Filter },
  { to: '/personas', also: ['/similar'], label: 'Personas', Icon: UserSearch },
  { to: '/duplicates', also: ['/deleted'], label: 'Duplicates', Icon: CopyCheck },
  { to: '/imports', label: 'Imports', short: 'Imports', Icon: FileSpreadsheet },
  { to: '/exports', label: 'Exports', Icon: Download },
  { to: '/jobs', also: ['/enrichments'], label: 'Jobs', short: 'Jobs', Icon: ListChecks },
  { to: '/docs', label: 'API docs', Icon: BookOpen },
];

/** Whether an item is where one is. */
export const isHere = ({ to, also = [] }: Pick<NavItem, 'to' | 'also'>, path: string): boolean =>
  [to, ...also].some((place) => path === place || path.startsWith(`${place}/`));
