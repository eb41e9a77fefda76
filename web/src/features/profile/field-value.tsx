import { safeUrl, shortUrl } from '../../lib/links.ts';
import { readable } from './fields.ts';

const LINK =
  'break-words rounded-sm text-ink underline decoration-line-strong underline-offset-2 hover:decoration-current';

/** A value as what it is: an address one can follow, a figure, a text. */
export function FieldText({ field, value }: { field: string; value: string }) {
  if (field === 'email') {
    return (
      <a className={LINK} href={`mailto:${value}`}>
        {value}
      </a>
    );
  }
  if (field === 'phone') {
    return (
      <a className={LINK} href={`tel:${value.replace(/[^+\d]/g, '')}`}>
        {value}
      </a>
    );
  }
  const url = field === 'linkedinUrl' || field === 'companyDomain' ? safeUrl(value) : null;
  return url === null ? (
    <span className="break-words">{readable(field, value)}</span>
  ) : (
    <a className={LINK} href={url} target="_blank" rel="noopener noreferrer">
      {shortUrl(value)}
      <span className="sr-only"> (opens in a new tab)</span>
    </a>
  );
}
