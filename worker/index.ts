import { createServer } from '../lib/server';

const server = createServer(process.env);
const worker = server.createWorker();

// Before it starts: a signal that comes meanwhile must drain, too.
for (const signal of ['SIGTERM', 'SIGINT'] as const) {
  process.once(signal, () => {
    server.log.info({ signal }, 'draining');
    void worker
      .stop()
      .then(() => server.close())
      .then(
        () => process.exit(),
        (error: unknown) => {
          server.log.error({ error: String(error) }, 'the end went wrong');
          process.exit(1);
        },
      );
  });
}

await worker.start();
server.log.info({ server: worker.serverId, project: server.config.projectId }, 'worker started');
