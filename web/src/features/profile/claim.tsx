import type { CitedSentence } from './citations.ts';

/** A claim and its footnotes, which keep to its last word; a press on one lights up what it rests on. */
export function Claim({ claim, onCite }: { claim: CitedSentence; onCite: (evidenceId: string) => void }) {
  const cut = claim.text.lastIndexOf(' ') + 1;
  return (
    <>
      {claim.text.slice(0, cut)}
      <span className="whitespace-nowrap">
        {claim.text.slice(cut)}
        {claim.citations.map(({ number, evidenceId }) => (
          <button
            key={evidenceId}
            type="button"
            onClick={() => onCite(evidenceId)}
            aria-label={`Show the evidence, note ${number}`}
            className="num mx-0.5 inline-flex h-4 min-w-4 items-center justify-center rounded-sm bg-accent-soft px-1 align-[2px] font-medium text-[10px] text-accent-ink hover:bg-accent hover:text-on-accent"
          >
            {number}
          </button>
        ))}
      </span>{' '}
    </>
  );
}
