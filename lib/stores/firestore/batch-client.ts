import firestore from '@google-cloud/firestore';
import { grpc } from 'google-gax';

import { StoreUnavailable, type Version } from '../../queue/ports/job-store';
import { type Commit, createCommit } from './commit';
import type { ProtoValue } from './encode-value';
import { asking } from './errors';
import { timeOf, versionOf } from './version';

/** One conditional update of one document. */
export interface BatchedUpdate {
  /** Path below the database's documents: `jobs/abc`. */
  path: string;
  version: Version;
  /** Top-level fields, each replaced whole. */
  fields: Record<string, ProtoValue>;
}

export interface BatchedResult {
  /** gRPC status of this write alone. */
  status: number;
  message: string;
  /** Null unless the write succeeded. */
  version: Version | null;
}

/** A try that the client repeats by itself would meet its own write, and call it another's. */
const NEVER = null;

/** Sends independent updates in one request. */
export type SendBatch = (updates: readonly BatchedUpdate[]) => Promise<BatchedResult[]>;

/**
 * BatchWrite by the generated client. The SDK's BulkWriter sends at most 20 writes a request: measured on the
 * emulator, 4,000 conditional updates took three to four times as long through it.
 */
export function createBatchClient(options: {
  projectId: string;
  /** `host:port` of the emulator; undefined for the real service with the machine's own credentials. */
  emulatorHost: string | undefined;
}): { send: SendBatch; commit: Commit; close: () => Promise<void> } {
  const database = `projects/${options.projectId}/databases/(default)`;
  const client = new firestore.v1.FirestoreClient({
    projectId: options.projectId,
    ...(options.emulatorHost === undefined ? {} : emulator(options.emulatorHost)),
  });
  const headers = {
    'google-cloud-resource-prefix': database,
    // What makes the emulator treat the caller as an administrator, as the SDK does.
    ...(options.emulatorHost === undefined ? {} : { authorization: 'Bearer owner' }),
  };

  const send: SendBatch = async (updates) => {
    const writes = updates.map((update) => {
      const time = timeOf(update.version);
      return {
        update: {
          name: `${database}/documents/${update.path}`,
          fields: update.fields,
        },
        updateMask: { fieldPaths: Object.keys(update.fields) },
        currentDocument: { updateTime: { seconds: time.seconds, nanos: time.nanoseconds } },
      };
    });
    const [response] = await asking(() =>
      client.batchWrite({ database, writes }, { retry: NEVER, otherArgs: { headers } }),
    );
    return updates.map((_, index) => {
      const status = response.status?.[index];
      const time = response.writeResults?.[index]?.updateTime;
      if (status === undefined) throw new StoreUnavailable('a write got no answer');
      return {
        status: status.code ?? 0,
        message: status.message ?? '',
        version:
          time === null || time === undefined
            ? null
            : versionOf({ seconds: Number(time.seconds), nanoseconds: time.nanos ?? 0 }),
      };
    });
  };
  const commit = createCommit({ client, database, headers });
  return { send, commit, close: () => client.close() };
}

function emulator(host: string): {
  servicePath: string;
  port: number;
  sslCreds: grpc.ChannelCredentials;
} {
  const url = new URL(`http://${host}`);
  return {
    servicePath: url.hostname,
    port: Number(url.port),
    sslCreds: grpc.credentials.createInsecure(),
  };
}
