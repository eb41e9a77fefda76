import { useQueryClient } from '@tanstack/react-query';
import { Outlet, useLocation, useNavigate, useSearch } from '@tanstack/react-router';
import { RotateCw } from 'lucide-react';
import { useEffect, useMemo, useRef, useState } from 'react';
import { count, total } from '../../lib/format.ts';
import { useStore } from '../../lib/store.ts';
import { useIsPhone } from '../../lib/use-media.ts';
import { useTitle } from '../../lib/use-title.ts';
import { buttonClass } from '../../ui/button.tsx';
import { PageHead } from '../../ui/page.tsx';
import { EnrichButton } from '../enrichment-run/enrich-button.tsx';
import { EnrichDialog } from '../enrichment-run/enrich-dialog.tsx';
import type { RunTarget } from '../enrichment-run/run-target.ts';
import { ExportButton } from '../exports/export-button.tsx';
import { ExportTicked } from '../exports/export-ticked.tsx';
import { ImportLink } from '../imports/import-link.tsx';
import { AddToList, AddToListButton, MANY } from '../lists/add-to-list.tsx';
import { TakeOffList } from '../lists/take-off-list.tsx';
import { SelectionActions } from '../records/selection-actions.tsx';
import { SaveSegment } from '../segments/save-segment.tsx';
import { useMay } from '../session/use-me.ts';
import { SuppressSelection } from '../suppression/suppress-selection.tsx';
import { Chips } from './chips.tsx';
import { Facets } from './facets.tsx';
import { FilterSheet } from './filter-sheet.tsx';
import { bodyFilters, type Filters, readFilters, sought } from './filters.ts';
import { HowMany } from './how-many.tsx';
import type { Sort } from './labels.ts';
import { listNews } from './list-news.ts';
import { People } from './people.tsx';
import { SearchBox } from './search-box.tsx';
import type { Selection } from './selection.ts';
import { SelectionBar } from './selection-bar.tsx';
import { SortMenu } from './sort-menu.tsx';
import { useShown } from './use-columns.ts';
import { askAhead, useProspects } from './use-prospects.ts';
import { useSelection } from './use-selection.ts';
import { ColumnsMenu } from './views/columns-menu.tsx';
import { useViews } from './views/use-views.ts';
import { afterChange, beginningOf, leavesToView } from './views/view-state.ts';
import { ViewsFailed } from './views/views-failed.tsx';
import { ViewsMenu } from './views/views-menu.tsx';
import { WordsButton } from './words/words-button.tsx';

/** Search: text, facets, sort and the list, all of it in the address. A profile opens over it. */
export function ProspectsScreen() {
  useTitle('Prospects');
  const filters = useSearch({ from: '/frame/members/prospects', select: readFilters });
  const navigate = useNavigate();
  const queries = useQueryClient();
  const phone = useIsPhone();
  const mayImport = useMay('imports:write');
  const mayEnrich = useMay('enrichment:run');
  const mayList = useMay('lists:write');
  const views = useViews();
  // Under a profile that somebody came to by its address, the list begins with no view: it would take the profile away.
  const isList = useLocation({ select: ({ pathname }) => pathname === '/prospects' });
  const begins = isList && leavesToView(filters);
  const known = views.data;
  const beginning = useMemo(
    () => (begins && known !== undefined ? beginningOf(filters, known) : null),
    [begins, known, filters],
  );
  useEffect(() => {
    if (beginning !== null) void navigate({ to: '/prospects', search: beginning, replace: true });
  }, [beginning, navigate]);
  const found = useProspects(filters, beginning !== null || (begins && views.isPending));
  const selecting = useSelection(JSON.stringify(sought(filters)), found.rows);
  const [target, setTarget] = useState<RunTarget | null>(null);
  const [listing, setListing] = useState(false);
  // All that match, for as long as the ticks are the same: another tick means those ticked.
  const [wholeOf, setWholeOf] = useState<Selection | null>(null);
  const whole = wholeOf !== null && wholeOf === selecting.selection && wholeOf.size > 0;
  const ids = [...selecting.selection];
  const shown = useShown(filters);
  const news = useStore(listNews);
  const enterList = useRef<(() => void) | null>(null);

  const go = (search: Filters, replace = false) => {
    askAhead(queries, search);
    void navigate({ to: '/prospects', search, replace });
  };
  const apply = (next: Filters, replace = false) => go(afterChange(next, views.data), replace);
  const sortBy = (sort: Sort) => {
    const { sort: _sort, ...rest } = filters;
    apply(sort === 'newest' ? rest : { ...rest, sort });
  };
  const search = (text: string) => {
    const { q: _q, ...rest } = filters;
    const q = text.trim();
    if (q === (filters.q ?? '')) return;
    apply(q === '' ? rest : { ...rest, q }, true);
  };
  const refresh = () => {
    listNews.set(false);
    void queries.resetQueries({ queryKey: ['prospects'] });
  };

  const figure = found.total ?? found.counts?.total;
  const howMany = figure === undefined ? undefined : total(figure);
  // Somebody is there, whether they are counted yet or not.
  const some = found.rows.length > 0 ? { value: found.rows.length, exact: false } : undefined;
  const facets = {
    filters,
    counts: found.counts,
    counting: found.counting,
    failed: found.query.isError || found.uncounted,
    onChange: apply,
  };
  const who = whole ? { filter: bodyFilters(filters) } : { ids };
  const whom = whole ? (howMany ?? 'All that match') : count(ids.length, 'person', 'people');
  return (
    <>
      <PageHead
        title="Prospects"
        about={found.query.isError && found.rows.length === 0 ? undefined : <HowMany found={found} />}
      >
        <EnrichButton total={found.total ?? some} onClick={() => setTarget({ kind: 'filter', filters })} />
        <SaveSegment filters={filters} />
        <ExportButton filters={shown} total={found.total ?? some} />
        {mayImport && (
          <ImportLink>
            <span className="max-sm:sr-only">Import</span>
          </ImportLink>
        )}
      </PageHead>
      <div className="flex min-h-0 flex-1">
        <aside aria-label="Filters" className="hidden w-60 shrink-0 relative overflow-y-auto border-r lg:block">
          <Facets {...facets} />
        </aside>
        <section aria-label="People found" className="flex min-w-0 flex-1 flex-col">
          <div className="flex shrink-0 items-center gap-2 border-b px-4 py-2 max-sm:flex-wrap">
            <ViewsMenu filters={filters} views={views.data} go={go} />
            <SearchBox value={filters.q ?? ''} onSearch={search} onLeave={() => enterList.current?.()} />
            <WordsButton filters={filters} go={go} />
            <div className="ml-auto flex items-center gap-2">
              {news && (
                <button type="button" onClick={refresh} className={buttonClass('ghost', 'md', 'text-accent-ink!')}>
                  <RotateCw aria-hidden="true" />
                  <span className="max-md:sr-only">Show changes</span>
                </button>
              )}
              <div className="lg:hidden">
                <FilterSheet {...facets} found={howMany ?? 'people'} />
              </div>
              {!phone && <ColumnsMenu filters={filters} onChange={apply} />}
              <SortMenu sort={filters.sort ?? 'newest'} fits={filters.fits !== undefined} onChange={sortBy} />
            </div>
          </div>
          <ViewsFailed views={views} />
          {!phone && <Chips filters={filters} onChange={apply} />}
          <People
            filters={filters}
            found={found}
            onSort={sortBy}
            onClear={() => apply({})}
            selecting={mayEnrich || mayList ? selecting : null}
            foot={
              <SelectionBar
                selected={selecting.selection.size}
                all={
                  found.total !== undefined && found.total.value > selecting.selection.size
                    ? {
                        words: total(found.total).toLowerCase(),
                        on: whole,
                        onPick: () => setWholeOf(selecting.selection),
                      }
                    : undefined
                }
                onEnrich={() => setTarget(whole ? { kind: 'filter', filters } : { kind: 'ids', ids })}
                onClear={selecting.clear}
              >
                {mayList && <AddToListButton onClick={() => setListing(true)} />}
                {mayList && <TakeOffList who={who} whom={whom} onDone={selecting.clear} />}
                <SelectionActions who={who} whom={whom} onDone={selecting.clear} />
                <SuppressSelection who={who} whom={whom} onDone={selecting.clear} />
                {!whole && <ExportTicked ids={() => ids} filters={shown} />}
              </SelectionBar>
            }
            listRef={enterList}
          />
        </section>
      </div>
      {target !== null && (
        <EnrichDialog
          target={target}
          people={target.kind === 'ids' ? target.ids.length : found.total?.exact ? found.total.value : null}
          onClose={() => setTarget(null)}
          onStarted={selecting.clear}
        />
      )}
      {listing && (
        <AddToList
          picked={who}
          whom={whom}
          many={whole && (figure?.value ?? 0) > MANY}
          onClose={() => setListing(false)}
          onDone={selecting.clear}
        />
      )}
      <Outlet />
    </>
  );
}
