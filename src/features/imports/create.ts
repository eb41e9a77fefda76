import type * as z from 'zod';
import type { Ctx } from '../../ctx.ts';
import { imports } from '../../db/schema/imports.ts';
import { actorId } from '../../lib/actor.ts';
import { newId } from '../../lib/ids.ts';
import { type Issue, ProblemError } from '../../lib/problem.ts';
import { acceptJob, wake } from '../jobs/accept.ts';
import { type ImportPreview, type Mapping, mapping as mappingSchema, type startedImport } from './contract.ts';
import { mappingIssues } from './rows/check-mapping.ts';
import { type Preview, previewOf } from './rows/preview.ts';
import { mappingOf } from './rows/propose.ts';
import type { Stored } from './store.ts';
import { viewPreview } from './view.ts';

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

/** What is shown of a file before it is imported, and kept for whoever comes back to it. */
const shownOf = ({ dialect: _, header: __, ...shown }: Preview) => shown;

const values = (ctx: Ctx, { id, name, stored }: Upload, preview: Preview) => ({
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
  rules: {},
  overrides: [],
  remembered: null,
  preview: shownOf(preview),
  createdBy: actorId(ctx.actor),
});

/** Keeps a file as a draft and tells what was read of it, so that its owner can choose the mapping. */
export const draftImport = async (ctx: Ctx, upload: Upload): Promise<ImportPreview> => {
  const row = values(ctx, upload, previewOf(upload.stored));
  await ctx.db.insert(imports).values(row);
  return viewPreview({ ...row, mapping: null });
};

/** Accepts a file for import at once, with the mapping given or the one proposed. */
export const createImport = async (
  ctx: Ctx,
  upload: Upload,
  given: Mapping | undefined,
): Promise<z.input<typeof startedImport>> => {
  const preview = previewOf(upload.stored);
  const mapping = given ?? mappingOf(preview.columns);
  checkMapping(preview.header, mapping);
  const jobId = newId();
  const row = { ...values(ctx, upload, preview), jobId, mapping, status: 'queued' };
  await ctx.db.batch([
    ...acceptJob(ctx, importJob(jobId, upload.id, upload.name, upload.stored.bytes)),
    ctx.db.insert(imports).values(row),
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
