import { parse } from 'tldts';

/** What the Public Suffix List (publicsuffix.org, its private part too) says of a host name. */
export type Suffix = {
  /** The part that someone registered, as `acme.co.uk`; undefined where the whole name is a public suffix. */
  registrable: string | undefined;
  /** Whether the list knows the name's ending: one that it does not is no part of the public DNS. */
  known: boolean;
};

export const suffixOf = (host: string): Suffix => {
  const { domain, isIcann, isPrivate } = parse(host, { allowPrivateDomains: true });
  return { registrable: domain ?? undefined, known: isIcann === true || isPrivate === true };
};
