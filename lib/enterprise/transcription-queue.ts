import type { Job } from '../jobs/job';
import type { Priority } from '../jobs/priority';
import type { MediaStore } from '../media/storage/media-store';
import { judgeMedia } from '../media/uploads/judge-media';
import type { Engine } from '../queue/engine';
import type { ServerRecord } from '../queue/ports/cluster-store';
import type { Queue, UserLimits } from '../queue/queue';
import { sharedRead } from '../queue/shared-read';
import { readAudioDataUri } from './audio-data-uri';
import { type EnterpriseStats, readStats } from './stats';

export interface TranscriptionRequest {
  /** `data:audio/…;base64,…` */
  audioDataUri: string;
}

export interface TranscriptionOptions {
  userId: string;
  priority?: Priority | undefined;
  /** Groups what was recorded in one sitting. */
  sessionId?: string | undefined;
  /** What the caller knows of the recording: bytes, seconds. Kept in the job's input. */
  metadata?: { audioSize?: number | undefined; estimatedDuration?: number | undefined } | undefined;
  /** The caller's plan; the default one when absent. */
  plan?: string | null;
}

export interface QueuedTranscription {
  /** The job's id. */
  requestId: string;
  /** 1 is next; 0 when it no longer waits. */
  position: number;
  /** Milliseconds; null when nothing was measured yet. */
  estimatedWait: number | null;
  rateLimitInfo: { remaining: number };
}

/** A recording that nobody asked to keep, once it is stored. Milliseconds. */
const KEEP_MS = 24 * 60 * 60_000;

/** As often as the leader writes. Milliseconds. */
const STATS_FRESH_MS = 5_000;

/** Transcriptions by one call: a thin layer over the job queue and the media store. */
export class EnterpriseTranscriptionQueue {
  /** How it does, read at most once in five seconds, however many ask. @throws StoreUnavailable */
  readonly stats: () => Promise<EnterpriseStats>;
  readonly #engine: Engine;
  readonly #queue: Queue;
  readonly #media: MediaStore;
  readonly #options: { maxBytes: number; stop?: (() => Promise<void>) | undefined };

  /** @param options `stop` ends the worker that runs its jobs in this process, where there is one */
  constructor(
    parts: {
      engine: Engine;
      queue: Queue & { observer: { live(): Promise<ServerRecord[]> } };
      media: MediaStore;
    },
    options: { maxBytes: number; stop?: (() => Promise<void>) | undefined },
  ) {
    const { engine, queue, media } = parts;
    this.#engine = engine;
    this.#queue = queue;
    this.#media = media;
    this.#options = options;
    this.stats = sharedRead(engine.clock, STATS_FRESH_MS, () =>
      readStats(engine, () => queue.observer.live()),
    );
  }

  /**
   * Stores a recording and queues its transcription.
   * @throws QueueError `invalid_input`, `payload_too_large`, `rate_limited`, `over_budget`, `queue_full`;
   *   UploadError `unsupported_media`
   */
  async queueTranscription(
    request: TranscriptionRequest,
    options: TranscriptionOptions,
  ): Promise<QueuedTranscription> {
    const { metadata } = options;
    const fileName = `recording${options.sessionId === undefined ? '' : ` ${options.sessionId}`}`;
    const mediaId = await this.#store(request, options.userId, fileName);
    try {
      const { job, allowance } = await this.#queue.submit({
        kind: 'transcription',
        userId: options.userId,
        input: { mediaId, fileName, ...(metadata === undefined ? {} : { metadata }) },
        priority: options.priority,
        plan: options.plan,
      });
      // A submit whose first answer was lost may not know it.
      const windows = allowance.length > 0 ? allowance : await this.#allowance(options);
      return {
        requestId: job.id,
        ...(await this.#placeOf(job)),
        rateLimitInfo: { remaining: Math.min(...windows.map(({ remaining }) => remaining)) },
      };
    } catch (error) {
      await this.#media.delete(mediaId);
      throw error;
    }
  }

  /** The job of a request; null when there is none. */
  get(requestId: string): Promise<Job | null> {
    return this.#queue.get(requestId);
  }

  /** What a user may still submit. @param plan as at the submit */
  limits(userId: string, plan: string | null): Promise<UserLimits> {
    return this.#queue.limits(userId, plan);
  }

  /**
   * Takes no new job in this process, lets those that run end for a while, and hands the rest back. Does nothing
   * where others run the jobs.
   */
  async stop(): Promise<void> {
    await this.#options.stop?.();
  }

  async #store(
    { audioDataUri }: TranscriptionRequest,
    ownerId: string,
    fileName: string,
  ): Promise<string> {
    const { bytes, extension } = readAudioDataUri(audioDataUri, this.#options.maxBytes);
    const id = await this.#media.create(bytes.length, {
      ownerId,
      fileName: `${fileName}.${extension}`,
      keep: false,
      expireAt: this.#engine.clock.now() + KEEP_MS,
    });
    await this.#media.append(id, 0, once(bytes));
    const info = await this.#media.info(id);
    if (info !== null) await judgeMedia(this.#media, info);
    return id;
  }

  async #allowance({
    userId,
    plan = null,
  }: TranscriptionOptions): Promise<UserLimits['allowance']> {
    return (await this.limits(userId, plan)).allowance;
  }

  async #placeOf(job: Job): Promise<Pick<QueuedTranscription, 'position' | 'estimatedWait'>> {
    const place = await this.#queue.position(job);
    return { position: place?.position ?? 0, estimatedWait: place?.estimatedWaitMs ?? null };
  }
}

async function* once(bytes: Uint8Array): AsyncIterable<Uint8Array> {
  yield await Promise.resolve(bytes);
}
