import { Bookmark, BookmarkPlus, ChevronDown, Globe, Home, Lock, Pencil, RotateCcw, Save, Trash2 } from 'lucide-react';
import { useState } from 'react';
import type { View } from '../../../../../src/features/views/contract.ts';
import { Button, buttonClass } from '../../../ui/button.tsx';
import { Menu, MenuChoice, MenuItem, MenuLabel, MenuLine } from '../../../ui/menu.tsx';
import { useMay } from '../../session/use-me.ts';
import { ALL_VIEW, type Filters } from '../filters.ts';
import {
  useChangeView,
  useChooseDefault,
  useDeleteView,
  useSaveView,
  useShareView,
  useUpdateView,
} from './use-views.ts';
import { ViewForm } from './view-form.tsx';
import { contentOf, everybody, isChanged, searchOf, viewOf } from './view-state.ts';

const ALL = { value: ALL_VIEW, label: 'All people' };

const optionOf = ({ id, name, isDefault, isDefaultForAll }: View) => ({
  value: id,
  label: isDefault ? `${name} (your default)` : isDefaultForAll ? `${name} (everybody’s default)` : name,
});

interface ViewsMenuProps {
  filters: Filters;
  views: readonly View[] | undefined;
  /** Leads to an address as it is, whatever view would be meant by it. */
  go: (search: Filters) => void;
}

/** The saved views: which one is looked at, whether it differs by now, and all that can be done with it. */
export function ViewsMenu({ filters, views, go }: ViewsMenuProps) {
  const [form, setForm] = useState<'new' | 'rename' | null>(null);
  const manages = useMay('tenant:manage');
  const mayChange = useMay('lists:write');
  const save = useSaveView();
  const change = useChangeView();
  const update = useUpdateView();
  const share = useShareView();
  const choose = useChooseDefault();
  const remove = useDeleteView();

  const view = viewOf(filters, views);
  const changed = view !== undefined && isChanged(filters, view);
  const own = views?.filter(({ mine }) => mine) ?? [];
  const others = views?.filter(({ mine }) => !mine) ?? [];
  const pick = (id: string) => {
    const picked = views?.find((one) => one.id === id);
    go(picked === undefined ? everybody(views) : searchOf(picked));
  };
  const close = () => {
    save.reset();
    change.reset();
    setForm(null);
  };
  const updateView = view && (() => update(view, contentOf(filters)));
  return (
    <div className="flex shrink-0 items-center gap-1">
      <Menu
        align="start"
        trigger={
          <button
            type="button"
            aria-label={`View: ${view?.name ?? ALL.label}${changed ? ', changed' : ''}`}
            className={buttonClass('secondary', 'md', 'max-w-52')}
          >
            <Bookmark aria-hidden="true" />
            <span className="min-w-0 truncate max-md:hidden">{view?.name ?? ALL.label}</span>
            {changed && <span title="Changed" className="size-1.5 shrink-0 rounded-full bg-accent" />}
            <ChevronDown className="text-ink-3 max-md:hidden" aria-hidden="true" />
          </button>
        }
      >
        <div className="max-h-[40dvh] max-w-72 overflow-y-auto">
          <MenuChoice value={view?.id ?? ALL.value} options={[ALL]} onChange={() => go(everybody(views))} />
          {own.length > 0 && <MenuLabel>Yours</MenuLabel>}
          {own.length > 0 && <MenuChoice value={view?.id ?? ''} options={own.map(optionOf)} onChange={pick} />}
          {others.length > 0 && <MenuLabel>Shared by others</MenuLabel>}
          {others.length > 0 && <MenuChoice value={view?.id ?? ''} options={others.map(optionOf)} onChange={pick} />}
        </div>
        <MenuLine />
        {changed && mayChange && updateView && (
          <MenuItem icon={<Save aria-hidden="true" />} onSelect={updateView}>
            Save the changes
          </MenuItem>
        )}
        {changed && (
          <MenuItem icon={<RotateCcw aria-hidden="true" />} onSelect={() => pick(view.id)}>
            Back to the view
          </MenuItem>
        )}
        {mayChange && (
          <MenuItem icon={<BookmarkPlus aria-hidden="true" />} onSelect={() => setForm('new')}>
            Save as a new view
          </MenuItem>
        )}
        {view !== undefined && (
          <>
            <MenuLine />
            <MenuItem
              icon={<Home aria-hidden="true" />}
              onSelect={() => choose.mutate({ viewId: view.isDefault ? null : view.id })}
            >
              {view.isDefault ? 'No longer my default' : 'Make it my default'}
            </MenuItem>
            {manages && view.shared && (
              <MenuItem
                icon={<Globe aria-hidden="true" />}
                onSelect={() => choose.mutate({ viewId: view.isDefaultForAll ? null : view.id, forAll: true })}
              >
                {view.isDefaultForAll ? 'No longer everybody’s default' : 'Make it everybody’s default'}
              </MenuItem>
            )}
            {mayChange && (
              <>
                <MenuItem icon={<Pencil aria-hidden="true" />} onSelect={() => setForm('rename')}>
                  Rename
                </MenuItem>
                {view.mine && (
                  <MenuItem
                    icon={view.shared ? <Lock aria-hidden="true" /> : <Globe aria-hidden="true" />}
                    onSelect={() => share(view)}
                  >
                    {view.shared ? 'Make it private' : 'Share with the workspace'}
                  </MenuItem>
                )}
                <MenuItem
                  icon={<Trash2 aria-hidden="true" />}
                  onSelect={() => remove.mutate(view, { onSuccess: () => go({ ...filters, view: ALL_VIEW }) })}
                >
                  Delete
                </MenuItem>
              </>
            )}
          </>
        )}
      </Menu>
      {changed && mayChange && updateView && (
        <Button kind="ghost" className="text-accent-ink! max-lg:hidden" onClick={updateView}>
          Save changes
        </Button>
      )}
      {form === 'new' && (
        <ViewForm
          title="Save as a new view"
          action="Save the view"
          busy={save.isPending}
          error={save.error}
          onClose={close}
          onSubmit={(named) =>
            save.mutate(
              { ...named, ...contentOf(filters) },
              {
                onSuccess: ({ id }) => {
                  close();
                  if (id !== null) go({ ...filters, view: id });
                },
              },
            )
          }
        />
      )}
      {form === 'rename' && view !== undefined && (
        <ViewForm
          title="Rename the view"
          action="Rename"
          before={view}
          whyShared={view.mine ? null : 'Only who made a view can make it private.'}
          busy={change.isPending}
          error={change.error}
          onClose={close}
          onSubmit={({ name, shared }) =>
            change.mutate(
              // Sharing takes a right of its own, so that it is named only where it changes.
              { id: view.id, name, ...(shared === view.shared ? {} : { shared }) },
              { onSuccess: close },
            )
          }
        />
      )}
    </div>
  );
}
