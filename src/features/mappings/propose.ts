import { eq, sql } from 'drizzle-orm';
import * as z from 'zod';
import type { Ctx } from '../../ctx.ts';
import { imports } from '../../db/schema/imports.ts';
import { ProblemError } from '../../lib/problem.ts';
import { keysFor } from '../credits/keys-for.ts';
import { askOnce, whyNotAsked } from '../enrichment/question.ts';
import type { Mapping } from '../imports/contract.ts';
import type { ColumnSample } from '../imports/rows/propose.ts';
import { readPlan, viewPreview } from '../imports/view.ts';
import { ASKED_MAX, type MappingProposal, type ProposalBody } from './contract.ts';
import { ANSWER_TOKENS, MAPPING_SHAPE, promptOf, readAnswer, takenBy } from './exchange.ts';

const training = z.object({ training: z.boolean() });

const none = (why: string): MappingProposal => ({ asked: false, why, columns: [], model: null, cost: 0 });

/** Below this a proposal of our own is not sure: as the screen says it. */
const UNSURE_BELOW = 0.85;

/** The columns of a draft that nobody is sure of and nobody has chosen. */
const unsureOf = (row: typeof imports.$inferSelect, mapping: Mapping): string[] =>
  viewPreview(row)
    .columns.filter(
      ({ name, target, confidence }) => confidence < UNSURE_BELOW && mapping[name] === target && target !== 'skip',
    )
    .slice(0, ASKED_MAX)
    .map(({ name }) => name);

/** The columns asked about, with their values in the first rows. Throws where the file has none of a name. */
const samplesOf = (row: typeof imports.$inferSelect, names: readonly string[]): ColumnSample[] => {
  const issues = names.flatMap((name, i) =>
    row.columns.includes(name) ? [] : [{ path: `columns.${i}`, message: 'The file has no column of this name' }],
  );
  if (issues.length > 0) throw new ProblemError('invalid', 'The file has no such column.', { issues });
  return names.map((name) => {
    const place = row.columns.indexOf(name);
    return { name, cells: row.preview.rows.map((cells) => cells[place] ?? '') };
  });
};

/**
 * What Claude makes of columns of a draft, of which it is told the names and how their values are written. Where it cannot be
 * asked, that is the answer.
 */
export const proposeColumns = async (ctx: Ctx, importId: string, body: ProposalBody): Promise<MappingProposal> => {
  const [[rows, state], keys] = await Promise.all([
    ctx.db.batch([
      ctx.db.select().from(imports).where(eq(imports.id, importId)),
      ctx.db.execute(sql`select app.in_training() as training`),
    ]),
    keysFor(ctx),
  ]);
  const [row] = rows;
  if (!row) throw new ProblemError('not_found');
  if (row.status !== 'draft') throw new ProblemError('conflict', `The import is ${row.status} already.`);
  const mapping = body.mapping ?? readPlan(row).mapping;
  const columns = body.columns ?? unsureOf(row, mapping);
  const asked = samplesOf(row, columns);
  if (asked.length === 0) return none('There is no column that is not sure.');
  const whyNot = whyNotAsked(keys, training.parse(state.rows[0]).training);
  if (whyNot !== null) return none(whyNot);
  const taken = takenBy(mapping, columns);
  const said = await askOnce(ctx, keys, {
    kind: 'mapping_proposal',
    title: row.fileName,
    subject: { type: 'import', id: importId },
    verb: 'import.columns_asked',
    prompt: promptOf(asked, taken),
    shape: MAPPING_SHAPE,
    outputTokens: ANSWER_TOKENS,
    read: (answer) => readAnswer(answer, asked, taken),
  });
  if (said.answer === null) return none(said.why);
  return { asked: true, why: null, columns: said.answer, model: said.model, cost: said.cost };
};
