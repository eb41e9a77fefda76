import { ArrowRight } from 'lucide-react';
import { type FormEvent, useState } from 'react';
import { Button } from '../../ui/button.tsx';
import { Field } from '../../ui/field.tsx';
import { slugOf, workspaceUrl } from './addresses.ts';
import { useSite } from './use-site.ts';

/** To one's own workspace by its name. Whether there is one is not told here. */
export function OpenWorkspace() {
  const { appDomain } = useSite();
  const [wrong, setWrong] = useState(false);
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const slug = slugOf(String(new FormData(event.currentTarget).get('slug')), appDomain);
    setWrong(slug === null);
    if (slug !== null) location.assign(workspaceUrl(slug, appDomain, location.protocol));
  };
  return (
    <form onSubmit={submit} className="grid gap-x-12 gap-y-6 md:grid-cols-[1fr_480px] md:items-start">
      <div>
        <h2 className="text-lg">Open your workspace</h2>
        <p className="mt-1 text-ink-2 text-sm">You sign in on its own address.</p>
      </div>
      <div className="flex items-start gap-2">
        <Field
          label="Workspace"
          name="slug"
          required
          autoComplete="off"
          autoCapitalize="none"
          spellCheck={false}
          placeholder="acme"
          suffix={`.${appDomain}`}
          className="min-w-0 flex-1"
          error={wrong ? 'Letters, digits and hyphens only' : undefined}
        />
        <Button
          type="submit"
          kind="primary"
          className="mt-[26px] h-9 max-md:h-11"
          icon={<ArrowRight aria-hidden="true" />}
        >
          Open
        </Button>
      </div>
    </form>
  );
}
