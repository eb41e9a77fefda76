/** The screens of a workspace's people, and of what is done with them. */
import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { readStep } from '../../features/imports/draft-step.ts';
import type { JobFilter } from '../../features/jobs/use-jobs.ts';
import { readView } from '../../features/profile/view.ts';
import { readFilters } from '../../features/prospects/filters.ts';
import { one } from '../../lib/search-params.ts';
import { members } from './base.ts';

const JOB_KINDS: ReadonlyArray<JobFilter['kind']> = [
  'import',
  'import_check',
  'import_undo',
  'enrichment',
  'bulk_enrichment',
  'duplicates',
  'bulk_edit',
  'lookalike',
  'filter_words',
  'mapping_proposal',
  'export',
];
const JOB_STATES: ReadonlyArray<JobFilter['state']> = ['queued', 'running', 'paused', 'done', 'failed', 'cancelled'];

const prospects = createRoute({
  getParentRoute: () => members,
  path: '/prospects',
  validateSearch: readFilters,
  component: lazyRouteComponent(() => import('../../features/prospects/prospects-screen.tsx'), 'ProspectsScreen'),
});

const prospect = createRoute({
  getParentRoute: () => prospects,
  path: '$prospectId',
  validateSearch: readView,
  component: lazyRouteComponent(() => import('../../features/profile/profile-drawer.tsx'), 'ProfileDrawer'),
});

const duplicates = createRoute({
  getParentRoute: () => members,
  path: '/duplicates',
  component: lazyRouteComponent(() => import('../../features/duplicates/duplicates-screen.tsx'), 'DuplicatesScreen'),
});

const deleted = createRoute({
  getParentRoute: () => members,
  path: '/deleted',
  component: lazyRouteComponent(() => import('../../features/records/deleted-screen.tsx'), 'DeletedScreen'),
});

const imports = createRoute({
  getParentRoute: () => members,
  path: '/imports',
  component: lazyRouteComponent(() => import('../../features/imports/imports-screen.tsx'), 'ImportsScreen'),
});

const importNew = createRoute({
  getParentRoute: () => members,
  path: '/imports/new',
  component: lazyRouteComponent(() => import('../../features/imports/upload/upload-step.tsx'), 'UploadStep'),
});

const importOne = createRoute({
  getParentRoute: () => members,
  path: '/imports/$importId',
  validateSearch: (search) => readStep(one(search.step)),
  component: lazyRouteComponent(() => import('../../features/imports/import-screen.tsx'), 'ImportScreen'),
});

const jobs = createRoute({
  getParentRoute: () => members,
  path: '/jobs',
  validateSearch: (search): JobFilter => {
    const kind = JOB_KINDS.find((known) => known === one(search.kind));
    const state = JOB_STATES.find((known) => known === one(search.state));
    return { ...(kind === undefined ? {} : { kind }), ...(state === undefined ? {} : { state }) };
  },
  component: lazyRouteComponent(() => import('../../features/jobs/jobs-screen.tsx'), 'JobsScreen'),
});

const exports = createRoute({
  getParentRoute: () => members,
  path: '/exports',
  component: lazyRouteComponent(() => import('../../features/exports/exports-screen.tsx'), 'ExportsScreen'),
});

const enrichments = createRoute({
  getParentRoute: () => members,
  path: '/enrichments',
  component: lazyRouteComponent(() => import('../../features/enrichment-run/bulks-screen.tsx'), 'BulksScreen'),
});

const enrichment = createRoute({
  getParentRoute: () => members,
  path: '/enrichments/$enrichmentId',
  component: lazyRouteComponent(() => import('../../features/enrichment-run/bulk-screen.tsx'), 'BulkScreen'),
});

const lists = createRoute({
  getParentRoute: () => members,
  path: '/lists',
  component: lazyRouteComponent(() => import('../../features/lists/lists-screen.tsx'), 'ListsScreen'),
});

const list = createRoute({
  getParentRoute: () => members,
  path: '/lists/$listId',
  validateSearch: readFilters,
  component: lazyRouteComponent(() => import('../../features/lists/list-screen.tsx'), 'ListScreen'),
});

const segments = createRoute({
  getParentRoute: () => members,
  path: '/segments',
  component: lazyRouteComponent(() => import('../../features/segments/segments-screen.tsx'), 'SegmentsScreen'),
});

const segment = createRoute({
  getParentRoute: () => members,
  path: '/segments/$segmentId',
  component: lazyRouteComponent(() => import('../../features/segments/segment-screen.tsx'), 'SegmentScreen'),
});

const personas = createRoute({
  getParentRoute: () => members,
  path: '/personas',
  component: lazyRouteComponent(() => import('../../features/personas/personas-screen.tsx'), 'PersonasScreen'),
});

const personaNew = createRoute({
  getParentRoute: () => members,
  path: '/personas/new',
  component: lazyRouteComponent(() => import('../../features/personas/persona-screen.tsx'), 'NewPersonaScreen'),
});

const persona = createRoute({
  getParentRoute: () => members,
  path: '/personas/$personaId',
  component: lazyRouteComponent(() => import('../../features/personas/persona-screen.tsx'), 'PersonaScreen'),
});

const similar = createRoute({
  getParentRoute: () => members,
  path: '/similar/$prospectId',
  component: lazyRouteComponent(() => import('../../features/personas/similar-screen.tsx'), 'SimilarScreen'),
});

export const peopleRoutes = [
  prospects.addChildren([prospect]),
  duplicates,
  deleted,
  imports,
  importNew,
  importOne,
  jobs,
  exports,
  enrichments,
  enrichment,
  lists,
  list,
  segments,
  segment,
  personas,
  personaNew,
  persona,
  similar,
] as const;
