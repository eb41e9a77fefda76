import * as z from 'zod';
import type { Ctx } from '../../ctx.ts';
import { idempotent } from '../../http/idempotency.ts';
import { type Route, route } from '../../http/route.ts';
import type { AppContext } from '../../http/types.ts';
import { newId } from '../../lib/ids.ts';
import { id } from '../../lib/page.ts';
import { ProblemError } from '../../lib/problem.ts';
import { listChanges } from './check/changes.ts';
import { getValidation, validateImport } from './check/validate.ts';
import {
  checkImportBody,
  createImportQuery,
  expectedChangePage,
  importCheck,
  importPage,
  importPreview,
  importState,
  listChangesQuery,
  listImportsQuery,
  listRefusalsQuery,
  planBody,
  refusalPage,
  startedImport,
  startImportBody,
  validation,
} from './contract.ts';
import { createImport, draftImport, parseMapping } from './create.ts';
import { errorFile } from './error-file.ts';
import { pauseImport, resumeImport } from './pause.ts';
import { getImport, getPreview, listImports, listRefusals } from './read.ts';
import { receive } from './receive.ts';
import { cancelImport, checkImport, startImport } from './start.ts';
import { fileKey, storeFile } from './store.ts';
import { undoImport } from './undo/undo.ts';

const params = z.object({ id });

/** Takes the file of an upload that failed away, unless the import was accepted and only its answer was lost. */
const discard = async (ctx: Ctx, importId: string, key: string): Promise<void> => {
  try {
    await getImport(ctx, importId);
  } catch (error) {
    if (error instanceof ProblemError && error.code === 'not_found') await ctx.env.FILES.delete(key);
    else ctx.log.warn('upload kept', { importId, error });
  }
};

/** Stores the file, then accepts it; a file that is not accepted, or was accepted before, is taken away again. */
const upload = async (ctx: Ctx, c: AppContext, query: z.output<typeof createImportQuery>): Promise<Response> => {
  const importId = newId();
  const key = fileKey(ctx.tenantId, importId);
  const received = await receive(c, query.name);
  const stored = await storeFile(ctx, received.body, key);
  try {
    const { mapping } = await received.fields;
    const given = mapping === undefined ? undefined : parseMapping(mapping);
    const file = { id: importId, name: received.name, stored };
    const answer = async () =>
      query.draft
        ? Response.json(importPreview.parse(await draftImport(ctx, file)), { status: 201 })
        : Response.json(startedImport.parse(await createImport(ctx, file, given)), { status: 202 });
    // The same upload again is told by its content.
    const body = JSON.stringify([stored.hash, received.name, mapping ?? null, query.draft]);
    const response = await idempotent(c, ctx, { method: 'post', path: '/v1/imports' }, body, answer);
    if (response.headers.has('idempotent-replayed')) await ctx.env.FILES.delete(key);
    return response;
  } catch (error) {
    await discard(ctx, importId, key);
    throw error;
  }
};

export const importRoutes: Route[] = [
  route({
    method: 'post',
    path: '/v1/imports',
    scope: 'imports:write',
    flag: 'imports',
    tag: 'Imports',
    summary: 'Import a CSV file',
    description:
      'Send the file as the part `file` of a form, with the mapping as the part `mapping` if it is not to be proposed, or as the body itself. With `draft=true` the file waits, and the answer (201) tells what was read of it.',
    query: createImportQuery,
    bodyTypes: {
      'multipart/form-data': 'file: the CSV; mapping?: JSON, column name → field',
      'text/csv': 'the CSV itself',
    },
    answerType: 'application/json',
    status: 202,
    idempotency: 'verb',
    handle: (ctx, { c, query }) => upload(ctx, c, query),
  }),
  route({
    method: 'get',
    path: '/v1/imports',
    scope: 'imports:read',
    tag: 'Imports',
    summary: 'List imports, newest first',
    query: listImportsQuery,
    answer: importPage,
    handle: (ctx, { query }) => listImports(ctx, query),
  }),
  route({
    method: 'get',
    path: '/v1/imports/{id}',
    scope: 'imports:read',
    tag: 'Imports',
    summary: 'Read an import',
    params,
    answer: importState,
    handle: (ctx, { params: p }) => getImport(ctx, p.id),
  }),
  route({
    method: 'get',
    path: '/v1/imports/{id}/preview',
    scope: 'imports:read',
    tag: 'Imports',
    summary: 'Read what was seen of the file: columns, proposals, first rows',
    params,
    answer: importPreview,
    handle: (ctx, { params: p }) => getPreview(ctx, p.id),
  }),
  route({
    method: 'post',
    path: '/v1/imports/{id}/check',
    scope: 'imports:write',
    tag: 'Imports',
    summary: 'See how the first rows fare under a mapping, with rules and mended cells',
    params,
    body: checkImportBody,
    answer: importCheck,
    // It reads, and needs a body.
    idempotency: 'none',
    handle: (ctx, { params: p, body }) => checkImport(ctx, p.id, body),
  }),
  route({
    method: 'post',
    path: '/v1/imports/{id}/validate',
    scope: 'imports:write',
    tag: 'Imports',
    summary: 'Have the whole file of a draft looked over under a plan, which is kept',
    description:
      'As a job. Asked again under the same plan it tells how far that has come; another plan drops the look before. Nothing of anybody is written, and the import can be started without waiting for it.',
    params,
    body: planBody,
    answer: validation,
    status: 202,
    handle: (ctx, { params: p, body }) => validateImport(ctx, p.id, body),
  }),
  route({
    method: 'get',
    path: '/v1/imports/{id}/validation',
    scope: 'imports:read',
    tag: 'Imports',
    summary: 'Read what would become of the rows of a file: counts, and problems by kind',
    params,
    answer: validation,
    handle: (ctx, { params: p }) => getValidation(ctx, p.id),
  }),
  route({
    method: 'get',
    path: '/v1/imports/{id}/changes',
    scope: 'imports:read',
    tag: 'Imports',
    summary: 'List who would change by a file, field by field',
    description: 'The first thousand of them, while the import is a draft that was looked over.',
    params,
    query: listChangesQuery,
    answer: expectedChangePage,
    handle: (ctx, { params: p, query }) => listChanges(ctx, p.id, query),
  }),
  route({
    method: 'post',
    path: '/v1/imports/{id}/start',
    scope: 'imports:write',
    tag: 'Imports',
    summary: 'Start an import that waits',
    params,
    body: startImportBody,
    answer: startedImport,
    status: 202,
    handle: (ctx, { params: p, body }) => startImport(ctx, p.id, body),
  }),
  route({
    method: 'post',
    path: '/v1/imports/{id}/cancel',
    scope: 'imports:write',
    tag: 'Imports',
    summary: 'Stop an import after the rows it is at; what is written stays',
    params,
    answer: importState,
    handle: (ctx, { params: p }) => cancelImport(ctx, p.id),
  }),
  route({
    method: 'post',
    path: '/v1/imports/{id}/pause',
    scope: 'imports:write',
    tag: 'Imports',
    summary: 'Pause an import after the rows it is at',
    params,
    answer: importState,
    handle: (ctx, { params: p }) => pauseImport(ctx, p.id),
  }),
  route({
    method: 'post',
    path: '/v1/imports/{id}/resume',
    scope: 'imports:write',
    tag: 'Imports',
    summary: 'Let a paused import go on where it stands',
    params,
    answer: importState,
    handle: (ctx, { params: p }) => resumeImport(ctx, p.id),
  }),
  route({
    method: 'post',
    path: '/v1/imports/{id}/undo',
    scope: 'imports:write',
    tag: 'Imports',
    summary: 'Take an import back; what was changed since is kept',
    description:
      'As a job, `undo.jobId`. People it made go, unless somebody has touched them since; values it changed become what they were, unless they have changed once more. For 30 days after its end.',
    params,
    answer: importState,
    status: 202,
    handle: (ctx, { params: p }) => undoImport(ctx, p.id),
  }),
  route({
    method: 'get',
    path: '/v1/imports/{id}/errors',
    scope: 'imports:read',
    tag: 'Imports',
    summary: 'List what was refused and why',
    params,
    query: listRefusalsQuery,
    answer: refusalPage,
    handle: (ctx, { params: p, query }) => listRefusals(ctx, p.id, query),
  }),
  route({
    method: 'get',
    path: '/v1/imports/{id}/errors.csv',
    scope: 'imports:read',
    tag: 'Imports',
    summary: 'Download the refused rows with their reasons',
    params,
    answerType: 'text/csv',
    async handle(ctx, { params: p }) {
      const { body } = await errorFile(ctx, p.id);
      return new Response(body, {
        headers: {
          'content-type': 'text/csv; charset=utf-8',
          'content-disposition': `attachment; filename="import-errors-${p.id}.csv"`,
          'cache-control': 'no-store',
        },
      });
    },
  }),
];
