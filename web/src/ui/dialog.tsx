import { X } from 'lucide-react';
import { Dialog as RadixDialog } from 'radix-ui';
import { type ReactNode, useLayoutEffect, useRef } from 'react';
import { cx } from '../lib/cx.ts';
import { IconButton } from './button.tsx';

interface DialogProps {
  title: string;
  open: boolean;
  onClose: () => void;
  children: ReactNode;
  className?: string;
}

/** A click on a toast is none outside the dialog. */
const keepForToasts = (event: { target: EventTarget | null; preventDefault: () => void }) => {
  if (event.target instanceof Element && event.target.closest('[data-sonner-toaster]') !== null) event.preventDefault();
};

const SCRIM = 'fixed inset-0 z-30 animate-fade-in bg-scrim';

/**
 * Where the focus was before a dialog opened, to give it back: Radix knows only openers that are its own triggers. The
 * content is mounted after this effect, so that a field in it that takes the focus comes too late to be meant.
 */
function useOpener(open: boolean): (event: Event) => void {
  const opener = useRef<Element | null>(null);
  useLayoutEffect(() => {
    if (open) opener.current = document.activeElement;
  }, [open]);
  return (event) => {
    event.preventDefault();
    if (opener.current instanceof HTMLElement) opener.current.focus();
  };
}

/** A dialog in the middle of the screen. */
export function Dialog({ title, open, onClose, children, className }: DialogProps) {
  const giveBack = useOpener(open);
  return (
    <RadixDialog.Root open={open} onOpenChange={(next) => !next && onClose()}>
      <RadixDialog.Portal>
        <RadixDialog.Overlay className={SCRIM} />
        <RadixDialog.Content
          aria-describedby={undefined}
          onInteractOutside={keepForToasts}
          onCloseAutoFocus={giveBack}
          className={cx(
            'fixed top-[12dvh] left-1/2 z-30 flex max-h-[76dvh] w-[min(calc(100vw-32px),480px)] -translate-x-1/2 animate-fade-in flex-col rounded-xl border border-line bg-raised shadow-pop outline-none',
            className,
          )}
        >
          <header className="flex items-center justify-between gap-4 border-b py-3 pr-3 pl-5">
            <RadixDialog.Title className="font-semibold text-md">{title}</RadixDialog.Title>
            <RadixDialog.Close asChild>
              <IconButton label="Close">
                <X aria-hidden="true" />
              </IconButton>
            </RadixDialog.Close>
          </header>
          <div className="relative overflow-y-auto p-5">{children}</div>
        </RadixDialog.Content>
      </RadixDialog.Portal>
    </RadixDialog.Root>
  );
}

interface SheetProps extends Omit<DialogProps, 'title'> {
  /** Read out, not shown: the sheet brings its own header. */
  title: string;
  onKeyDown?: (event: React.KeyboardEvent) => void;
  /** Where the focus goes after closing; by default to where it came from. */
  onCloseFocus?: (event: Event) => void;
}

/** A panel at the side of a desktop, a sheet of full height on a phone. */
export function Sheet({ title, open, onClose, children, className, onKeyDown, onCloseFocus }: SheetProps) {
  return (
    <RadixDialog.Root open={open} onOpenChange={(next) => !next && onClose()}>
      <RadixDialog.Portal>
        <RadixDialog.Overlay className={SCRIM} />
        <RadixDialog.Content
          aria-describedby={undefined}
          onInteractOutside={keepForToasts}
          onKeyDown={onKeyDown}
          onCloseAutoFocus={onCloseFocus}
          onOpenAutoFocus={(event) => {
            // The panel itself, not its first button: arrows and J/K work at once and no tooltip opens unasked.
            event.preventDefault();
            if (event.currentTarget instanceof HTMLElement) event.currentTarget.focus();
          }}
          className={cx(
            'fixed z-30 flex flex-col border-line bg-surface outline-none max-md:inset-0 max-md:animate-sheet-in md:inset-y-0 md:right-0 md:w-[min(92vw,680px)] md:animate-drawer-in md:border-l',
            className,
          )}
        >
          <RadixDialog.Title className="sr-only">{title}</RadixDialog.Title>
          {children}
        </RadixDialog.Content>
      </RadixDialog.Portal>
    </RadixDialog.Root>
  );
}
