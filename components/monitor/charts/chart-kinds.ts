import type { StatsPoint } from '@/lib/cluster/stats';
import type { Millis } from '@/lib/jobs/job';

import { rateWords, spanWords, wholeWords } from '../live/words';

export interface ChartSeries {
  name: string;
  label: string;
  /** Mantine's name of a colour and shade. */
  color: string;
  /** From a point that covers `intervalMs`. */
  read: (point: StatsPoint, intervalMs: Millis) => number;
}

export interface ChartKind {
  id: string;
  title: string;
  series: readonly ChartSeries[];
  stacked: boolean;
  words: (value: number) => string;
}

/** What is drawn over time. */
export const CHARTS: readonly ChartKind[] = [
  {
    id: 'oldest',
    title: 'Age of the oldest waiting job',
    stacked: false,
    words: spanWords,
    series: [
      {
        name: 'oldest',
        label: 'Oldest waiting',
        color: 'ember.6',
        read: (point) => point.oldestWaitingMs,
      },
    ],
  },
  {
    id: 'waiting',
    title: 'Waiting and running jobs',
    stacked: false,
    words: wholeWords,
    series: [
      { name: 'waiting', label: 'Waiting', color: 'indigo.5', read: (point) => point.waiting },
      { name: 'running', label: 'Running', color: 'teal.6', read: (point) => point.running },
    ],
  },
  {
    id: 'throughput',
    title: 'Ended a minute',
    stacked: true,
    words: rateWords,
    series: [
      // At the bottom: stacked on top, a line of no failures would run along the peaks of what succeeded.
      {
        name: 'failed',
        label: 'Failed',
        color: 'red.6',
        read: (point, intervalMs) => (point.failed * 60_000) / intervalMs,
      },
      {
        name: 'completed',
        label: 'Completed',
        color: 'teal.6',
        read: (point, intervalMs) => (point.completed * 60_000) / intervalMs,
      },
    ],
  },
  {
    id: 'p95',
    title: 'Wait and run time, 95 of 100 within',
    stacked: false,
    words: spanWords,
    series: [
      { name: 'wait', label: 'Wait p95', color: 'indigo.5', read: (point) => point.waitP95Ms },
      { name: 'run', label: 'Run p95', color: 'ember.6', read: (point) => point.runP95Ms },
    ],
  },
];
