import { Link } from '@tanstack/react-router';
import type { SearchCounts } from '../../../../src/features/prospects/contract.ts';
import type { Filters } from './filters.ts';
import { PersonLink } from './person-link.tsx';

/** Below few matches or none: what may have been meant, and who is spelt alike. They are no matches, and not counted. */
export function SpeltAlike({
  similar: { didYouMean, items },
  filters,
}: {
  similar: NonNullable<SearchCounts['similar']>;
  filters: Filters;
}) {
  return (
    <section aria-label="Spelt alike" className="mx-auto max-w-[640px] px-4 py-6">
      {didYouMean !== null && (
        <p className="mb-3 text-sm">
          Did you mean{' '}
          <Link
            to="/prospects"
            search={{ ...filters, q: didYouMean }}
            className="font-medium text-accent-ink underline"
          >
            {didYouMean}
          </Link>
          ?
        </p>
      )}
      {items.length > 0 && (
        <>
          <h2 className="mb-1 font-medium text-ink-2 text-xs">Spelt alike</h2>
          <ul className="divide-y divide-line rounded-lg border border-line">
            {items.map((row) => (
              <li key={row.id}>
                <PersonLink row={row} className="block px-3 py-2 hover:bg-hover">
                  <span className="block truncate font-medium text-sm">{row.name}</span>
                  <span className="block truncate text-ink-2 text-xs">
                    {[row.title, row.company].filter(Boolean).join(' · ') || 'No title, no company'}
                  </span>
                </PersonLink>
              </li>
            ))}
          </ul>
        </>
      )}
    </section>
  );
}
