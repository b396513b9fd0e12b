'use client';

import { Group, Text } from '@mantine/core';

import { shortDuration } from '@/components/feedback/time-words';
import {
  type TranscriptionQueueStats,
  useTranscriptionQueueStats,
} from '@/hooks/use-transcription-queue-stats';

/** One quiet line: how busy the transcription queue is, and what its reader may still submit. */
export function TranscriptionQueueStatus() {
  const { data, error } = useTranscriptionQueueStats();
  if (data === undefined) {
    return error === undefined ? null : (
      <Text size="sm" c="dimmed" mt="lg" role="status">
        How busy the queue is could not be read. Recordings are taken all the same.
      </Text>
    );
  }
  return (
    <Group gap="lg" mt="lg" role="status" aria-label="Transcription queue">
      {statusWords(data).map((words) => (
        <Text key={words} size="sm" c="dimmed">
          {words}
        </Text>
      ))}
    </Group>
  );
}

function statusWords(stats: TranscriptionQueueStats): string[] {
  const { currentQueueSize, medianWaitMs, servers, userRateLimit } = stats;
  const waiting =
    currentQueueSize === 0
      ? 'No recording waits'
      : `${currentQueueSize} ${currentQueueSize === 1 ? 'recording waits' : 'recordings wait'}`;
  return [
    servers === 0 ? 'No worker is running: recordings are kept and wait' : waiting,
    ...(medianWaitMs === null ? [] : [`a usual wait of ${shortDuration(medianWaitMs)}`]),
    `${userRateLimit.remaining.toLocaleString('en')} of ${userRateLimit.limit.toLocaleString('en')} submits left`,
  ];
}
