import { createServer } from '../lib/server';

const server = createServer(process.env);
const worker = server.createWorker();
await worker.start();
server.log.info({ server: worker.serverId, project: server.config.projectId }, 'worker started');

for (const signal of ['SIGTERM', 'SIGINT'] as const) {
  process.once(signal, () => {
    server.log.info({ signal }, 'draining');
    void worker
      .stop()
      .then(() => server.close())
      .finally(() => process.exit());
  });
}
