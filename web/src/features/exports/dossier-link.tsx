import { FileText } from 'lucide-react';
import { toastNote } from '../../ui/toast.ts';
import { useWhyNot } from '../billing/why-not.ts';
import { useMay } from '../session/use-me.ts';

/** The profile as PDF: `GET /api/v1/prospects/{id}/dossier.pdf`. */
export function DossierLink({ prospectId }: { prospectId: string }) {
  const may = useMay('exports:create');
  const whyNot = useWhyNot('exports');
  if (!may) return null;
  return (
    <a
      href={`/api/v1/prospects/${encodeURIComponent(prospectId)}/dossier.pdf`}
      download
      aria-disabled={whyNot !== null || undefined}
      title={whyNot ?? 'Download the profile as PDF'}
      onClick={(event) => {
        if (whyNot === null) return;
        event.preventDefault();
        toastNote(whyNot);
      }}
      className="inline-flex h-7 items-center gap-1.5 rounded-md px-2 text-ink-2 text-xs no-underline hover:bg-hover hover:text-ink aria-disabled:opacity-50"
    >
      <FileText className="size-4" aria-hidden="true" />
      PDF
    </a>
  );
}
