import { z } from 'zod';

import { defineOperation } from '../operation';

const DOOR =
  'For whoever carries an `admin` claim, or sends `FIRELANE_METRICS_TOKEN` as `Authorization: Bearer …`.';

const REFUSALS = ['unauthenticated', 'invalid_token', 'expired_token', 'forbidden'] as const;

export const getMetrics = defineOperation({
  id: 'getMetrics',
  method: 'GET',
  path: '/api/metrics',
  tag: 'Service',
  summary: 'What Prometheus scrapes',
  description: `${DOOR} The cluster’s statistics, and what this process measures of itself.`,
  auth: 'none',
  answers: {
    200: { description: 'Prometheus’ text format, version 0.0.4.', binary: 'text/plain' },
  },
  problems: REFUSALS,
});

const count = z.number().int().nonnegative();

export const getAutoscale = defineOperation({
  id: 'getAutoscale',
  method: 'GET',
  path: '/api/autoscale',
  tag: 'Service',
  summary: 'How many workers the load asks for',
  description: `${DOOR} Rises at once, falls only after five minutes. Also the metric \`firelane_desired_workers\`.`,
  auth: 'none',
  answers: {
    200: {
      description: 'The number, and why.',
      schema: z.object({
        desiredWorkers: count,
        reason: z.string(),
        health: z.object({
          level: z.enum(['good', 'degraded', 'stalled', 'down']),
          sentence: z.string(),
        }),
        workers: z.object({ alive: count, draining: count }),
        queues: z.record(
          z.string(),
          z.object({
            waiting: count,
            running: count,
            oldestWaitingSeconds: z.number().nonnegative().nullable(),
          }),
        ),
      }),
    },
  },
  problems: REFUSALS,
});
