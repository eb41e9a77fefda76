import { Building2, Globe, Mail, MapPin, Phone } from 'lucide-react';
import type { ReactNode } from 'react';
import type { ProspectRow } from '../../../../src/features/prospects/contract.ts';
import { usd, usdShort } from '../../lib/format.ts';
import { safeUrl, shortUrl } from '../../lib/links.ts';
import { Avatar } from '../../ui/avatar.tsx';

const CHIP =
  'inline-flex h-7 min-w-0 max-w-full items-center gap-1.5 rounded-md border border-line bg-surface px-2 text-ink-2 text-xs hover:bg-hover hover:text-ink max-md:h-8 [&_svg]:size-3.5 [&_svg]:shrink-0';

const Outside = ({ url, icon, children }: { url: string; icon: ReactNode; children: ReactNode }) => (
  <a className={CHIP} href={url} target="_blank" rel="noopener noreferrer">
    {icon}
    <span className="truncate">{children}</span>
    <span className="sr-only"> (opens in a new tab)</span>
  </a>
);

/** Who it is. Drawn from a row of the list before the profile has come, so that nothing jumps. */
export function ProfileHead({ person }: { person: ProspectRow }) {
  const linkedin = person.linkedinUrl === null ? null : safeUrl(person.linkedinUrl);
  const domain = person.companyDomain === null ? null : safeUrl(person.companyDomain);
  return (
    <div className="border-b px-4 py-5 md:px-6">
      <div className="flex items-start gap-4">
        <Avatar name={person.name} size="lg" />
        <div className="min-w-0 flex-1">
          <h2 className="text-xl leading-7">{person.name}</h2>
          <p className="text-ink-2 text-sm">
            {[person.title, person.company].filter(Boolean).join(' · ') || 'No title, no company'}
          </p>
        </div>
        {person.netWorth !== null && (
          <div className="shrink-0 text-right">
            <p className="text-ink-3 text-xs">Net worth</p>
            <p className="num font-semibold text-lg" title={usd(person.netWorth)}>
              {usdShort(person.netWorth)}
            </p>
          </div>
        )}
      </div>
      <div className="mt-4 flex flex-wrap gap-1.5">
        {person.location !== null && (
          <span className="inline-flex h-7 min-w-0 items-center gap-1.5 pr-2 text-ink-2 text-xs max-md:h-8 [&_svg]:size-3.5 [&_svg]:shrink-0">
            <MapPin className="text-ink-3" aria-hidden="true" />
            <span className="truncate">{person.location}</span>
          </span>
        )}
        {person.email !== null && (
          <a className={CHIP} href={`mailto:${person.email}`}>
            <Mail aria-hidden="true" />
            <span className="truncate">{person.email}</span>
          </a>
        )}
        {person.phone !== null && (
          <a className={CHIP} href={`tel:${person.phone.replace(/[^+\d]/g, '')}`}>
            <Phone aria-hidden="true" />
            <span className="truncate">{person.phone}</span>
          </a>
        )}
        {linkedin !== null && (
          <Outside url={linkedin} icon={<Globe aria-hidden="true" />}>
            LinkedIn
          </Outside>
        )}
        {domain !== null && person.companyDomain !== null && (
          <Outside url={domain} icon={<Building2 aria-hidden="true" />}>
            {shortUrl(person.companyDomain)}
          </Outside>
        )}
      </div>
    </div>
  );
}
