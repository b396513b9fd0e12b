import type { Caller } from '../caller';
import type { Services } from '../services';
import { nothingThere } from './change-record';
import { changeStored } from './settings';

/**
 * Tells a server to take no new job, or to take jobs again; it follows the settings. Servers that are gone are dropped
 * from the list on the way.
 * @throws HttpProblem `not_found`, `revision_conflict`
 */
export async function changeServer(
  services: Services,
  caller: Caller,
  id: string,
  draining: boolean,
): Promise<{ id: string; draining: boolean }> {
  const known = new Set((await services.engine.cluster.servers()).map((server) => server.id));
  if (!known.has(id)) throw nothingThere();
  await changeStored(
    services,
    { caller, action: draining ? 'server.drain' : 'server.resume', target: `server:${id}` },
    (stored) => {
      const drained = new Set(stored.drainedServers ?? []);
      if (drained.has(id) === draining) return stored;
      const others = [...drained].filter((one) => known.has(one) && one !== id);
      return { ...stored, drainedServers: draining ? [...others, id] : others };
    },
    (stored) => ({ draining: stored.drainedServers?.includes(id) ?? false }),
  );
  return { id, draining };
}
