import { Card } from '../../ui/page.tsx';
import { Loading, Skeleton } from '../../ui/skeleton.tsx';

const THREE = ['a', 'b', 'c'];
const TWO = ['a', 'b'];

/** The shape of a name's page before it is there. */
export function DomainSkeleton() {
  return (
    <>
      <Loading label="Loading the domain" />
      <Skeleton className="h-7 w-64 max-w-full" />
      <Skeleton className="mt-2 w-80 max-w-full" />
      <Card className="mt-[72px] grid divide-line max-md:divide-y md:grid-cols-3 md:divide-x">
        {THREE.map((key) => (
          <div key={key} className="flex h-[92px] gap-3 p-4">
            <Skeleton className="size-5 rounded-full" />
            <span className="grid flex-1 content-start gap-2">
              <Skeleton className="w-20" />
              <Skeleton className="w-full" />
            </span>
          </div>
        ))}
      </Card>
      <Skeleton className="mt-8 mb-4 h-5 w-64 max-w-full" />
      <Card className="divide-y divide-line">
        {TWO.map((key) => (
          <div key={key} className="flex h-[72px] items-center gap-6 px-4">
            <Skeleton className="w-12" />
            <Skeleton className="flex-1" />
            <Skeleton className="flex-1" />
            <Skeleton className="h-5 w-20" />
          </div>
        ))}
      </Card>
    </>
  );
}
