import type { Server } from '@/lib/server';

/** What a process of the app keeps on its global object. */
interface Kept {
  firelaneServer?: Promise<Server>;
  firelaneTranscriptionQueue?: unknown;
  firelaneMetrics?: unknown;
}

/** Ends the server of this process, if it has one: the next request is as the first of a new process. */
export async function forgetProcess(): Promise<void> {
  const kept = globalThis as Kept;
  const server = await kept.firelaneServer;
  delete kept.firelaneServer;
  delete kept.firelaneTranscriptionQueue;
  delete kept.firelaneMetrics;
  await server?.close();
}
