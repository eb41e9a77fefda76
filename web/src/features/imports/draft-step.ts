/** The steps of a draft that stand in the address; the first is there without a word. */
export const DRAFT_STEPS = ['map', 'validate', 'preview'] as const;
export type DraftStep = (typeof DRAFT_STEPS)[number];

/** The step of an address; none for the first, and for what is none. */
export const readStep = (value: unknown): { step?: DraftStep } => {
  const step = DRAFT_STEPS.find((known) => known === value);
  return step === undefined || step === 'map' ? {} : { step };
};
