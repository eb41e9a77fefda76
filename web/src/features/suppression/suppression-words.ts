import type { SuppressionEntry } from '../../../../src/features/suppression/contract.ts';

const SOURCE_WORDS: Record<SuppressionEntry['source'], string> = {
  member: 'by a former member',
  api: 'by the API',
  unsubscribe: 'unsubscribed',
  bounce: 'mail came back',
  erasure: 'erased',
};
export const KIND_WORDS: Record<SuppressionEntry['kind'], string> = {
  person: 'Person',
  email: 'E-mail',
  phone: 'Phone',
  name: 'Name',
};

/** `Asked not to be written to, by Adam Acme` */
export const entryWords = ({ reason, source, createdByName }: SuppressionEntry): string =>
  [reason, source === 'member' && createdByName !== null ? `by ${createdByName}` : SOURCE_WORDS[source]]
    .filter((part) => part !== null)
    .join(', ');
