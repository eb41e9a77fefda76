import { Globe, Plus } from 'lucide-react';
import { useState } from 'react';
import { useNow } from '../../lib/use-now.ts';
import { useTitle } from '../../lib/use-title.ts';
import { Button } from '../../ui/button.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { ListFrame } from '../../ui/list-frame.tsx';
import { PageBody } from '../../ui/page.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';
import { useWhyNot } from '../billing/why-not.ts';
import { useMay } from '../session/use-me.ts';
import { ManagersOnly } from '../settings/managers-only.tsx';
import { AddDomain } from './add-domain.tsx';
import { DomainRow } from './domain-row.tsx';
import { useDomains } from './use-domains.ts';

/** The workspace's own names, each with its three lights. */
export function DomainsScreen() {
  useTitle('Domains');
  const may = useMay('tenant:manage');
  const query = useDomains(may);
  const now = useNow();
  const whyNot = useWhyNot();
  const [adding, setAdding] = useState(false);
  const rows = query.data?.items ?? [];
  const add = (
    <Button kind="primary" icon={<Plus aria-hidden="true" />} whyNot={whyNot} onClick={() => setAdding(true)}>
      Add a domain
    </Button>
  );
  return (
    <PageBody wide>
      {!may ? (
        <ManagersOnly what="The names under which this workspace lives are kept by them." />
      ) : (
        <ListFrame
          query={query}
          what="domains"
          count={rows.length}
          skeletons={3}
          above={
            query.isPending ? (
              <Skeleton className="mb-4 h-8 w-full max-md:h-10" />
            ) : (
              <div className="mb-4 flex items-center justify-between gap-4">
                <p className="text-ink-2 text-sm">Names of your own, under which this workspace can be reached.</p>
                {add}
              </div>
            )
          }
          skeleton={
            <div className="flex h-[68px] items-center gap-4 px-4 max-md:h-[88px]" aria-hidden="true">
              <Skeleton className="size-5" />
              <span className="grid gap-2">
                <Skeleton className="w-44" />
                <Skeleton className="h-2.5 w-28" />
              </span>
              <Skeleton className="ml-auto w-40 max-md:hidden" />
              <Skeleton className="h-5 w-14 max-md:ml-auto" />
            </div>
          }
          empty={
            <EmptyState icon={<Globe aria-hidden="true" />} title="No domains yet" action={add}>
              Let people reach this workspace, or your public pages, under a name of your own such as gifts.acme.com.
            </EmptyState>
          }
        >
          {rows.map((domain) => (
            <DomainRow key={domain.id} domain={domain} now={now} />
          ))}
        </ListFrame>
      )}
      {adding && <AddDomain onClose={() => setAdding(false)} />}
    </PageBody>
  );
}
