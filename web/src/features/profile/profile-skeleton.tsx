import { Loading, Skeleton } from '../../ui/skeleton.tsx';
import { SOURCE_ORDER } from './run-words.ts';

export const HeadSkeleton = () => (
  <div className="border-b px-4 py-5 md:px-6" aria-hidden="true">
    <div className="flex gap-4">
      <Skeleton className="size-12 rounded-full" />
      <div className="grid flex-1 content-center gap-3">
        <Skeleton className="h-5 w-44" />
        <Skeleton className="w-64 max-w-full" />
      </div>
    </div>
    <div className="mt-4 flex gap-2">
      <Skeleton className="h-7 w-32" />
      <Skeleton className="h-7 w-44" />
    </div>
  </div>
);

/** The parts below the head, in the places where they will stand: the sources in a line, or each with its own. */
export const BodySkeleton = ({ folded }: { folded: boolean }) => (
  <>
    <Loading label="Loading the profile" />
    <div className="border-b px-4 py-5 md:px-6" aria-hidden="true">
      <Skeleton className="mt-2 mb-5 w-24" />
      <div className="divide-y divide-line rounded-lg border border-line">
        <div className="flex h-10 items-center justify-between px-3">
          <Skeleton className="w-16" />
          <Skeleton className="w-24" />
        </div>
        {!folded &&
          SOURCE_ORDER.map((source) => (
            <div key={source} className="flex h-10 items-center gap-3 px-3">
              <Skeleton className="size-5 rounded-full" />
              <Skeleton className="w-32" />
              <Skeleton className="ml-auto w-16" />
            </div>
          ))}
      </div>
    </div>
    <div className="grid gap-5 px-4 py-5 md:px-6" aria-hidden="true">
      <Skeleton className="mt-2 w-16" />
      {['w-40', 'w-56', 'w-32', 'w-48', 'w-36'].map((width) => (
        <div key={width} className="flex gap-4">
          <Skeleton className="w-28" />
          <Skeleton className={width} />
        </div>
      ))}
    </div>
  </>
);
