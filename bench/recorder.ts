/** Stands before Neon's endpoint and keeps what the Worker says to it, so that the very statements can be looked into. */
import { createServer, request } from 'node:http';
import { buffer } from 'node:stream/consumers';
import * as z from 'zod';

const Batch = z.object({ queries: z.array(z.object({ query: z.string(), params: z.array(z.unknown()) })) });
export type Statement = z.infer<typeof Batch>['queries'][number];

export interface Recorder {
  readonly port: number;
  /** The batch that was sent for a request, from the statement that bears the request's id: an isolate's first has a check before it. */
  batchOf(requestId: string): readonly Statement[];
  stop(): void;
}

export async function startRecorder(neonPort: number): Promise<Recorder> {
  const batches: (readonly Statement[])[] = [];
  const server = createServer(async (incoming, response) => {
    const body = await buffer(incoming);
    const { success, data } = Batch.safeParse(JSON.parse(body.toString()));
    if (success) batches.push(data.queries);
    const { method, url, headers } = incoming;
    request({ port: neonPort, host: '127.0.0.1', method, path: url, headers }, (answer) => {
      response.writeHead(answer.statusCode ?? 502, answer.headers);
      answer.pipe(response);
    })
      .once('error', () => response.destroy())
      .end(body);
  });
  await new Promise<void>((resolve, reject) => server.once('error', reject).listen(0, '127.0.0.1', resolve));
  const address = server.address();
  return {
    port: address !== null && typeof address === 'object' ? address.port : 0,
    batchOf(requestId) {
      const isEntrance = ({ params }: Statement) => params.includes(requestId);
      const batch = batches.find((one) => one.some(isEntrance));
      if (!batch) throw new Error('The request sent nothing to the database.');
      return batch.slice(batch.findIndex(isEntrance));
    },
    stop() {
      server.close();
      server.closeAllConnections();
    },
  };
}
