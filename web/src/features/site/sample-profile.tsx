import { Check } from 'lucide-react';

const FIELDS = [
  ['E-mail', 'mara@northwindrail.example', 'ContactOut', '97%'],
  ['Title', 'Chief Financial Officer', 'Apollo', '94%'],
  ['Shares held', '184,200 common', 'SEC EDGAR', '99%'],
  ['Location', 'Denver, Colorado', 'Exa', '81%'],
] as const;
const SOURCES = ['Apollo', 'ContactOut', 'Exa', 'SEC EDGAR', 'Claude'];

/** A picture of a profile, drawn with the app's own parts. The person is made up. */
export function SampleProfile() {
  return (
    <figure
      className="rounded-xl border border-line bg-surface"
      aria-label="A sample profile: fields with source and confidence"
    >
      <div className="flex items-center gap-4 border-b p-5">
        <span className="flex size-12 items-center justify-center rounded-full bg-accent-soft font-semibold text-accent-ink text-md">
          ML
        </span>
        <div className="min-w-0 flex-1">
          <p className="font-semibold text-lg">Mara Lindqvist</p>
          <p className="truncate text-ink-2 text-sm">CFO · Northwind Rail</p>
        </div>
        <div className="text-right">
          <p className="text-ink-3 text-xs">Net worth</p>
          <p className="num font-semibold text-lg">$38.4M</p>
        </div>
      </div>
      <ul className="flex flex-wrap gap-x-4 gap-y-2 border-b px-5 py-3">
        {SOURCES.map((source) => (
          <li key={source} className="flex items-center gap-1.5 text-ink-2 text-xs">
            <Check className="size-3.5 text-good" aria-hidden="true" />
            {source}
          </li>
        ))}
      </ul>
      <p className="border-b px-5 py-4 text-sm leading-6">
        Bought 12,000 shares on the open market on 4 March, her first purchase in three years.
        <Note>1</Note> Took over as CFO last autumn.
        <Note>2</Note>
      </p>
      <dl className="px-5 py-2">
        {FIELDS.map(([label, value, source, confidence]) => (
          <div key={label} className="flex items-baseline gap-3 border-line border-b py-2 last:border-b-0">
            <dt className="w-24 shrink-0 text-ink-3 text-sm">{label}</dt>
            <dd className="flex min-w-0 flex-1 items-baseline justify-between gap-3 text-sm">
              <span className="truncate">{value}</span>
              <span className="num flex shrink-0 items-center gap-2 text-ink-3 text-xs">
                <span className="rounded-sm bg-pressed px-1.5 font-medium text-2xs text-ink-2">{source}</span>
                {confidence}
              </span>
            </dd>
          </div>
        ))}
      </dl>
      <figcaption className="border-t px-5 py-2.5 text-ink-3 text-xs">A sample. The person is made up.</figcaption>
    </figure>
  );
}

const Note = ({ children }: { children: string }) => (
  <span className="num mx-0.5 inline-flex h-4 min-w-4 items-center justify-center rounded-sm bg-accent-soft px-1 align-[2px] font-medium text-[10px] text-accent-ink">
    {children}
  </span>
);
