import { createServer, type Server } from './server';

/** Kept on the global object: a bundler may load this module once for each of its entries. */
const holder = globalThis as typeof globalThis & { firelaneServer?: Promise<Server> };

/** This process's server, made from its environment at the first use. A failed start is tried again by the next. */
export function getServer(): Promise<Server> {
  holder.firelaneServer ??= open().catch((error: unknown) => {
    delete holder.firelaneServer;
    throw error;
  });
  return holder.firelaneServer;
}

async function open(): Promise<Server> {
  const server = createServer(process.env);
  // Nobody else can see this process's memory, so it runs its jobs itself.
  if (server.config.store === 'memory') await server.createWorker().start();
  return server;
}
