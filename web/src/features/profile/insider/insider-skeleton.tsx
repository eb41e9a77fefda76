import { Loading, Skeleton } from '../../../ui/skeleton.tsx';

/** The places of the figures, the chart and the first lines. */
export const InsiderSkeleton = () => (
  <div className="px-4 py-5 md:px-6">
    <Loading label="Loading filings" />
    <Skeleton className="h-20 rounded-lg" />
    <Skeleton className="mt-8 h-44 rounded-lg" />
    <div className="mt-8 grid gap-6">
      {['w-56', 'w-48', 'w-64', 'w-52'].map((width) => (
        <div key={width} className="flex justify-between">
          <Skeleton className={width} />
          <Skeleton className="w-20" />
        </div>
      ))}
    </div>
  </div>
);
