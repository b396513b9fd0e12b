import type { BreakerState } from '../cluster/breaker';
import type { LiveStats } from '../cluster/stats';
import type { Job } from '../jobs/job';
import type { Priority } from '../jobs/priority';
import type { MediaStore } from '../media/storage/media-store';
import { judgeMedia } from '../media/uploads/judge-media';
import type { Engine } from '../queue/engine';
import type { Queue } from '../queue/queue';
import { RECORDS } from '../queue/records';
import { readAudioDataUri } from './audio-data-uri';
import type { Depth } from './configuration';

export interface TranscriptionRequest {
  /** `data:audio/…;base64,…` */
  audioDataUri: string;
}

export interface TranscriptionOptions {
  userId: string;
  priority?: Priority | undefined;
  /** Groups what was recorded in one sitting. */
  sessionId?: string | undefined;
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

export interface EnterpriseStats {
  servers: { id: string; leader: boolean; running: number; heartbeatAt: number }[];
  queueStats: { totalInQueue: number; processing: number };
  /** Of the last five minutes; null when nothing ended. */
  performance: { successRate: number | null; averageWaitMs: number | null };
  /** The worst of all providers' breakers. */
  circuitBreaker: { state: BreakerState };
}

/** A recording that nobody asked to keep, once it is stored. Milliseconds. */
const KEEP_MS = 24 * 60 * 60_000;

const WORST_FIRST: readonly BreakerState[] = ['open', 'half_open', 'recovering', 'closed'];

/** Transcriptions by one call: a thin layer over the job queue and the media store. */
export class EnterpriseTranscriptionQueue {
  readonly #engine: Engine;
  readonly #queue: Queue & { observer: { live(): Promise<{ id: string }[]> } };
  readonly #media: MediaStore;
  readonly #options: { depth: Depth; maxBytes: number };

  constructor(
    parts: {
      engine: Engine;
      queue: Queue & { observer: { live(): Promise<{ id: string }[]> } };
      media: MediaStore;
    },
    options: { depth: Depth; maxBytes: number },
  ) {
    this.#engine = parts.engine;
    this.#queue = parts.queue;
    this.#media = parts.media;
    this.#options = options;
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
    const fileName = `recording${options.sessionId === undefined ? '' : ` ${options.sessionId}`}`;
    const mediaId = await this.#store(request, options.userId, fileName);
    try {
      const { job, allowance } = await this.#queue.submit({
        kind: 'transcription',
        userId: options.userId,
        input: { mediaId, fileName },
        priority: options.priority,
        plan: options.plan,
        // The lower steps have no limits: they are for one server and for trying it out.
        ...(this.#options.depth === 'enterprise' ? {} : { exempt: true }),
      });
      const remaining = allowance.map((window) => window.remaining);
      return {
        requestId: job.id,
        ...(await this.#placeOf(job)),
        rateLimitInfo: { remaining: remaining.length === 0 ? Infinity : Math.min(...remaining) },
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

  async stats(): Promise<EnterpriseStats> {
    const [live, breakers, servers] = await Promise.all([
      this.#engine.records.read(RECORDS.liveStats, 'live'),
      this.#engine.records.list(RECORDS.breakers, { limit: 100 }),
      this.#servers(),
    ]);
    const states = breakers.map(({ value }) => value.state);
    const media = mediaOf(live.record?.value ?? null);
    return {
      servers,
      queueStats: {
        totalInQueue: media?.waiting ?? (await this.#waiting()),
        processing: media?.running ?? 0,
      },
      performance: {
        successRate: media?.successRate ?? null,
        averageWaitMs: media?.waitMs?.p50 ?? null,
      },
      circuitBreaker: { state: WORST_FIRST.find((state) => states.includes(state)) ?? 'closed' },
    };
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

  async #placeOf(job: Job): Promise<Pick<QueuedTranscription, 'position' | 'estimatedWait'>> {
    const place = await this.#queue.position(job);
    return { position: place?.position ?? 0, estimatedWait: place?.estimatedWaitMs ?? null };
  }

  async #servers(): Promise<EnterpriseStats['servers']> {
    const alive = new Set((await this.#queue.observer.live()).map(({ id }) => id));
    const servers = await this.#engine.cluster.servers();
    return servers
      .filter(({ id }) => alive.has(id))
      .map(({ id, leader, running, heartbeatAt }) => ({ id, leader, running, heartbeatAt }));
  }

  async #waiting(): Promise<number> {
    const { jobs } = this.#engine;
    return jobs.countAhead({ queue: 'media_processing', rank: Number.MAX_SAFE_INTEGER });
  }
}

function mediaOf(live: LiveStats | null): LiveStats['total'] | null {
  return live?.queues['media_processing'] ?? null;
}

async function* once(bytes: Uint8Array): AsyncIterable<Uint8Array> {
  yield await Promise.resolve(bytes);
}
