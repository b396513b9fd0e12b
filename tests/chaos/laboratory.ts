import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

import { adminFirestore } from '@/lib/firebase/admin/firestore';
import type { Job } from '@/lib/jobs/job';
import { transcriptionKind } from '@/lib/jobs/kinds/transcription';
import { createServer, type Server } from '@/lib/server';
import { COLLECTIONS, jobRef } from '@/lib/stores/firestore/collections';
import { versionOf } from '@/lib/stores/firestore/version';

import { until } from '../conformance/observed';
import { GENEROUS } from '../generous-settings';
import { emulatorHost } from '../firestore/database';

const OWNER = 'ann';
/** So much of the sample is transcribed: enough for several segments. */
const PART = 0.6;
const sample = (file: string): URL => new URL(`../../samples/${file}`, import.meta.url);

/** A document under the job, as the store keeps it. */
export interface StoredCheckpoint {
  name: string;
  value: { step: string; index?: number };
  /** Differ when it was written more than once. */
  createdAt: string;
  updatedAt: string;
}

export interface Laboratory {
  /** The environment of a worker. */
  env: Record<string, string>;
  server: Server;
  /** Submits the first part of the bundled sample. */
  transcribe(): Promise<Job>;
  /** The job once it fits, heard by a listener. */
  becomes(id: string, fits: (job: Job) => boolean): Promise<Job>;
  checkpoints(id: string): Promise<StoredCheckpoint[]>;
  close(): Promise<void>;
}

let opened = 0;

/** What a deployment is made of, but for its workers: a database and a media folder of its own. */
export async function openLaboratory(models: Record<string, string>): Promise<Laboratory> {
  const folder = await mkdtemp(join(tmpdir(), 'firelane-chaos-'));
  const projectId = `demo-chaos-${process.pid}-${++opened}`;
  const env = {
    FIRESTORE_EMULATOR_HOST: emulatorHost(),
    GOOGLE_CLOUD_PROJECT: projectId,
    FIRELANE_DATA_DIR: folder,
    FIRELANE_HEARTBEAT_MS: '400',
    FIRELANE_SERVER_TIMEOUT_MS: '4000',
    FIRELANE_DUE_MS: '200',
    FIRELANE_SWEEP_MS: '1000',
    FIRELANE_DRAIN_MS: '200',
    FIRELANE_SETTINGS: JSON.stringify(GENEROUS),
    ...models,
  };
  const server = createServer({ ...env, LOG_LEVEL: 'silent' });
  return {
    env,
    server,
    transcribe: async () => {
      const { media, queue } = server;
      const whole = await readFile(sample('weekly-planning-meeting.mp3'));
      const bytes = whole.subarray(0, Math.ceil(whole.length * PART));
      const expireAt = Date.now() + transcriptionKind.retentionMs;
      const file = { ownerId: OWNER, fileName: 'meeting.mp3', keep: false, expireAt };
      const mediaId = await media.create(bytes.length, file);
      await media.append(mediaId, 0, piecesOf(bytes));
      await media.change(mediaId, { mediaType: 'audio/mpeg' });
      const input = { mediaId, fileName: file.fileName };
      const { job } = await queue.submit({ kind: 'transcription', userId: OWNER, input });
      return job;
    },
    becomes: async (id, fits) => {
      const seen = until<Job | null>((observer) => server.queue.watch(id, observer));
      try {
        const job = await seen.match((now) => now !== null && fits(now));
        if (job === null) throw new Error('the job is gone');
        return job;
      } finally {
        seen.stop();
      }
    },
    checkpoints: async (id) => {
      const job = jobRef(adminFirestore(projectId), id);
      const parts = await job.collection(COLLECTIONS.parts).where('name', '==', 'checkpoint').get();
      return parts.docs.map((part) => ({
        name: part.id,
        value: JSON.parse(part.get('text') as string) as StoredCheckpoint['value'],
        createdAt: versionOf(part.createTime),
        updatedAt: versionOf(part.updateTime),
      }));
    },
    close: async () => {
      await server.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** The sample's true words. */
export function trueWords(): Promise<string> {
  return readFile(fileURLToPath(sample('weekly-planning-meeting.txt')), 'utf8');
}

async function* piecesOf(bytes: Uint8Array): AsyncIterable<Uint8Array> {
  yield* [bytes];
}
