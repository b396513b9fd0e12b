import { z } from 'zod';

import { PRIORITIES } from '../jobs/priority';
import { QUEUE_NAMES, type QueueName } from '../jobs/queues';

const count = z.number().int().positive();
const ms = z.number().int().positive();

export const queueSettingsSchema = z.object({
  /** No job of it starts; those that run go on. */
  paused: z.boolean().default(false),
  /** Jobs that each server runs at once; null: what the server's own configuration says. */
  concurrency: z.number().int().min(0).max(1_000).nullable().default(null),
  /** Jobs of one user that run at once, over all servers together as nearly as their number allows; null: no limit. */
  userConcurrency: count.nullable().default(null),
  /**
   * Waiting jobs, those held for a provider, a user's slot or a backoff included, beyond which a submit or an owner's
   * retry is refused; null: no limit. Counted up to two seconds ago in each process.
   */
  maxQueueSize: count.nullable().default(null),
  /** An attempt that runs longer is aborted, also when its kind allows more; null: what the kind says. Milliseconds. */
  requestTimeoutMs: ms.nullable().default(null),
});

const planSettings = z.object({
  /** Submits in any window of `windowSizeMs`, scaled from a minute. */
  requestsPerMinute: count.default(120),
  /** Submits in any twelfth of a window (5 seconds of a minute). As many as a batch may list. */
  burstLimit: count.default(100),
  windowSizeMs: ms.default(60_000),
  /** Language-model tokens a user may spend in a UTC day; null: no limit. */
  tokensPerDay: count.nullable().default(null),
  /** US dollars a user may spend in a UTC day; null: no limit. */
  costPerDay: z.number().positive().nullable().default(null),
  /** A job that asks for more gets this: it moves a job in front of other users' jobs. */
  highestPriority: z.enum(PRIORITIES).default('urgent'),
});

/** Every plan has its limits, the default one always. */
const plansSchema = z.object({ default: planSettings }).catchall(planSettings);

const keySettings = z.object({
  requestsPerMinute: count.nullable().default(null),
  tokensPerMinute: count.nullable().default(null),
  concurrentRequests: count.nullable().default(null),
});

const keysSchema = z.record(z.string().regex(/^[a-z][a-z0-9_-]{0,63}$/i), keySettings);

/** Of a provider whose keys nobody has set limits for; others have none. */
const DEFAULT_KEYS: z.output<typeof keysSchema> = {
  deepseek: { requestsPerMinute: 60, tokensPerMinute: null, concurrentRequests: 5 },
};

const breakerSettings = z.object({
  /** Outages (overload, time-out, no network) within the window that open it. */
  failureThreshold: count.default(5),
  windowMs: ms.default(60_000),
  /** How long it stays open the first time; doubles with each failed probe, up to the maximum. */
  recoveryTimeMs: ms.default(30_000),
  maxRecoveryTimeMs: ms.default(300_000),
});

const adaptiveSettings = z.object({
  /** Calls of one model at once on one server. */
  min: count.default(1),
  max: count.default(16),
});

const alertSettings = z.object({
  /** The oldest waiting job is older than this. */
  oldestWaitingMs: ms.nullable().default(120_000),
  /** Of the jobs that ended in the last five minutes, 0 to 1. */
  errorRate: z.number().min(0).max(1).nullable().default(0.2),
  breakerOpen: z.boolean().default(true),
  noWorker: z.boolean().default(true),
  /** Told of each alert that begins or ends, besides the page. */
  webhookUrl: z
    .url({ protocol: /^https$/ })
    .nullable()
    .default(null),
});

const autoscaleSettings = z.object({
  minWorkers: z.number().int().min(0).max(1_000).default(1),
  maxWorkers: z.number().int().min(1).max(1_000).default(20),
  /** A waiting job should have started by then. */
  targetWaitMs: ms.default(30_000),
});

const queuesSchema = z.object(
  Object.fromEntries(QUEUE_NAMES.map((name) => [name, queueSettingsSchema.prefault({})])) as Record<
    QueueName,
    z.ZodPrefault<typeof queueSettingsSchema>
  >,
);

/**
 * `cluster/settings`: how the cluster is tuned, live. Written by administrators' actions; every process
 * follows it by one listener. What is absent has its default.
 */
export const settingsSchema = z.object({
  queues: queuesSchema.prefault({}),
  /** By the caller's `plan` claim; `default` serves everybody else. */
  plans: z
    .record(z.string().regex(/^[a-z][a-z0-9_-]{0,31}$/), planSettings)
    .default({})
    .transform((plans): z.input<typeof plansSchema> => ({
      ...plans,
      default: plans['default'] ?? planSettings.parse({}),
    }))
    .pipe(plansSchema),
  /** For each key of a provider, by the provider's name. */
  keys: keysSchema
    .default({})
    .transform((keys): z.input<typeof keysSchema> => ({ ...DEFAULT_KEYS, ...keys }))
    .pipe(keysSchema),
  breaker: breakerSettings.prefault({}),
  adaptive: adaptiveSettings.prefault({}),
  cache: z.object({ enabled: z.boolean().default(true) }).prefault({}),
  alerts: alertSettings.prefault({}),
  autoscale: autoscaleSettings.prefault({}),
  /** Servers that were told to take no new job. */
  drainedServers: z.array(z.string().min(1).max(100)).max(1_000).default([]),
});

export type ClusterSettings = z.output<typeof settingsSchema>;
export type QueueSettings = z.output<typeof queueSettingsSchema>;
export type PlanSettings = z.output<typeof planSettings>;
export type KeySettings = z.output<typeof keySettings>;
export type BreakerSettings = z.output<typeof breakerSettings>;
export type AdaptiveSettings = z.output<typeof adaptiveSettings>;
export type AutoscaleSettings = z.output<typeof autoscaleSettings>;
export type AlertSettings = z.output<typeof alertSettings>;

/** The stored form: as an administrator wrote it, without the defaults. */
export type StoredSettings = z.input<typeof settingsSchema>;

/** `cluster/tuning`: the part of the stored settings that a configuration in code put there, as it left it. */
export interface SharedTuning {
  tuning: StoredSettings;
}

export const DEFAULT_SETTINGS: ClusterSettings = settingsSchema.parse({});
