import type { Percentiles, QueueStats } from '../../lib/cluster/stats';

const spread = (p50: number, p95: number, p99: number): Percentiles => ({ p50, p95, p99 });

/** Seven queues at work: one long, one idle, one with failures. */
export const SAMPLE_QUEUES: Readonly<Record<string, QueueStats>> = {
  ai_processing: {
    waiting: 42,
    waitingByPriority: { urgent: 1, high: 6, normal: 31, low: 4 },
    scheduled: 3,
    held: 0,
    running: 8,
    failed: 4,
    oldestWaitingMs: 38_400,
    perMinute: 61.4,
    successRate: 0.978,
    waitMs: spread(6_200, 34_800, 41_000),
    runMs: spread(3_900, 11_200, 19_400),
  },
  file_processing: {
    waiting: 3,
    waitingByPriority: { urgent: 0, high: 0, normal: 3, low: 0 },
    scheduled: 0,
    held: 0,
    running: 5,
    failed: 0,
    oldestWaitingMs: 2_100,
    perMinute: 18.2,
    successRate: 1,
    waitMs: spread(310, 1_900, 2_600),
    runMs: spread(820, 2_700, 4_100),
  },
  media_processing: {
    waiting: 9,
    waitingByPriority: { urgent: 0, high: 2, normal: 7, low: 0 },
    scheduled: 1,
    held: 0,
    running: 4,
    failed: 2,
    oldestWaitingMs: 24_700,
    perMinute: 7.8,
    successRate: 0.949,
    waitMs: spread(4_800, 22_300, 27_100),
    runMs: spread(31_000, 74_000, 112_000),
  },
  codemirror: idle(0),
  packages: idle(12),
  analysis: {
    ...idle(0),
    running: 1,
    perMinute: 2.4,
    successRate: 1,
    waitMs: spread(90, 240, 400),
    runMs: spread(5_200, 9_800, 12_400),
  },
  insights: idle(1),
};

/** All of them together. */
export const SAMPLE_TOTAL: QueueStats = {
  waiting: 54,
  waitingByPriority: { urgent: 1, high: 8, normal: 41, low: 4 },
  scheduled: 17,
  held: 0,
  running: 18,
  failed: 6,
  oldestWaitingMs: 38_400,
  perMinute: 89.8,
  successRate: 0.981,
  waitMs: spread(4_100, 31_200, 39_600),
  runMs: spread(3_400, 42_000, 88_000),
};

function idle(scheduled: number): QueueStats {
  return {
    waiting: 0,
    waitingByPriority: { urgent: 0, high: 0, normal: 0, low: 0 },
    scheduled,
    held: 0,
    running: 0,
    failed: 0,
    oldestWaitingMs: null,
    perMinute: 0,
    successRate: null,
    waitMs: null,
    runMs: null,
  };
}
