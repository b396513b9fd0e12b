import { z } from 'zod';

const count = z.number().int().positive();

/** How deep the queue stands: in this process, in Firestore, or in Firestore with every protection. */
export const DEPTHS = ['memory', 'firestore', 'enterprise'] as const;

export type Depth = (typeof DEPTHS)[number];

const configurationSchema = z.strictObject({
  depth: z.enum(DEPTHS).default('enterprise'),
  /** Recordings that each server transcribes at once. */
  maxConcurrentRequests: count.optional(),
  /** Waiting recordings, beyond which a submit is refused. */
  maxQueueSize: count.optional(),
  requestTimeoutMs: count.optional(),
  circuitBreaker: z
    .strictObject({ failureThreshold: count.optional(), recoveryTimeMs: count.optional() })
    .optional(),
  rateLimiting: z
    .strictObject({
      requestsPerMinute: count.optional(),
      burstLimit: count.optional(),
      windowSizeMs: count.optional(),
    })
    .optional(),
  serverCoordination: z
    .strictObject({
      heartbeatIntervalMs: count.optional(),
      serverTimeoutMs: count.optional(),
      /** False: the workers of this process never lead. */
      leaderElectionEnabled: z.boolean().optional(),
    })
    .optional(),
});

export type EnterpriseConfiguration = z.input<typeof configurationSchema>;

/** The same configuration, in the words of the server's own environment. @throws ZodError */
export function environmentOf(configuration: EnterpriseConfiguration): {
  depth: Depth;
  env: Record<string, string>;
} {
  const read = configurationSchema.parse(configuration);
  const { heartbeatIntervalMs, serverTimeoutMs, leaderElectionEnabled } =
    read.serverCoordination ?? {};
  const settings = {
    queues: {
      media_processing: given({
        concurrency: read.maxConcurrentRequests,
        maxQueueSize: read.maxQueueSize,
        requestTimeoutMs: read.requestTimeoutMs,
      }),
    },
    ...given({
      breaker: read.circuitBreaker && given(read.circuitBreaker),
      plans: read.rateLimiting && { default: given(read.rateLimiting) },
    }),
  };
  return {
    depth: read.depth,
    env: texts({
      FIRELANE_STORE: read.depth === 'memory' ? 'memory' : 'firestore',
      FIRELANE_SETTINGS: JSON.stringify(settings),
      FIRELANE_HEARTBEAT_MS: heartbeatIntervalMs,
      FIRELANE_SERVER_TIMEOUT_MS: serverTimeoutMs,
      FIRELANE_LEADS: leaderElectionEnabled === false ? '0' : undefined,
    }),
  };
}

function given<T extends object>(fields: T): Partial<T> {
  const set = Object.entries(fields).filter(([, value]) => value !== undefined);
  return Object.fromEntries(set) as Partial<T>;
}

function texts(fields: Record<string, string | number | undefined>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(given(fields)).map(([name, value]) => [name, String(value)]),
  );
}
