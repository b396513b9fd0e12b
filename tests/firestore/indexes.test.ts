import { readFile } from 'node:fs/promises';

import { Firestore } from 'firebase-admin/firestore';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';

import { newSubmitter } from '@/lib/cluster/submitter';
import { closeFirestore, watchJobs } from '@/lib/firebase/client/firestore';
import type { JobsFilter } from '@/lib/firebase/client/firestore';
import { configureFirebase } from '@/lib/firebase/client/runtime-config';
import { PUBLIC_KIND_NAMES } from '@/lib/jobs/registry';
import { QUEUE_NAMES } from '@/lib/jobs/queues';
import { JOB_STATES } from '@/lib/jobs/state';
import type { ClusterStore } from '@/lib/queue/ports/cluster-store';
import type { JobStore, ListQuery, Observer, Unsubscribe } from '@/lib/queue/ports/job-store';
import { RECORDS } from '@/lib/queue/records';
import { ALL_SHARDS } from '@/lib/queue/shard';
import { createFirestoreStores } from '@/lib/stores/firestore';
import { startEmulators } from '@/scripts/emulators/start';
import type { Emulators } from '@/scripts/emulators/start';

import { isExempt, problemOf } from './index-matching';
import type { IndexFile } from './index-matching';
import { shapeOf } from './query-shape';
import { startRecordingProxy } from './recording-proxy';
import type { RecordingProxy } from './recording-proxy';
import { waitingJob } from './waiting-job';

const PROJECT = 'demo-indexes';
const NOW = 1_750_000_000_000;
const SOMEBODY = 'somebody';

let emulators: Emulators;
let proxy: RecordingProxy;
let db: Firestore;
let stores: ReturnType<typeof createFirestoreStores>;
let file: IndexFile;

beforeAll(async () => {
  file = JSON.parse(await readFile('firestore.indexes.json', 'utf8')) as IndexFile;
  emulators = await startEmulators({ projectId: PROJECT, only: ['firestore'] });
  proxy = await startRecordingProxy(
    `${emulators.firestoreHost}:${String(emulators.firestorePort)}`,
  );
  const emulatorHost = `${proxy.host}:${String(proxy.port)}`;
  vi.stubEnv('FIRESTORE_EMULATOR_HOST', emulatorHost);
  db = new Firestore({ projectId: PROJECT });
  stores = createFirestoreStores(db, { projectId: PROJECT, emulatorHost });
  configureFirebase({
    apiKey: 'emulator',
    authDomain: null,
    projectId: PROJECT,
    appId: null,
    emulators: { authUrl: '', firestoreHost: proxy.host, firestorePort: proxy.port },
    googleSignIn: false,
  });
});

afterAll(async () => {
  vi.unstubAllEnvs();
  await closeFirestore();
  await stores.close();
  await db.terminate();
  await proxy.close();
  await emulators.stop();
});

/** What a listener says first. */
async function first<T>(watch: (observer: Observer<T>) => Unsubscribe): Promise<T> {
  let unsubscribe: Unsubscribe | undefined;
  try {
    return await new Promise<T>((resolve, reject) => {
      unsubscribe = watch({ next: resolve, error: reject });
    });
  } finally {
    unsubscribe?.();
  }
}

const head = { queue: 'ai_processing', shards: ALL_SHARDS, limit: 2 };
const before = { createdAt: NOW, id: 'job-1' };
const due = { shards: ALL_SHARDS, now: NOW, limit: 2 };
const LIVE = ['scheduled', 'pending', 'processing'] as const;
const filters: Omit<ListQuery, 'limit'>[] = [
  {},
  { states: ['completed'] },
  { kinds: ['summary'] },
  { subjectId: 'job-1' },
  { states: ['completed'], kinds: ['summary'] },
  { states: ['completed'], subjectId: 'job-1' },
  { kinds: ['summary'], subjectId: 'job-1' },
  { states: JOB_STATES, kinds: PUBLIC_KIND_NAMES, subjectId: 'job-1' },
];

/** Every operation of the ports: those that find documents by a query with all that decides its shape. */
const jobQueries: Record<keyof JobStore, (() => Promise<unknown>)[]> = {
  create: [],
  readSubmitter: [],
  get: [],
  write: [],
  remove: [],
  readParts: [],
  watchJob: [],
  head: [
    () => stores.jobs.head(head),
    () => stores.jobs.head({ ...head, shards: [0] }),
    () => stores.jobs.head({ ...head, after: { rank: NOW, id: 'job-1' } }),
  ],
  due: [() => stores.jobs.due(due)],
  expired: [() => stores.jobs.expired(due)],
  heldBy: [() => stores.jobs.heldBy('server-1', 2)],
  awaitingChildren: [
    () => stores.jobs.awaitingChildren({ limit: 2 }),
    () => stores.jobs.awaitingChildren({ limit: 2, after: 'job-1' }),
  ],
  retired: [() => stores.jobs.retired({ now: NOW, limit: 2 })],
  list: filters.flatMap((filter) => [
    () => stores.jobs.list({ userId: SOMEBODY, ...filter, limit: 2 }),
    () => stores.jobs.list({ userId: SOMEBODY, ...filter, limit: 2, before }),
  ]),
  matching: [
    () => stores.jobs.matching({ states: ['failed'], limit: 2 }),
    () => stores.jobs.matching({ states: ['failed'], limit: 2, from: NOW, to: NOW, before }),
    () => stores.jobs.matching({ states: LIVE, userId: SOMEBODY, limit: 2, from: NOW, before }),
    () => stores.jobs.matching({ limit: 2, to: NOW, before }),
    () => stores.jobs.matching({ userId: SOMEBODY, limit: 2, before }),
  ],
  count: [
    () => stores.jobs.count({ queues: ['ai_processing'], state: 'pending' }),
    () => stores.jobs.count({ queues: QUEUE_NAMES, state: 'failed' }),
    () => stores.jobs.count({ queues: QUEUE_NAMES, state: 'pending', priority: 'urgent' }),
    () =>
      stores.jobs.count({
        queues: ['ai_processing'],
        state: 'scheduled',
        waiting: ['backoff', 'provider', 'user_limit'],
      }),
  ],
  oldestPending: [() => stores.jobs.oldestPending('ai_processing')],
  oldestHeld: [() => stores.jobs.oldestHeld('ai_processing')],
  countAhead: [() => stores.jobs.countAhead({ queue: 'ai_processing', rank: NOW })],
  acknowledgeCancel: [],
  watchPending: [
    () =>
      first((observer) => stores.jobs.watchPending({ queue: 'ai_processing', limit: 2 }, observer)),
  ],
  watchCancels: [() => first((observer) => stores.jobs.watchCancels('server-1', observer))],
};

const today = { equals: { usageDay: '2026-11-26' }, limit: 2 };

const clusterQueries: Record<keyof ClusterStore, (() => Promise<unknown>)[]> = {
  heartbeat: [],
  servers: [() => stores.cluster.servers()],
  removeServer: [],
  readLock: [],
  writeLock: [],
  locks: [],
  removeLock: [],
  members: [],
  writeMembers: [],
  watchMembers: [],
};

async function problemsOf(run: () => Promise<unknown>): Promise<(string | null)[]> {
  const before = proxy.queries.length;
  await run();
  const sent = proxy.queries.slice(before);
  expect(sent.length).toBeGreaterThan(0);
  return sent.map((query) => problemOf(shapeOf(query), file));
}

describe.each([
  ['JobStore', jobQueries],
  ['ClusterStore', clusterQueries],
])('%s', (_, operations) => {
  const queries = Object.entries(operations).flatMap(([name, calls]) =>
    calls.map((call, at) => ({ name: `${name} ${String(at + 1)}`, call })),
  );
  it.each(queries)('$name has its index', async ({ call }) => {
    expect((await problemsOf(call)).filter((problem) => problem !== null)).toEqual([]);
  });
});

/** What the administrators' API asks of small records. */
const recordQueries: Record<string, () => Promise<unknown>> = {
  'who used most tokens today': () =>
    stores.records.list(RECORDS.submitters, { ...today, newestBy: 'usageTokens' }),
  'who cost most today': () =>
    stores.records.list(RECORDS.submitters, { ...today, newestBy: 'usageCost' }),
  'who was refused last': () =>
    stores.records.list(RECORDS.submitters, { newestBy: 'limitedAt', limit: 2 }),
  'the audit log': () =>
    stores.records.list(RECORDS.audit, { newestBy: 'at', below: NOW, limit: 2 }),
  'what somebody did': () =>
    stores.records.list(RECORDS.audit, { equals: { actorId: SOMEBODY }, newestBy: 'at', limit: 2 }),
  'how often somebody did one thing': () =>
    stores.records.list(RECORDS.audit, {
      equals: { actorId: SOMEBODY, action: 'queue.pause' },
      newestBy: 'at',
      below: NOW,
      limit: 2,
    }),
};

describe('records', () => {
  it.each(Object.keys(recordQueries))('%s has its index', async (name) => {
    const problems = await problemsOf(async () => recordQueries[name]?.());
    expect(problems.filter((problem) => problem !== null)).toEqual([]);
  });
});

describe('the browser', () => {
  const wanted: JobsFilter[] = filters.map(({ states, kinds, subjectId }) => ({
    userId: SOMEBODY,
    states: states ?? [],
    kinds: kinds ?? [],
    subjectId: subjectId ?? null,
    limit: 2,
  }));
  wanted.push({
    userId: SOMEBODY,
    states: [],
    kinds: [],
    subjectId: null,
    parentId: 'job-1',
    limit: 2,
  });

  it.each(wanted)('follows $kinds, $states, $subjectId by an index', async (filter) => {
    // Nobody is signed in, so the rules refuse the listener; the query has reached the emulator by then.
    const refused = new Promise<{ denied: boolean }>((resolve) => {
      watchJobs(filter, { next: () => undefined, error: resolve });
    });
    const problems = await problemsOf(() => refused);
    expect((await refused).denied).toBe(true);
    expect(problems.filter((problem) => problem !== null)).toEqual([]);
  });
});

describe('automatic indexes', () => {
  it('are off for every field that is stored: they would cost writes, and cap them', async () => {
    await stores.jobs.create({
      job: waitingJob('job-1', SOMEBODY, NOW),
      parts: [{ name: 'input', from: 0, texts: ['{}'], userId: SOMEBODY, expireAt: NOW }],
      submitter: { submitter: { ...newSubmitter(SOMEBODY), shareEnd: NOW }, version: null },
    });
    const documents = await Promise.all([
      db.doc('jobs/job-1').get(),
      db.doc('jobs/job-1/parts/input-0000').get(),
      db.doc(`rate_limits/user:${SOMEBODY}`).get(),
    ]);
    const indexed = documents.flatMap((document) =>
      Object.keys(document.data() ?? {})
        .filter((field) => !isExempt(document.ref.parent.id, field, file))
        // The last refusal, noted at most once a minute: its one index is asked for.
        .filter((field) => field !== 'limitedAt')
        .map((field) => `${document.ref.parent.id}.${field}`),
    );
    expect(documents.every((document) => document.exists)).toBe(true);
    expect(indexed).toEqual([]);
  });

  it('are replaced by a time to live where documents end', () => {
    const living = file.fieldOverrides.filter((override) => override.ttl === true);
    expect(living.map(({ collectionGroup, fieldPath }) => [collectionGroup, fieldPath])).toEqual([
      ['jobs', 'expireAt'],
      ['parts', 'expireAt'],
      ['audit', 'expireAt'],
      ['answers', 'expireAt'],
      ['function_runs', 'expireAt'],
    ]);
  });
});
