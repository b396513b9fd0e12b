import type { AlertRecord } from '../cluster/alert';
import type { AnswerRecord } from '../cluster/answer';
import type { AuditEntry } from '../cluster/audit';
import type { BreakerRecord } from '../cluster/breaker';
import type { FunctionRun } from '../cluster/function-run';
import type { ProviderKeyRecord } from '../cluster/provider-key';
import type { ScheduleRecord } from '../cluster/schedule';
import type { SharedTuning, StoredSettings } from '../cluster/settings';
import type { LiveStats, StatsHistory } from '../cluster/stats';
import type { Submitter } from '../cluster/submitter';
import type { WebhookRecord } from '../cluster/webhook';
import type { RecordCollection } from './ports/record-store';

const collection = <T>(name: string): RecordCollection<T> => ({ name });

/** Every collection of small documents that the engine keeps, beside jobs, servers and locks. */
export const RECORDS = {
  /** One record, `settings`. */
  settings: collection<StoredSettings>('cluster'),
  /** One record, `tuning`: what a configuration of the transcription queue shared last. */
  sharedTuning: collection<SharedTuning>('cluster'),
  breakers: collection<BreakerRecord>('circuit_breakers'),
  /** Ids name a request to a model. */
  answers: collection<AnswerRecord>('answers'),
  /** Ids by `submitterKey`. Submits write them too, each with its job: a write must name the version that it read. */
  submitters: collection<Submitter>('rate_limits'),
  /** Ids `key:…`. */
  keys: collection<ProviderKeyRecord>('rate_limits'),
  /** One record, `live`. */
  liveStats: collection<LiveStats>('stats'),
  /** `hour`, `day`, `week`. */
  statsHistory: collection<StatsHistory>('stats'),
  /** Ids name an invocation. */
  functionRuns: collection<FunctionRun>('function_runs'),
  schedules: collection<ScheduleRecord>('schedules'),
  webhooks: collection<WebhookRecord>('webhooks'),
  audit: collection<AuditEntry>('audit'),
  alerts: collection<AlertRecord>('alerts'),
} as const;

export const SETTINGS_ID = 'settings';
