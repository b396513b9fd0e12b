import type { Millis } from '../jobs/job';

export type AlertName = 'oldest_waiting' | 'error_rate' | 'breaker_open' | 'no_worker';

/** `alerts/{name}`: by the leader, when an alert begins or ends. */
export interface AlertRecord {
  name: AlertName;
  /** Null when it is over. */
  since: Millis | null;
  endedAt: Millis | null;
  sentence: string;
}
