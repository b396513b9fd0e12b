'use client';

import type { LockRecord } from '@/lib/cluster/lock';
import type { ScheduleRecord } from '@/lib/cluster/schedule';
import type { WebhookRecord } from '@/lib/cluster/webhook';
import type { SeenRecord } from '@/lib/firebase/client/records';

import { type Live, useRecords } from './use-record';

/** Recurring jobs that the leader keeps; id: their name. */
export function useSchedules(): Live<SeenRecord<ScheduleRecord>[]> {
  return useRecords<ScheduleRecord>('schedules');
}

/** Locks that were ever taken, free ones too; id: their name. */
export function useLocks(): Live<SeenRecord<LockRecord>[]> {
  return useRecords<LockRecord>('locks');
}

/** Everybody's webhooks, as many as a page can hold. */
export function useWebhooks(): Live<SeenRecord<WebhookRecord>[]> {
  return useRecords<WebhookRecord>('webhooks');
}
