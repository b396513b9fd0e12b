import type {
  ClusterStore,
  LockRecord,
  Members,
  ServerRecord,
} from '../../queue/ports/cluster-store';
import { Table } from './table';

const MEMBERS = 'members';

/** Servers, locks and members in one process. */
export function createMemoryClusterStore(): ClusterStore {
  const servers = new Table<ServerRecord>();
  const locks = new Table<LockRecord>();
  const cluster = new Table<Members>();
  const members = (): Members | null => cluster.get(MEMBERS)?.value ?? null;

  return {
    heartbeat: async (server) => void servers.set(server.id, server),
    servers: async () =>
      servers
        .select(
          () => true,
          (a, b) => (a.id < b.id ? -1 : 1),
          Infinity,
        )
        .map(({ value }) => value),
    removeServer: async (id) => void servers.delete(id),
    readLock: async (name) => {
      const row = locks.get(name);
      return row === undefined ? null : { lock: row.value, version: row.version };
    },
    writeLock: async (name, lock, version) => locks.set(name, lock, version),
    locks: async () =>
      locks.entries().map(([name, row]) => ({ name, lock: row.value, version: row.version })),
    removeLock: async (name, version) => locks.delete(name, version),
    members: async () => members(),
    writeMembers: async (next) => {
      const row = cluster.get(MEMBERS);
      if (row !== undefined && row.value.fence > next.fence) {
        return { ok: false, reason: 'conflict' };
      }
      return cluster.set(MEMBERS, next);
    },
    watchMembers: (observer) => cluster.watch(members, observer),
  };
}
