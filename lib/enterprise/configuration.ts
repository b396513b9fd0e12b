import { z } from 'zod';

import type { StoredSettings } from '../cluster/settings';
import { layered } from '../cluster/settings-layers';
import { readConfig } from '../config';

const count = z.number().int().positive();

/**
 * How deep the queue stands. `memory`: in this process, which runs the jobs, and lost with it. `firestore`: kept in
 * Firestore, and run by this process as one server under this configuration. `enterprise`: run by the deployment's
 * workers, all of which follow the configuration.
 */
export const DEPTHS = ['memory', 'firestore', 'enterprise'] as const;

export type Depth = (typeof DEPTHS)[number];

type Environment = Record<string, string | undefined>;

const configurationSchema = z.strictObject({
  /** By default `enterprise`, or `memory` where `FIRELANE_STORE` says so. */
  depth: z.enum(DEPTHS).optional(),
  /** Recordings that each server transcribes at once, but for a slot that an idle queue lends. */
  maxConcurrentRequests: count.optional(),
  /** Waiting recordings, beyond which a submit is refused. */
  maxQueueSize: count.optional(),
  requestTimeoutMs: count.optional(),
  /** Of every model's breaker. */
  circuitBreaker: z
    .strictObject({ failureThreshold: count.optional(), recoveryTimeMs: count.optional() })
    .optional(),
  /** Of each user without another plan, over all kinds of jobs. */
  rateLimiting: z
    .strictObject({
      requestsPerMinute: count.optional(),
      burstLimit: count.optional(),
      windowSizeMs: count.optional(),
    })
    .optional(),
  /**
   * Of the server that this process is. A worker process is told by its own environment: `FIRELANE_HEARTBEAT_MS`,
   * `FIRELANE_SERVER_TIMEOUT_MS`, `FIRELANE_LEADS`.
   */
  serverCoordination: z
    .strictObject({
      heartbeatIntervalMs: count.optional(),
      serverTimeoutMs: count.optional(),
      /** False: the worker never leads. */
      leaderElectionEnabled: z.boolean().optional(),
    })
    .optional(),
});

export type EnterpriseConfiguration = z.input<typeof configurationSchema>;

/** One text for all configurations that mean the same. @throws ZodError */
export function configurationText(configuration: EnterpriseConfiguration): string {
  return JSON.stringify(configurationSchema.parse(configuration));
}

/** A configuration in the words of a server. */
export interface ServerConfiguration {
  depth: Depth;
  /** What of it is settings, which a cluster can follow. */
  tuning: StoredSettings;
  /** All of it, over the environment that was given. */
  env: Environment;
}

/** The server that a configuration asks for, in a process of this environment. @throws ZodError */
export function serverConfiguration(
  configuration: EnterpriseConfiguration,
  environment: Environment,
): ServerConfiguration {
  const read = configurationSchema.parse(configuration);
  const base = readConfig(environment);
  const depth = read.depth ?? (base.store === 'memory' ? 'memory' : 'enterprise');
  const tuning = tuningOf(read);
  const { heartbeatIntervalMs, serverTimeoutMs, leaderElectionEnabled } =
    read.serverCoordination ?? {};
  return {
    depth,
    tuning,
    env: {
      ...environment,
      FIRELANE_STORE: depth === 'memory' ? 'memory' : 'firestore',
      FIRELANE_SETTINGS: JSON.stringify(layered(base.settings, tuning)),
      ...given({
        FIRELANE_HEARTBEAT_MS: heartbeatIntervalMs?.toString(),
        FIRELANE_SERVER_TIMEOUT_MS: serverTimeoutMs?.toString(),
        FIRELANE_LEADS:
          leaderElectionEnabled === undefined ? undefined : leads(leaderElectionEnabled),
      }),
    },
  };
}

function tuningOf(read: z.output<typeof configurationSchema>): StoredSettings {
  const ofQueue = given({
    concurrency: read.maxConcurrentRequests,
    maxQueueSize: read.maxQueueSize,
    requestTimeoutMs: read.requestTimeoutMs,
  });
  return given({
    queues: Object.keys(ofQueue).length === 0 ? undefined : { media_processing: ofQueue },
    breaker: read.circuitBreaker && given(read.circuitBreaker),
    plans: read.rateLimiting && { default: given(read.rateLimiting) },
  });
}

function leads(enabled: boolean): '0' | '1' {
  return enabled ? '1' : '0';
}

/** The fields that have a value. */
function given<T extends object>(fields: T): { [K in keyof T]?: Exclude<T[K], undefined> } {
  const set = Object.entries(fields).filter(([, value]) => value !== undefined);
  return Object.fromEntries(set) as { [K in keyof T]?: Exclude<T[K], undefined> };
}
