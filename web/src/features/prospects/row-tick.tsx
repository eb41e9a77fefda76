import { cx } from '../../lib/cx.ts';

interface RowTickProps {
  name: string;
  on: boolean;
  onToggle: (range: boolean) => void;
  className?: string;
}

/** The box before a person. With Shift, everyone since the last one. */
export const RowTick = ({ name, on, onToggle, className }: RowTickProps) => (
  <label className={cx('flex items-center justify-center', className)}>
    <input
      type="checkbox"
      aria-label={`Select ${name}`}
      checked={on}
      tabIndex={-1}
      onChange={(event) => onToggle(event.nativeEvent instanceof MouseEvent && event.nativeEvent.shiftKey)}
      className="size-3.5 accent-accent max-md:size-4.5"
    />
  </label>
);
