import type { App } from 'firebase-admin/app';
import { getFirestore } from 'firebase-admin/firestore';

/**
 * The SDK gives a read five minutes, by default: for so long a request, or a job, would stand still over one
 * answer that was lost. After this it asks again by itself. Milliseconds.
 */
const READ_MS = 20_000;

const READS = ['BatchGetDocuments', 'RunQuery', 'RunAggregationQuery'];

/**
 * Shortens the time that each read of a new app's database may take. Listeners keep their own.
 * @throws when the database was used before
 */
export function limitReads(app: App): void {
  const limit = { timeout_millis: READ_MS };
  getFirestore(app).settings({
    clientConfig: {
      interfaces: {
        'google.firestore.v1.Firestore': {
          methods: Object.fromEntries(READS.map((method) => [method, limit])),
        },
      },
    },
  });
}
