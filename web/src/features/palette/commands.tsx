import { useQuery } from '@tanstack/react-query';
import { type useNavigate, useRouter } from '@tanstack/react-router';
import {
  Bookmark,
  BookOpen,
  Coins,
  FileSpreadsheet,
  Filter,
  Gauge,
  Globe,
  Keyboard,
  ListChecks,
  LogOut,
  Monitor,
  Moon,
  PlugZap,
  Rows3,
  Settings,
  Sparkles,
  Sun,
  Upload,
  UserSearch,
  Users,
} from 'lucide-react';
import type { ReactNode } from 'react';
import { setTheme } from '../../lib/theme.ts';
import { useWhyNot } from '../billing/why-not.ts';
import { viewsQuery } from '../prospects/views/use-views.ts';
import { searchOf } from '../prospects/views/view-state.ts';
import { signOut } from '../session/sign-out.ts';
import { useMay } from '../session/use-me.ts';
import { openShortcuts } from './palette-store.ts';

export interface Command {
  id: string;
  label: string;
  /** Other words by which one looks for it. */
  also: string;
  icon: ReactNode;
  hint?: string;
  run: () => void;
}

type Go = ReturnType<typeof useNavigate>;

/** What the palette can do besides finding people. */
export function useCommands(go: Go): Command[] {
  const mayImport = useMay('imports:write');
  const whyNot = useWhyNot('imports');
  const router = useRouter();
  const { data: views = [] } = useQuery(viewsQuery);
  const to = (href: string) => () => void router.navigate({ href });
  return [
    {
      id: 'prospects',
      label: 'Go to prospects',
      also: 'people search',
      icon: <Users />,
      hint: 'G P',
      run: () => void go({ to: '/prospects' }),
    },
    ...views.map((view) => ({
      id: view.id,
      label: `Open the view ${view.name}`,
      also: 'saved search filters',
      icon: <Bookmark />,
      run: () => void go({ to: '/prospects', search: searchOf(view) }),
    })),
    {
      id: 'lists',
      label: 'Go to lists',
      also: 'static groups people',
      icon: <Rows3 />,
      run: () => void go({ to: '/lists' }),
    },
    {
      id: 'segments',
      label: 'Go to segments',
      also: 'saved filters dynamic joined left',
      icon: <Filter />,
      run: () => void go({ to: '/segments' }),
    },
    {
      id: 'personas',
      label: 'Go to personas',
      also: 'whom to look for ideal similar lookalike',
      icon: <UserSearch />,
      run: () => void go({ to: '/personas' }),
    },
    {
      id: 'imports',
      label: 'Go to imports',
      also: 'csv files history',
      icon: <FileSpreadsheet />,
      hint: 'G I',
      run: () => void go({ to: '/imports' }),
    },
    {
      id: 'jobs',
      label: 'Go to jobs',
      also: 'work running',
      icon: <ListChecks />,
      hint: 'G J',
      run: () => void go({ to: '/jobs' }),
    },
    {
      id: 'enrichments',
      label: 'Go to bulk enrichments',
      also: 'runs many people progress',
      icon: <Sparkles />,
      run: () => void go({ to: '/enrichments' }),
    },
    {
      id: 'docs',
      label: 'Go to API docs',
      also: 'reference openapi',
      icon: <BookOpen />,
      hint: 'G D',
      run: to('/docs'),
    },
    {
      id: 'workspace',
      label: 'Go to settings',
      also: 'workspace name address slug',
      icon: <Settings />,
      hint: 'G S',
      run: () => void go({ to: '/settings/workspace' }),
    },
    {
      id: 'domains',
      label: 'Go to domains',
      also: 'dns certificate own name',
      icon: <Globe />,
      run: () => void go({ to: '/settings/domains' }),
    },
    {
      id: 'sources',
      label: 'Go to sources',
      also: 'providers order waterfall keys health apollo exa contactout edgar claude',
      icon: <PlugZap />,
      run: () => void go({ to: '/settings/sources' }),
    },
    {
      id: 'credits',
      label: 'Go to credits',
      also: 'balance ledger budgets caps training refunds',
      icon: <Coins />,
      run: () => void go({ to: '/settings/credits' }),
    },
    {
      id: 'usage',
      label: 'Go to usage',
      also: 'plan limits credits quota',
      icon: <Gauge />,
      run: () => void go({ to: '/settings/usage' }),
    },
    ...(mayImport && whyNot === null
      ? [
          {
            id: 'import',
            label: 'Import a CSV',
            also: 'upload new file',
            icon: <Upload />,
            run: () => void go({ to: '/imports/new' }),
          },
        ]
      : []),
    {
      id: 'light',
      label: 'Use the light theme',
      also: 'appearance colour',
      icon: <Sun />,
      run: () => setTheme('light'),
    },
    {
      id: 'dark',
      label: 'Use the dark theme',
      also: 'appearance colour night',
      icon: <Moon />,
      run: () => setTheme('dark'),
    },
    {
      id: 'system',
      label: 'Use the system theme',
      also: 'appearance auto',
      icon: <Monitor />,
      run: () => setTheme('system'),
    },
    { id: 'keys', label: 'Keyboard shortcuts', also: 'help', icon: <Keyboard />, hint: '?', run: openShortcuts },
    { id: 'out', label: 'Sign out', also: 'log out leave', icon: <LogOut />, run: () => void signOut() },
  ];
}
