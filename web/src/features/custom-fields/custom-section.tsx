import { Link } from '@tanstack/react-router';
import { Failure } from '../../lib/failure.ts';
import { safeUrl, shortUrl } from '../../lib/links.ts';
import { Section } from '../profile/section.tsx';
import { useRecord } from '../records/use-record.ts';
import { useMay } from '../session/use-me.ts';
import { CustomInput } from './custom-input.tsx';
import { NOT_ONE, valueWords } from './field-words.ts';

/** The workspace's own fields of a person, each changed where it stands. */
export function CustomSection({ prospectId }: { prospectId: string }) {
  const mayChange = useMay('prospects:write');
  const mayManage = useMay('tenant:manage');
  const { query, change } = useRecord(prospectId);
  const fields = query.data?.customFields ?? [];
  if (fields.length === 0) return null;
  const failure = change.error instanceof Failure ? change.error : null;
  return (
    <Section
      title="Your fields"
      action={
        mayManage && (
          <Link to="/settings/fields" className="text-ink-2 text-xs underline underline-offset-2 hover:text-ink">
            Change fields
          </Link>
        )
      }
    >
      <dl className="grid gap-y-3 text-sm">
        {fields.map((field) => {
          const id = `custom-${field.id}`;
          const url = field.type === 'url' && field.fits && field.value !== null ? safeUrl(field.value) : null;
          const refused = failure?.issueOf(`custom.${field.key}`);
          return (
            <div key={field.id} className="grid items-start gap-x-4 gap-y-1 sm:grid-cols-[128px_1fr]">
              <dt className="pt-1.5 text-ink-3 [overflow-wrap:anywhere]">
                <label htmlFor={id}>{field.name}</label>
              </dt>
              <dd className="min-w-0">
                {mayChange ? (
                  <CustomInput
                    key={field.value ?? ''}
                    id={id}
                    field={field}
                    value={field.value}
                    onChange={(value) => change.mutate({ custom: { [field.key]: value } })}
                  />
                ) : (
                  <p className="pt-1.5 [overflow-wrap:anywhere]">{valueWords(field) || '—'}</p>
                )}
                {url !== null && (
                  <a
                    href={url}
                    target="_blank"
                    rel="noopener noreferrer"
                    className="mt-1 inline-block text-ink-2 text-xs underline underline-offset-2"
                  >
                    Open {shortUrl(url)}
                  </a>
                )}
                {refused !== undefined ? (
                  <p role="alert" className="mt-1 text-bad-ink text-xs">
                    {refused}
                  </p>
                ) : (
                  !field.fits && (
                    <p className="mt-1 text-warn-ink text-xs [overflow-wrap:anywhere]">
                      “{field.value}” came with a file and is {NOT_ONE[field.type]}.
                    </p>
                  )
                )}
              </dd>
            </div>
          );
        })}
      </dl>
    </Section>
  );
}
