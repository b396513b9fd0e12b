import { collectDefaultMetrics, Counter, Histogram, Registry } from 'prom-client';

/** One request that was answered. */
export interface AnsweredRequest {
  /** The API's own name of the operation: an address would make a label of each job's id. */
  operation: string;
  method: string;
  status: number;
  seconds: number;
}

interface ProcessMetrics {
  registry: Registry;
  requests: Counter;
  durations: Histogram;
}

/** Kept on the global object: a bundler may load this module once for each of its entries. */
const holder = globalThis as typeof globalThis & { firelaneMetrics?: ProcessMetrics };

/** What this process measures of itself. */
function processMetrics(): ProcessMetrics {
  holder.firelaneMetrics ??= create();
  return holder.firelaneMetrics;
}

export function countRequest({ operation, method, status, seconds }: AnsweredRequest): void {
  const { requests, durations } = processMetrics();
  requests.inc({ operation, method, status });
  durations.observe({ operation }, seconds);
}

/** In Prometheus' text format. */
export function processMetricsText(): Promise<string> {
  return processMetrics().registry.metrics();
}

function create(): ProcessMetrics {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  return {
    registry,
    requests: new Counter({
      name: 'firelane_http_requests_total',
      help: 'Requests that this process answered.',
      labelNames: ['operation', 'method', 'status'],
      registers: [registry],
    }),
    durations: new Histogram({
      name: 'firelane_http_request_duration_seconds',
      help: 'Until the answer began.',
      labelNames: ['operation'],
      buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30],
      registers: [registry],
    }),
  };
}
