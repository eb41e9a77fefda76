import type * as z from 'zod';
import type { Ctx } from '../../ctx.ts';
import { imports } from '../../db/schema/imports.ts';
import { actorId } from '../../lib/actor.ts';
import { newId } from '../../lib/ids.ts';
import { type Issue, ProblemError } from '../../lib/problem.ts';
import { acceptJob, wake } from '../jobs/accept.ts';
import {
  type ImportPreview,
  type Mapping,
  mapping as mappingSchema,
  type Plan,
  type PlanBody,
  type startedImport,
} from './contract.ts';
import { recall, remember } from './memory.ts';
import { mappingIssues } from './rows/check-mapping.ts';
import { type Preview, previewOf } from './rows/preview.ts';
import { mappingOf } from './rows/propose.ts';
import { asRemembered, rulesRemembered } from './rows/remember.ts';
import type { Stored } from './store.ts';
import { readPlan, readRules, viewPreview } from './view.ts';

type Upload = { id: string; name: string; stored: Stored };

const refuseMapping = (issues: Issue[]): never => {
  throw new ProblemError('invalid', issues.map((i) => i.message).join('; '), { issues });
};

/** A mapping as it came in a form. */
export const parseMapping = (text: string): Mapping => {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw new ProblemError('invalid', 'The mapping is not JSON.', {
      issues: [{ path: 'mapping', message: 'not JSON' }],
    });
  }
  const result = mappingSchema.safeParse(value);
  if (result.success) return result.data;
  return refuseMapping(
    result.error.issues.map((i) => ({ path: `mapping.${i.path.map(String).join('.')}`, message: i.message })),
  );
};

/** Refuses a mapping that these columns cannot have. */
export const checkMapping = (columns: readonly string[], mapping: Mapping): void => {
  const issues = mappingIssues(columns, mapping);
  if (issues.length > 0) refuseMapping(issues);
};

/** Refuses rules and mended cells of columns that the file does not have. */
export const checkPlan = (columns: readonly string[], { mapping, rules, overrides }: Plan): void => {
  checkMapping(columns, mapping);
  const known = new Set(columns);
  const message = 'The file has no column of this name';
  const issues = [
    ...Object.keys(rules).flatMap((name) => (known.has(name) ? [] : [{ path: `rules.${name}`, message }])),
    ...overrides.flatMap(({ column }, i) => (known.has(column) ? [] : [{ path: `overrides.${i}`, message }])),
  ];
  if (issues.length > 0) refuseMapping(issues);
};

/** The plan of a draft with what is given of it anew. Refuses one that these columns cannot have. */
export const plannedOf = (row: typeof imports.$inferSelect, given: PlanBody): Plan => {
  const known = readPlan(row);
  const plan = {
    mapping: given.mapping ?? known.mapping,
    rules: given.rules ?? known.rules,
    overrides: given.overrides ?? known.overrides,
  };
  checkPlan(row.columns, plan);
  return plan;
};

/** What is shown of a file before it is imported, and kept for whoever comes back to it. */
const shownOf = ({ dialect: _, header: __, ...shown }: Preview) => shown;

/** The import of a file: what was read of it, and what is proposed, from an earlier file of its kind where there is one. */
export const draftOf = async (ctx: Ctx, { id, name, stored }: Upload) => {
  const read = previewOf(stored);
  const memory = await recall(ctx, read.header);
  const preview = memory ? { ...read, columns: asRemembered(read.columns, memory) } : read;
  return {
    id,
    fileName: name,
    fileKey: stored.key,
    fileBytes: stored.bytes,
    fileHash: stored.hash,
    encoding: stored.encoding,
    delimiter: preview.dialect.delimiter,
    firstRow: preview.dialect.firstDataRow,
    columns: preview.header,
    proposal: mappingOf(preview.columns),
    rules: memory ? rulesRemembered(read.header, memory) : {},
    overrides: [],
    remembered: memory ? { exact: memory.exact, usedAt: memory.usedAt } : null,
    preview: shownOf(preview),
    createdBy: actorId(ctx.actor),
  };
};

/** Keeps a file as a draft and tells what was read of it, so that its owner can choose the mapping. */
export const draftImport = async (ctx: Ctx, upload: Upload): Promise<ImportPreview> => {
  const row = await draftOf(ctx, upload);
  await ctx.db.insert(imports).values(row);
  return viewPreview({ ...row, mapping: null });
};

/** Accepts a file for import at once, with the mapping given or the one proposed. */
export const createImport = async (
  ctx: Ctx,
  upload: Upload,
  given: Mapping | undefined,
): Promise<z.input<typeof startedImport>> => {
  const draft = await draftOf(ctx, upload);
  const mapping = given ?? draft.proposal;
  checkMapping(draft.columns, mapping);
  const jobId = newId();
  // What a mapping that was sent does not speak of is read as it stands.
  const row = { ...draft, jobId, mapping, status: 'queued', ...(given && { rules: {}, remembered: null }) };
  await ctx.db.batch([
    ...acceptJob(ctx, importJob(jobId, upload.id, upload.name, upload.stored.bytes)),
    ctx.db.insert(imports).values(row),
    remember(ctx, row.columns, mapping, readRules(row.rules)),
  ]);
  wake(ctx, jobId);
  return { id: upload.id, jobId };
};

/** The job that an import is. Its progress is told in bytes, because nobody knows the rows before the end. */
export const importJob = (jobId: string, importId: string, title: string, bytes: number) => ({
  id: jobId,
  kind: 'import' as const,
  title,
  subject: { type: 'import' as const, id: importId },
  dedupe: importId,
  unit: 'bytes',
  total: bytes,
});
