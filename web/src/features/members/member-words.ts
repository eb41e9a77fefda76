/** Who asked for something: nobody did where there is no member. Before the names are known, a part of the id stands in. */
export const memberWord = (memberId: string | null, me: string, names: ReadonlyMap<string, string>): string =>
  memberId === null ? 'Automatic' : memberId === me ? 'You' : (names.get(memberId) ?? `Member ${memberId.slice(-6)}`);

/** The same inside a sentence: “set by you”. */
export const inSentence = (word: string): string => (word === 'You' ? 'you' : word);
