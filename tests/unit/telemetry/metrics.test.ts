import { describe, expect, it } from 'vitest';

import type { LiveStats, QueueStats } from '@/lib/cluster/stats';
import { clusterMetricsText } from '@/lib/telemetry/cluster-metrics';
import { countRequest, processMetricsText } from '@/lib/telemetry/process-metrics';

const AT = 1_800_000_000_000;
const LINE = /^([a-z][a-z0-9_]*)(?:\{(.*)\})? (-?[\d.e+-]+|Nan|[+-]Inf)$/;

/** Every sample of a text as Prometheus reads it: name with labels, and value. */
function parse(text: string): Map<string, number> {
  const samples = new Map<string, number>();
  const typed = new Set<string>();
  for (const line of text.split('\n')) {
    const type = /^# TYPE (\S+) (?:counter|gauge|histogram|summary)$/.exec(line)?.[1];
    if (type !== undefined) typed.add(type);
    if (line === '' || line.startsWith('#')) continue;
    const [, name, labels = '', value] = LINE.exec(line) ?? [];
    if (name === undefined) throw new Error(`not a sample: ${line}`);
    const family = name.replace(/_(bucket|sum|count)$/, '');
    if (!typed.has(name) && !typed.has(family)) throw new Error(`without a type: ${line}`);
    const key = labels === '' ? name : `${name}{${labels}}`;
    if (samples.has(key)) throw new Error(`twice: ${key}`);
    samples.set(key, Number(value));
  }
  return samples;
}

const queue: QueueStats = {
  waiting: 3,
  waitingByPriority: null,
  scheduled: 1,
  held: 1,
  running: 2,
  failed: 4,
  oldestWaitingMs: 7_500,
  perMinute: 10,
  successRate: 0.5,
  waitMs: { p50: 100, p95: 1_500, p99: 2_000 },
  runMs: null,
};

const live: LiveStats = {
  at: AT,
  leaderId: 'worker-a',
  fence: 1,
  windowMs: 300_000,
  servers: { alive: 3, draining: 1 },
  health: { level: 'good', sentence: 'All is well.' },
  queues: { insights: queue, packages: { ...queue, waiting: 0, oldestWaitingMs: null } },
  total: queue,
  recent: { completed: 8, failed: 2, cancelled: 1 },
  errors: { provider_timeout: 2 },
  ended: { insights: { completed: 40, failed: 2, cancelled: 1, retried: 5 } },
  spend: { 'openai:gpt-5:mini': { tokens: 10, cost: 0.25, calls: 2, cacheHits: 1 } },
  spendDay: '2027-01-15',
  openBreakers: ['google:"flash"\n2'],
  desiredWorkers: 4,
  desiredReason: 'why',
};

describe('the cluster’s metrics', () => {
  it('are what Prometheus reads, in its units', async () => {
    const samples = parse(await clusterMetricsText(live, AT + 2_000));
    expect(Object.fromEntries(samples)).toMatchObject({
      firelane_leader_alive: 1,
      firelane_stats_age_seconds: 2,
      'firelane_servers{state="taking"}': 2,
      firelane_desired_workers: 4,
      'firelane_queue_waiting{queue="insights"}': 3,
      'firelane_queue_waiting{queue="packages"}': 0,
      'firelane_oldest_waiting_seconds{queue="insights"}': 7.5,
      'firelane_job_wait_seconds{queue="insights",quantile="0.95"}': 1.5,
      'firelane_jobs_ended_total{queue="insights",outcome="completed"}': 40,
      'firelane_attempts_retried_total{queue="insights"}': 5,
      'firelane_recent_errors{code="provider_timeout"}': 2,
      'firelane_breaker_open{provider="google",model="\\"flash\\"\\n2"}': 1,
      'firelane_model_cost_dollars_today{provider="openai",model="gpt-5:mini"}': 0.25,
    });
  });

  it('say that nobody leads instead of repeating what was true once', async () => {
    for (const old of [null, live]) {
      const samples = parse(await clusterMetricsText(old, AT + 60_000));
      expect(Object.fromEntries(samples)).toEqual({ firelane_leader_alive: 0 });
    }
  });
});

describe('a process’s own metrics', () => {
  it('count requests by operation, never by address', async () => {
    countRequest({ operation: 'getJob', method: 'GET', status: 200, seconds: 0.02 });
    const samples = parse(await processMetricsText());
    const name = 'firelane_http_requests_total{operation="getJob",method="GET",status="200"}';
    expect(samples.get(name)).toBe(1);
    expect(
      samples.get('firelane_http_request_duration_seconds_bucket{le="0.025",operation="getJob"}'),
    ).toBe(1);
    expect([...samples.keys()].some((key) => key.startsWith('process_cpu_seconds_total'))).toBe(
      true,
    );
  });
});
