import { z } from 'zod';

import { settingsSchema, type StoredSettings } from './cluster/settings';
import { QUEUES, QUEUE_NAMES } from './jobs/queues';

const count = (fallback: number): z.ZodDefault<z.ZodCoercedNumber> =>
  z.coerce.number().int().positive().default(fallback);

/** An empty variable is an absent one. */
const environment = z.preprocess(
  (env) =>
    Object.fromEntries(
      Object.entries(env as Record<string, string | undefined>).filter(([, value]) => value !== ''),
    ),
  z
    .object({
      FIRELANE_STORE: z.enum(['firestore', 'memory']).default('firestore'),
      GOOGLE_CLOUD_PROJECT: z.string().min(1).default('demo-firelane'),
      FIRESTORE_EMULATOR_HOST: z.string().optional(),
      FIRELANE_DATA_DIR: z.string().min(1).default('.firelane/data'),
      FIRELANE_MEDIA: z
        .string()
        .regex(/^(disk|gs:\/\/[a-z0-9._-]+(\/.+)?)$/, 'disk, or gs://bucket/prefix')
        .default('disk'),
      FIRELANE_MAX_UPLOAD_MB: count(500),
      FIRELANE_TRUST_PROXY: z.enum(['0', '1']).default('0'),
      FIRELANE_LEADS: z.enum(['0', '1']).default('1'),
      FIRELANE_CONCURRENCY: z
        .string()
        .regex(/^[a-z_]+=\d+(,[a-z_]+=\d+)*$/, 'queue=number, separated by commas')
        .refine(
          (text) => text.split(',').every((pair) => (pair.split('=')[0] ?? '') in QUEUES),
          `the queues are ${QUEUE_NAMES.join(', ')}`,
        )
        .optional(),
      FIRELANE_HEARTBEAT_MS: count(5_000),
      FIRELANE_SERVER_TIMEOUT_MS: count(15_000),
      FIRELANE_DUE_MS: count(2_000),
      FIRELANE_SWEEP_MS: count(30_000),
      FIRELANE_DRAIN_MS: count(20_000),
      FIRELANE_SETTINGS: z
        .string()
        .default('{}')
        .transform((text, context) => readSettings(text, context)),
      FIRELANE_SECRET_KEY: z.string().min(32, 'at least 32 characters').optional(),
      FIRELANE_WEBHOOKS_ALLOW_PRIVATE: z.enum(['0', '1']).default('0'),
      FIRELANE_VERSION: z.string().default('0.1.0'),
      FIRELANE_METRICS_TOKEN: z.string().min(16).optional(),
      LOG_LEVEL: z.enum(['debug', 'info', 'warn', 'error', 'silent']).default('info'),
    })
    .refine((env) => env.FIRELANE_SERVER_TIMEOUT_MS >= 3 * env.FIRELANE_HEARTBEAT_MS, {
      path: ['FIRELANE_SERVER_TIMEOUT_MS'],
      message: 'at least three heartbeats: one that is late is not a death',
    }),
);

export interface Config {
  store: 'firestore' | 'memory';
  projectId: string;
  firestoreEmulatorHost: string | undefined;
  /** Where `disk` media and other local files lie. */
  dataDir: string;
  /** `disk`, or `gs://bucket/prefix`. */
  media: string;
  maxUploadBytes: number;
  trustProxy: boolean;
  /** Whether this process's worker may lead. */
  leads: boolean;
  /** Jobs that one worker runs at once, by queue. */
  concurrency: Record<string, number>;
  heartbeatMs: number;
  serverTimeoutMs: number;
  dueMs: number;
  sweepMs: number;
  drainMs: number;
  /** What holds where an administrator set nothing. */
  settings: StoredSettings;
  /** What webhooks' secrets are derived from; undefined: a key of this machine's own, for development. */
  secretKey: string | undefined;
  /** Webhooks may be plain http and lead to private addresses. */
  webhooksAllowPrivate: boolean;
  version: string;
  /** Opens the metrics to whoever sends it; null: only administrators see them. */
  metricsToken: string | null;
  logLevel: string;
}

/**
 * Reads the environment, once, into what the composition needs. The models' part is read by
 * `lib/models/providers/env.ts`.
 * @throws ZodError naming each variable that is wrong
 */
export function readConfig(env: Record<string, string | undefined>): Config {
  const read = environment.parse(env);
  return {
    store: read.FIRELANE_STORE,
    projectId: read.GOOGLE_CLOUD_PROJECT,
    firestoreEmulatorHost: read.FIRESTORE_EMULATOR_HOST,
    dataDir: read.FIRELANE_DATA_DIR,
    media: read.FIRELANE_MEDIA,
    maxUploadBytes: read.FIRELANE_MAX_UPLOAD_MB * 1024 * 1024,
    trustProxy: read.FIRELANE_TRUST_PROXY === '1',
    leads: read.FIRELANE_LEADS === '1',
    concurrency: concurrencyOf(read.FIRELANE_CONCURRENCY),
    heartbeatMs: read.FIRELANE_HEARTBEAT_MS,
    serverTimeoutMs: read.FIRELANE_SERVER_TIMEOUT_MS,
    dueMs: read.FIRELANE_DUE_MS,
    sweepMs: read.FIRELANE_SWEEP_MS,
    drainMs: read.FIRELANE_DRAIN_MS,
    settings: read.FIRELANE_SETTINGS,
    secretKey: read.FIRELANE_SECRET_KEY,
    webhooksAllowPrivate: read.FIRELANE_WEBHOOKS_ALLOW_PRIVATE === '1',
    version: read.FIRELANE_VERSION,
    metricsToken: read.FIRELANE_METRICS_TOKEN ?? null,
    logLevel: read.LOG_LEVEL,
  };
}

/** Each queue's own number of slots, overridden where the environment names it. */
function concurrencyOf(text: string | undefined): Record<string, number> {
  const slots: Record<string, number> = Object.fromEntries(
    QUEUE_NAMES.map((name) => [name, QUEUES[name].concurrency]),
  );
  for (const pair of text?.split(',') ?? []) {
    const [queue, number] = pair.split('=');
    if (queue !== undefined) slots[queue] = Number(number);
  }
  return slots;
}

/** The settings of `lib/cluster/settings.ts` as JSON, any part of them. */
function readSettings(text: string, context: z.RefinementCtx): StoredSettings {
  const issue = (message: string): never => {
    context.addIssue({ code: 'custom', message });
    return z.NEVER;
  };
  try {
    const stored: unknown = JSON.parse(text);
    const parsed = settingsSchema.safeParse(stored);
    return parsed.success ? (stored as StoredSettings) : issue(z.prettifyError(parsed.error));
  } catch {
    return issue('not JSON');
  }
}
