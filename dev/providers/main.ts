import { parseArgs } from 'node:util';
import { startProviders } from './server.ts';

const { values } = parseArgs({
  options: { port: { type: 'string' }, log: { type: 'string' }, data: { type: 'string' } },
});
const port = values.port === undefined ? 0 : Number(values.port);
if (!Number.isInteger(port) || port < 0 || port > 65_535) {
  console.error('usage: node dev/providers/main.ts [--port N] [--log FILE] [--data FOLDER]');
  process.exit(2);
}

const providers = await startProviders({
  port,
  ...(values.log === undefined ? {} : { log: values.log }),
  ...(values.data === undefined ? {} : { dataDir: values.data }),
});
console.log(`providers ${providers.url}`);

const stop = (): void => {
  providers.stop().then(
    () => process.exit(0),
    () => process.exit(1),
  );
};
process.once('SIGINT', stop);
process.once('SIGTERM', stop);
