'use client';

import {
  useTranscriptionQueue,
  type UseTranscriptionQueue,
  type UseTranscriptionQueueOptions,
} from './use-transcription-queue';
import {
  type TranscriptionQueueStats,
  useTranscriptionQueueStats,
} from './use-transcription-queue-stats';

export interface UseEnterpriseTranscriptionQueue extends UseTranscriptionQueue {
  /** Null until the first answer. */
  stats: TranscriptionQueueStats | null;
}

/** As `useTranscriptionQueue`, with how busy the queue is and what may still be submitted. */
export function useEnterpriseTranscriptionQueue(
  options: UseTranscriptionQueueOptions,
): UseEnterpriseTranscriptionQueue {
  const queue = useTranscriptionQueue(options);
  const { data } = useTranscriptionQueueStats();
  return { ...queue, stats: data ?? null };
}
