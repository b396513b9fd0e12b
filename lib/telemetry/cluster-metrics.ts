import { Counter, Gauge, Registry } from 'prom-client';

import { SILENT_MS } from '../cluster/health';
import type { LiveStats, Percentiles } from '../cluster/stats';
import type { Millis } from '../jobs/job';

type Labels = Readonly<Record<string, string>>;
type Sample = readonly [Labels, number];

/**
 * The cluster's statistics in Prometheus' text format. While no leader writes, what was written last is not
 * repeated as if it were true: `firelane_leader_alive` is 0 and the figures are missing.
 */
export async function clusterMetricsText(live: LiveStats | null, now: Millis): Promise<string> {
  const registry = new Registry();
  const gauge = (name: string, help: string, samples: readonly Sample[]): void => {
    const labelNames = Object.keys(samples[0]?.[0] ?? {});
    const metric = new Gauge({ name, help, labelNames, registers: [registry] });
    for (const [labels, value] of samples) metric.set(labels, value);
  };
  const counter = (name: string, help: string, samples: readonly Sample[]): void => {
    const labelNames = Object.keys(samples[0]?.[0] ?? {});
    const metric = new Counter({ name, help, labelNames, registers: [registry] });
    for (const [labels, value] of samples) metric.inc(labels, value);
  };
  const alive = live !== null && now - live.at <= SILENT_MS;
  gauge('firelane_leader_alive', 'Whether a worker leads and writes statistics.', [
    [{}, alive ? 1 : 0],
  ]);
  if (!alive) return registry.metrics();

  const queues = Object.entries(live.queues);
  const byQueue = (of: (queue: LiveStats['total']) => number): Sample[] =>
    queues.map(([queue, stats]) => [{ queue }, of(stats)]);
  gauge('firelane_stats_age_seconds', 'Age of the statistics.', [
    [{}, Math.max(0, now - live.at) / 1_000],
  ]);
  gauge('firelane_servers', 'Workers that are alive.', [
    [{ state: 'taking' }, live.servers.alive - live.servers.draining],
    [{ state: 'draining' }, live.servers.draining],
  ]);
  gauge('firelane_desired_workers', 'Workers that the load asks for.', [[{}, live.desiredWorkers]]);
  gauge(
    'firelane_queue_waiting',
    'Jobs that wait.',
    byQueue(({ waiting }) => waiting),
  );
  gauge(
    'firelane_queue_scheduled',
    'Jobs for later.',
    byQueue(({ scheduled }) => scheduled),
  );
  gauge(
    'firelane_queue_held',
    'Jobs that could run and are held back by their provider; part of the scheduled ones.',
    byQueue(({ held }) => held),
  );
  gauge(
    'firelane_queue_running',
    'Jobs that run.',
    byQueue(({ running }) => running),
  );
  gauge(
    'firelane_queue_dead_letters',
    'Failed jobs that are kept.',
    byQueue(({ failed }) => failed),
  );
  gauge(
    'firelane_oldest_waiting_seconds',
    'Age of the oldest job that waits or is held back; 0 when there is none.',
    byQueue(({ oldestWaitingMs }) => (oldestWaitingMs ?? 0) / 1_000),
  );
  gauge(
    'firelane_job_wait_seconds',
    'From when a job could run to its start, over the last five minutes.',
    queues.flatMap(([queue, { waitMs }]) => quantiles(queue, waitMs)),
  );
  gauge(
    'firelane_job_run_seconds',
    'From a job’s start to its end, over the last five minutes.',
    queues.flatMap(([queue, { runMs }]) => quantiles(queue, runMs)),
  );
  counter(
    'firelane_jobs_ended_total',
    'Jobs that ended since statistics began.',
    Object.entries(live.ended).flatMap(([queue, { completed, failed, cancelled }]): Sample[] => [
      [{ queue, outcome: 'completed' }, completed],
      [{ queue, outcome: 'failed' }, failed],
      [{ queue, outcome: 'cancelled' }, cancelled],
    ]),
  );
  counter(
    'firelane_attempts_retried_total',
    'Attempts that failed and are tried again, since statistics began.',
    Object.entries(live.ended).map(([queue, { retried }]): Sample => [{ queue }, retried]),
  );
  gauge(
    'firelane_recent_errors',
    'Failed attempts of the last five minutes.',
    Object.entries(live.errors).map(([code, count]): Sample => [{ code }, count]),
  );
  gauge(
    'firelane_breaker_open',
    'Models whose calls are held back.',
    live.openBreakers.map((id): Sample => [modelLabels(id), 1]),
  );
  const spend = Object.entries(live.spend);
  const byModel = (of: (use: LiveStats['spend'][string]) => number): Sample[] =>
    spend.map(([id, use]) => [modelLabels(id), of(use)]);
  gauge(
    'firelane_model_tokens_today',
    'Tokens of the UTC day.',
    byModel(({ tokens }) => tokens),
  );
  gauge(
    'firelane_model_cost_dollars_today',
    'US dollars of the UTC day.',
    byModel(({ cost }) => cost),
  );
  gauge(
    'firelane_model_calls_today',
    'Calls of the UTC day.',
    byModel(({ calls }) => calls),
  );
  gauge(
    'firelane_model_cache_hits_today',
    'Answers of the UTC day that took no call.',
    byModel(({ cacheHits }) => cacheHits),
  );
  return registry.metrics();
}

function quantiles(queue: string, percentiles: Percentiles | null): Sample[] {
  if (percentiles === null) return [];
  return [
    [{ queue, quantile: '0.5' }, percentiles.p50 / 1_000],
    [{ queue, quantile: '0.95' }, percentiles.p95 / 1_000],
    [{ queue, quantile: '0.99' }, percentiles.p99 / 1_000],
  ];
}

function modelLabels(id: string): Labels {
  const colon = id.indexOf(':');
  return { provider: id.slice(0, colon), model: id.slice(colon + 1) };
}
