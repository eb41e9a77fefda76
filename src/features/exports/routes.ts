import * as z from 'zod';
import { isForeign } from '../../http/origin.ts';
import { type Route, route } from '../../http/route.ts';
import type { AppContext } from '../../http/types.ts';
import { id } from '../../lib/page.ts';
import { ProblemError } from '../../lib/problem.ts';
import { acceptExport, cancelExport, getExport, listExports } from './accept.ts';
import {
  EXPORT_FORMATS,
  type ExportFormat,
  exportBody,
  exportColumns,
  exportFile,
  exportLink,
  exportPage,
  exportQuery,
  FORMAT_TYPES,
  fileQuery,
  listExportsQuery,
  startedExport,
} from './contract.ts';
import { downloadExport } from './download.ts';
import { makeLink } from './link.ts';
import { listColumns } from './list-columns.ts';
import { exportProspects } from './stream.ts';

/** Taking data out is written down: a page of another site must not make it look as if someone had. */
const assertOwnPage = (c: AppContext): void => {
  if (isForeign(c.req.raw)) throw new ProblemError('cross_origin');
};

/** A file as an answer. `day` is the one of its data. */
const fileAnswer = (body: ReadableStream<Uint8Array>, format: ExportFormat, day: string): Response =>
  new Response(body, {
    headers: {
      'content-type': FORMAT_TYPES[format],
      'content-disposition': `attachment; filename="prospects-${day}.${format}"`,
      'cache-control': 'no-store',
    },
  });

const params = z.object({ id });
const today = (now: Date): string => now.toISOString().slice(0, 10);

const direct = (format: ExportFormat): Route =>
  route({
    method: 'get',
    path: `/v1/exports/prospects.${format}`,
    scope: 'exports:create',
    // A workspace that has not paid may still take its own data out.
    intent: 'own',
    flag: 'exports',
    tag: 'Exports',
    summary: `Download the prospects that match, as ${format === 'jsonl' ? 'JSON lines' : format.toUpperCase()}`,
    description:
      'In the order asked for, with the columns named. A download that breaks off ends with a transport error, never short; with `trailer=true` the file is followed by how many rows it has.',
    query: exportQuery,
    answerType: FORMAT_TYPES[format],
    async handle(ctx, { query, c }) {
      assertOwnPage(c);
      const { sort, columns, provenance, trailer, ...filter } = query;
      const file = await exportProspects(ctx, { filter, sort, columns, provenance }, { format, trailer });
      return fileAnswer(file, format, today(ctx.now()));
    },
  });

export const exportRoutes: Route[] = [
  ...EXPORT_FORMATS.map(direct),
  route({
    method: 'post',
    path: '/v1/exports/prospects',
    scope: 'exports:create',
    intent: 'own',
    flag: 'exports',
    tag: 'Exports',
    summary: 'Download prospects by a filter or by their ids',
    description:
      'The file at once, in the format asked for, followed by a record separator (0x1E) and a line of JSON that says how many rows and bytes it has. A file without that is not whole.',
    body: exportBody,
    answerType: 'application/octet-stream',
    idempotency: 'none',
    async handle(ctx, { body }) {
      const { format, ...asked } = body;
      const file = await exportProspects(ctx, asked, { format, trailer: true });
      return fileAnswer(file, format, today(ctx.now()));
    },
  }),
  route({
    method: 'get',
    path: '/v1/exports/columns',
    scope: 'exports:create',
    intent: 'own',
    tag: 'Exports',
    summary: 'List the columns that a file can have',
    answer: exportColumns,
    handle: (ctx) => listColumns(ctx),
  }),
  route({
    method: 'post',
    path: '/v1/exports',
    scope: 'exports:create',
    flag: 'exports',
    tag: 'Exports',
    summary: 'Make a file in the background',
    description: 'For files that are too large to wait for. It is kept for a week, and fetched by a link.',
    body: exportBody,
    answer: startedExport,
    status: 202,
    handle: (ctx, { body }) => acceptExport(ctx, body),
  }),
  route({
    method: 'get',
    path: '/v1/exports',
    scope: 'exports:create',
    intent: 'own',
    tag: 'Exports',
    summary: 'List files, newest first',
    query: listExportsQuery,
    answer: exportPage,
    handle: (ctx, { query }) => listExports(ctx, query),
  }),
  route({
    method: 'get',
    path: '/v1/exports/{id}',
    scope: 'exports:create',
    intent: 'own',
    tag: 'Exports',
    summary: 'Read how a file stands',
    params,
    answer: exportFile,
    handle: (ctx, { params: p }) => getExport(ctx, p.id),
  }),
  route({
    method: 'post',
    path: '/v1/exports/{id}/cancel',
    scope: 'exports:create',
    tag: 'Exports',
    summary: 'Give up a file that is being made',
    params,
    answer: exportFile,
    handle: (ctx, { params: p }) => cancelExport(ctx, p.id),
  }),
  route({
    method: 'post',
    path: '/v1/exports/{id}/link',
    scope: 'exports:create',
    intent: 'own',
    flag: 'exports',
    tag: 'Exports',
    summary: 'Make a link to a finished file',
    description: 'It holds for a day, for members who may export.',
    params,
    answer: exportLink,
    handle: (ctx, { params: p }) => makeLink(ctx, p.id),
  }),
  route({
    method: 'get',
    path: '/v1/exports/files/{token}',
    scope: 'exports:create',
    intent: 'own',
    flag: 'exports',
    tag: 'Exports',
    summary: 'Download a finished file by its link',
    description:
      'Without those who were deleted or suppressed since it was made. With `trailer=true` it is followed by how many rows it has and how many were left out.',
    params: z.object({ token: z.string().max(500) }),
    query: fileQuery,
    answerType: 'application/octet-stream',
    async handle(ctx, { params: p, query, c }) {
      assertOwnPage(c);
      const { body, format, day } = await downloadExport(ctx, { token: p.token, trailer: query.trailer });
      return fileAnswer(body, format, day);
    },
  }),
];
