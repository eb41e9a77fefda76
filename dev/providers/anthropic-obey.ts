import * as z from 'zod';
import type { Evidence, Sentence } from './anthropic-evidence.ts';
import { type ControlRoute, OK, parsed } from './control.ts';

/**
 * The worst model there is: told by a page what to write, it writes it. A rule says for which prompts and what; every
 * claim is written thrice, citing all the evidence that there is, citing `ids`, and citing nothing at all. The rule is the
 * attacker's word in full, whether or not the page that holds it came as far as the prompt.
 */
const obeyRule = z.strictObject({
  /** Text that the prompt must hold. */
  match: z.string().min(1),
  claims: z.array(z.string()).min(1),
  /** Ids of the attacker's own. */
  ids: z.array(z.string()).default(['e1', 'e2']),
  /** What is written into lists of words. */
  words: z.array(z.string()).default([]),
});
const obeyRules = z.array(obeyRule);
export type ObeyRule = z.input<typeof obeyRule>;

export interface Obedience {
  /** What is written at an attacker's word; nothing where no rule speaks of the prompt. */
  to(prompt: string, evidence: readonly Evidence[]): { obeyed: Sentence[]; words: string[] };
  control: ControlRoute;
}

const PATH = '/_control/anthropic/obey';

/** `GET`, `PUT` and `DELETE /_control/anthropic/obey`: the rules, all at once. */
export function createObedience(): Obedience {
  let rules: z.output<typeof obeyRules> = [];
  return {
    to(prompt, evidence) {
      const heard = rules.filter(({ match }) => prompt.includes(match));
      const known = evidence.map(({ id }) => id);
      return {
        obeyed: heard.flatMap(({ claims, ids }) =>
          claims.flatMap((text) => [known, ids, []].map((cited) => ({ text, ids: [...cited] }))),
        ),
        words: heard.flatMap(({ words }) => words),
      };
    },
    control(method, path, body) {
      if (path !== PATH) return null;
      if (method === 'GET') return { status: 200, value: rules };
      if (method === 'DELETE') {
        rules = [];
        return OK;
      }
      if (method !== 'PUT') return null;
      return parsed(obeyRules, body, (next) => {
        rules = next;
        return { status: 200, value: rules };
      });
    },
  };
}
