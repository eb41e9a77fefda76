import { useTitle } from '../../lib/use-title.ts';
import { ErrorState } from '../../ui/error-state.tsx';
import { PageBody } from '../../ui/page.tsx';
import { Loading, Skeleton } from '../../ui/skeleton.tsx';
import { useWhyNot } from '../billing/why-not.ts';
import { useMay } from '../session/use-me.ts';
import { SettingsSection } from '../settings/section.tsx';
import { AddressForm } from './address-form.tsx';
import { FormerAddresses } from './former-addresses.tsx';
import { NameForm } from './name-form.tsx';
import { useWorkspace } from './use-workspace.ts';

const READERS = 'Only owners and admins can change this.';

/** How the workspace is called, and where it lives. */
export function WorkspaceScreen() {
  useTitle('Workspace');
  const query = useWorkspace();
  const may = useMay('tenant:manage');
  const blocked = useWhyNot();
  const whyNot = may ? blocked : READERS;
  const workspace = query.data;
  return (
    <PageBody wide>
      {query.isError && workspace === undefined ? (
        <ErrorState error={query.error} onRetry={() => void query.refetch()} />
      ) : (
        <>
          <SettingsSection title="Name" about="Shown to members, and in the mails that we send.">
            {workspace === undefined ? (
              <Placeholder label="Loading the workspace" />
            ) : (
              <NameForm key={workspace.name} name={workspace.name} whyNot={whyNot} />
            )}
          </SettingsSection>
          <SettingsSection title="Address" about="Where members sign in. Your own domains stay as they are.">
            {workspace === undefined ? (
              <Placeholder />
            ) : (
              <>
                <AddressForm key={workspace.slug} workspace={workspace} whyNot={whyNot} />
                <FormerAddresses workspace={workspace} />
              </>
            )}
          </SettingsSection>
        </>
      )}
    </PageBody>
  );
}

const Placeholder = ({ label }: { label?: string }) => (
  <div className="h-[112px] max-md:h-[130px]">
    {label !== undefined && <Loading label={label} />}
    <Skeleton className="mb-3 w-28" />
    <Skeleton className="h-9 w-full max-md:h-11" />
  </div>
);
