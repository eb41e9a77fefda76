import { OwnershipError, XML_CHARS_MAX } from './xml-tree.ts';

/**
 * The ownership documents in a file: the file itself, or the `<XML>` parts of a complete submission text file (EDGAR,
 * PDS Dissemination Technical Specification). Throws OwnershipError where there is none, as before mid 2003.
 */
export const documentsIn = (text: string): string[] => {
  // An SGML header and a whole document beside it.
  if (text.length > XML_CHARS_MAX * 2) throw new OwnershipError('too_large', 'The file is too large.');
  if (!/^\s*(?:-----BEGIN PRIVACY|<SEC-DOCUMENT>|<SUBMISSION>|<SEC-HEADER>|<DOCUMENT>|<IMS-DOCUMENT>)/i.test(text))
    return [text];
  const parts = [...text.matchAll(/<XML>([\s\S]*?)<\/XML>/gi)].map(([, part = '']) => part.trim());
  const found = parts.filter((part) => /<(?:\w+:)?ownershipDocument[\s>]/.test(part));
  if (found.length === 0)
    throw new OwnershipError('not_ownership', 'The submission holds no ownership document in XML.');
  return found;
};
