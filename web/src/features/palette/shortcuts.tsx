import { Dialog } from '../../ui/dialog.tsx';
import { Kbd } from '../../ui/kbd.tsx';
import { closePalette } from './palette-store.ts';

const isMac = /Mac|iPhone|iPad/.test(navigator.userAgent);

const GROUPS = [
  {
    title: 'Everywhere',
    keys: [
      [[isMac ? '⌘' : 'Ctrl', 'K'], 'Find a person or an action'],
      [['G', 'P'], 'Prospects'],
      [['G', 'I'], 'Imports'],
      [['G', 'J'], 'Jobs'],
      [['G', 'D'], 'API docs'],
      [['G', 'S'], 'Settings'],
      [['?'], 'This list'],
    ],
  },
  {
    title: 'People',
    keys: [
      [['/'], 'Search'],
      [['↑', '↓'], 'Move through the list'],
      [['Enter'], 'Open the profile'],
      [['J', 'K'], 'Next, previous'],
      [['X'], 'Select the person'],
      [['Esc'], 'Close the profile'],
    ],
  },
] as const;

/** Every shortcut on one sheet. */
export function Shortcuts() {
  return (
    <Dialog title="Keyboard shortcuts" open onClose={closePalette}>
      <div className="grid gap-6">
        {GROUPS.map(({ title, keys }) => (
          <section key={title}>
            <h3 className="mb-1 text-ink-3 text-xs">{title}</h3>
            <dl className="divide-y divide-line">
              {keys.map(([names, meaning]) => (
                <div key={meaning} className="flex items-center justify-between gap-4 py-2">
                  <dt className="text-sm">{meaning}</dt>
                  <dd className="flex gap-1">
                    {names.map((name) => (
                      <Kbd key={name}>{name}</Kbd>
                    ))}
                  </dd>
                </div>
              ))}
            </dl>
          </section>
        ))}
      </div>
    </Dialog>
  );
}
