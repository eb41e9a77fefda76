/** A table as it is written in one line: `from=to`, with blanks between; nothing behind the sign stands for an empty text. */
export const pairsOf = (line: string): Record<string, string> =>
  Object.fromEntries(
    line.split(' ').map((pair): [string, string] => {
      const [from = '', to = ''] = pair.split('=');
      return [from, to];
    }),
  );
