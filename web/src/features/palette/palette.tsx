import { useNavigate } from '@tanstack/react-router';
import { Search } from 'lucide-react';
import { Dialog } from 'radix-ui';
import { type ReactNode, useEffect, useRef, useState } from 'react';
import { cx } from '../../lib/cx.ts';
import { Avatar } from '../../ui/avatar.tsx';
import { Kbd } from '../../ui/kbd.tsx';
import { Spinner } from '../../ui/spinner.tsx';
import { useCommands } from './commands.tsx';
import { matches } from './match.ts';
import { closePalette } from './palette-store.ts';
import { usePeopleSearch } from './use-people-search.ts';

interface Item {
  id: string;
  group: string;
  icon: ReactNode;
  label: string;
  about?: string;
  hint?: string;
  run: () => void;
}

/** Everything by typing: pages, actions, people. A combobox: the focus stays in the box, the arrows move the choice. */
export function Palette() {
  const navigate = useNavigate();
  const commands = useCommands(navigate);
  const [typed, setTyped] = useState('');
  const [at, setAt] = useState(0);
  const list = useRef<HTMLDivElement>(null);
  const { people, busy, failed } = usePeopleSearch(typed);

  const items: Item[] = [
    ...people.map((person) => ({
      id: person.id,
      group: 'People',
      icon: <Avatar name={person.name} size="sm" />,
      label: person.name,
      about: [person.title, person.company].filter(Boolean).join(' · '),
      run: () => void navigate({ to: '/prospects/$prospectId', params: { prospectId: person.id } }),
    })),
    ...commands
      .filter((command) => matches(typed, `${command.label} ${command.also}`))
      .map((command) => ({ ...command, group: 'Actions' })),
  ];
  const chosen = Math.min(at, items.length - 1);
  const groups = [...new Set(items.map((item) => item.group))];

  useEffect(() => {
    list.current?.querySelector(`[data-at="${chosen}"]`)?.scrollIntoView({ block: 'nearest' });
  }, [chosen]);

  const run = (item: Item | undefined) => {
    if (item === undefined) return;
    closePalette();
    item.run();
  };
  return (
    <Dialog.Root open onOpenChange={(open) => !open && closePalette()}>
      <Dialog.Portal>
        <Dialog.Overlay className="fixed inset-0 z-40 animate-fade-in bg-scrim" />
        <Dialog.Content
          aria-describedby={undefined}
          className="fixed top-[12dvh] left-1/2 z-40 w-[min(calc(100vw-32px),600px)] -translate-x-1/2 animate-fade-in overflow-hidden rounded-xl border border-line bg-raised shadow-pop outline-none"
        >
          <Dialog.Title className="sr-only">Go to, do, or find</Dialog.Title>
          <div className="relative border-b">
            <Search className="absolute top-1/2 left-4 size-4 -translate-y-1/2 text-ink-3" aria-hidden="true" />
            <input
              role="combobox"
              aria-expanded="true"
              aria-controls="palette-list"
              aria-activedescendant={items[chosen] === undefined ? undefined : `palette-${items[chosen].id}`}
              aria-label="Find a person or an action"
              placeholder="Find a person or an action"
              autoComplete="off"
              spellCheck={false}
              value={typed}
              onChange={(event) => {
                setTyped(event.target.value);
                setAt(0);
              }}
              onKeyDown={(event) => {
                const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
                if (step !== 0 && items.length > 0) {
                  event.preventDefault();
                  setAt((chosen + step + items.length) % items.length);
                } else if (event.key === 'Enter') {
                  event.preventDefault();
                  run(items[chosen]);
                }
              }}
              className="h-12 w-full bg-transparent pr-10 pl-11 text-md outline-none"
            />
            {busy && typed.trim() !== '' && <Spinner className="absolute top-1/2 right-4 -mt-2 text-ink-3" />}
          </div>
          <div
            ref={list}
            id="palette-list"
            role="listbox"
            aria-label="Results"
            className="max-h-[min(420px,60dvh)] relative overflow-y-auto p-2"
          >
            {groups.map((group) => (
              // biome-ignore lint/a11y/useSemanticElements: a group within a listbox has no element of its own
              <div key={group} role="group" aria-label={group}>
                <p className="px-2 pt-2 pb-1 font-medium text-ink-3 text-xs" aria-hidden="true">
                  {group}
                </p>
                {items.map(
                  (item, index) =>
                    item.group === group && (
                      // biome-ignore lint/a11y/useKeyWithClickEvents: the keys are the box's, as in every combobox
                      // biome-ignore lint/a11y/useFocusableInteractive: the focus stays in the box
                      <div
                        key={item.id}
                        id={`palette-${item.id}`}
                        data-at={index}
                        role="option"
                        aria-selected={index === chosen}
                        onMouseMove={() => setAt(index)}
                        onClick={() => run(item)}
                        className={cx(
                          'flex h-10 cursor-pointer items-center gap-3 rounded-md px-2 text-sm [&>svg]:size-4 [&>svg]:shrink-0 [&>svg]:text-ink-3',
                          index === chosen && 'bg-hover',
                        )}
                      >
                        {item.icon}
                        <span className="min-w-0 flex-1 truncate">
                          {item.label}
                          {item.about !== undefined && item.about !== '' && (
                            <span className="ml-2 text-ink-3">{item.about}</span>
                          )}
                        </span>
                        {item.hint?.split(' ').map((key) => (
                          <Kbd key={key}>{key}</Kbd>
                        ))}
                      </div>
                    ),
                )}
              </div>
            ))}
            {items.length === 0 && (
              <p className="px-2 py-8 text-center text-ink-3 text-sm">
                {failed ? 'People cannot be searched just now.' : busy ? 'Searching' : `Nothing for “${typed.trim()}”`}
              </p>
            )}
          </div>
        </Dialog.Content>
      </Dialog.Portal>
    </Dialog.Root>
  );
}
