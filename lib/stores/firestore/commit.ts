import type firestore from '@google-cloud/firestore';
import { createBackoffSettings, createRetryOptions } from 'google-gax';

import type { Millis } from '../../jobs/job';
import type { Version } from '../../queue/ports/job-store';
import type { ProtoValue } from './encode-value';
import { STATUS } from './errors';
import { timeOf, versionOf } from './version';

/** One document, whole: a field that it had and is not here is gone. */
export interface WholeWrite {
  /** Path below the database's documents: `locks/leader`. */
  path: string;
  fields: Record<string, ProtoValue>;
  /** Written only if it still is at this version; null: only if it does not exist; `any`: whatever is there. */
  version: Version | null | 'any';
}

/** All or nothing. @throws an error with Firestore's status as its code */
export type Commit = (
  writes: readonly WholeWrite[],
) => Promise<{ versions: Version[]; at: Millis }>;

/** The SDK's own commits are sent again after these, too. */
const AGAIN = [STATUS.aborted, STATUS.resourceExhausted, STATUS.unavailable];

/** As the SDK's: from 100 ms, by a factor of 1.3; but a minute in all. */
const BACKOFF = createBackoffSettings(100, 1.3, 60_000, 60_000, 1, 60_000, 60_000);

/**
 * Commit by the generated client: the SDK's `set` takes no precondition, and its `update` keeps the fields that it
 * is not given.
 */
export function createCommit(connection: {
  client: InstanceType<typeof firestore.v1.FirestoreClient>;
  database: string;
  headers: Record<string, string>;
}): Commit {
  const { client, database, headers } = connection;
  const retry = createRetryOptions(AGAIN, BACKOFF);
  return async (writes) => {
    const [response] = await client.commit(
      {
        database,
        writes: writes.map(({ path, fields, version }) => ({
          update: { name: `${database}/documents/${path}`, fields },
          ...(version === 'any' ? {} : { currentDocument: precondition(version) }),
        })),
      },
      { otherArgs: { headers }, retry },
    );
    const times = (response.writeResults ?? []).map(({ updateTime }) => ({
      seconds: Number(updateTime?.seconds ?? 0),
      nanoseconds: updateTime?.nanos ?? 0,
    }));
    return {
      versions: times.map(versionOf),
      at: Math.max(...times.map((time) => timeOf(versionOf(time)).toMillis())),
    };
  };
}

function precondition(
  version: Version | null,
): { exists: false } | { updateTime: { seconds: number; nanos: number } } {
  if (version === null) return { exists: false };
  const { seconds, nanoseconds } = timeOf(version);
  return { updateTime: { seconds, nanos: nanoseconds } };
}
