import * as z from 'zod';
import { type Route, route } from '../../../http/route.ts';
import { id } from '../../../lib/page.ts';
import { createUploadBody, importPreview, PART_BYTES, UPLOAD_BYTES_MAX, upload, uploadPart } from '../contract.ts';
import { completeUpload } from './complete.ts';
import { takePart } from './part.ts';
import { abortUpload, createUpload, loadUpload, viewUpload } from './upload.ts';

const params = z.object({ id });
const PARTS_MAX = Math.ceil(UPLOAD_BYTES_MAX / PART_BYTES);

export const uploadRoutes: Route[] = [
  route({
    method: 'post',
    path: '/v1/uploads',
    scope: 'imports:write',
    flag: 'imports',
    tag: 'Imports',
    summary: 'Begin to send a file in parts',
    description:
      'For files of up to 512 MB, over connections that break off. Parts that are not completed within a day are taken away.',
    body: createUploadBody,
    answer: upload,
    status: 201,
    handle: (ctx, { body }) => createUpload(ctx, body),
  }),
  route({
    method: 'get',
    path: '/v1/uploads/{id}',
    scope: 'imports:write',
    tag: 'Imports',
    summary: 'Read which parts of a file are there',
    params,
    answer: upload,
    handle: async (ctx, { params: p }) => viewUpload(await loadUpload(ctx, p.id)),
  }),
  route({
    method: 'put',
    path: '/v1/uploads/{id}/parts/{part}',
    scope: 'imports:write',
    tag: 'Imports',
    summary: 'Send a part of a file, for the first time or again',
    params: z.object({ id, part: z.coerce.number().int().min(1).max(PARTS_MAX) }),
    bodyTypes: { 'application/octet-stream': 'the bytes of the part' },
    answer: uploadPart,
    idempotency: 'none',
    handle: (ctx, { params: p, c }) =>
      takePart(ctx, p.id, p.part, c.req.raw.body as unknown as AsyncIterable<Uint8Array> | null),
  }),
  route({
    method: 'post',
    path: '/v1/uploads/{id}/complete',
    scope: 'imports:write',
    flag: 'imports',
    tag: 'Imports',
    summary: 'Make an import that waits of a file whose parts are there',
    params,
    answer: importPreview,
    status: 201,
    // Completed again it tells the same.
    idempotency: 'none',
    handle: (ctx, { params: p }) => completeUpload(ctx, p.id),
  }),
  route({
    method: 'delete',
    path: '/v1/uploads/{id}',
    scope: 'imports:write',
    tag: 'Imports',
    summary: 'Take a file away that is not complete',
    params,
    answer: upload,
    handle: (ctx, { params: p }) => abortUpload(ctx, p.id),
  }),
];
