'use client';

import { Alert, Button, Group, Text } from '@mantine/core';
import { IconAlertTriangle, IconInfoCircle, IconMicrophoneOff } from '@tabler/icons-react';

import { formatClock } from '@/lib/outbox/amounts';

import type { MicrophoneProblem } from './microphone-problem';
import type { RecorderSnapshot } from './recorder';
import classes from './recorder.module.css';
import { isLive } from './recorder-state';

/** Why nothing can be recorded, and the ways out. */
export function ProblemNotice({
  problem,
  onRetry,
  onUpload,
}: {
  problem: MicrophoneProblem;
  onRetry: () => void;
  onUpload: () => void;
}) {
  return (
    <Alert
      className={classes.notice}
      color="red"
      variant="light"
      icon={<IconMicrophoneOff />}
      title={problem.title}
      role="alert"
    >
      <Text size="sm" c="var(--mantine-color-text)">
        {problem.advice}
      </Text>
      <Group mt="sm" gap="xs">
        {problem.retryable && (
          <Button size="xs" variant="default" onClick={onRetry}>
            Try again
          </Button>
        )}
        <Button size="xs" variant="default" onClick={onUpload}>
          Upload a file instead
        </Button>
      </Group>
    </Alert>
  );
}

/** What a person should know while recording, one thing at a time: the most pressing first. */
export function RecordingNotice({
  snapshot,
  silent,
}: {
  snapshot: RecorderSnapshot;
  silent: boolean;
}) {
  const words = noticeOf(snapshot, silent);
  if (words === null) return null;
  return (
    <Alert
      className={classes.notice}
      color={words.pressing ? 'red' : 'yellow'}
      variant="light"
      icon={words.pressing ? <IconAlertTriangle /> : <IconInfoCircle />}
      role="status"
    >
      <Text size="sm" c="var(--mantine-color-text)">
        {words.text}
      </Text>
    </Alert>
  );
}

function noticeOf(
  { state, unsaved, muted, replaced, deviceLabel }: RecorderSnapshot,
  silent: boolean,
): { text: string; pressing: boolean } | null {
  if (
    state.phase === 'saved' &&
    (state.reason === 'microphone_lost' || state.reason === 'recorder_failed')
  ) {
    const why =
      state.reason === 'microphone_lost'
        ? 'The microphone was disconnected.'
        : 'The browser stopped recording.';
    return {
      text: `${why} The ${formatClock(state.recordedMs)} until then are safe and on their way.`,
      pressing: true,
    };
  }
  if (!isLive(state)) return null;
  if (unsaved === 'no_room') {
    return {
      text: 'This device is full: the newest sound is in this tab alone. Stop soon, and do not close the tab before it is sent.',
      pressing: true,
    };
  }
  if (unsaved === 'no_storage') {
    return {
      text: 'This browser does not let the page keep anything (a private window often does not). Do not close the tab before the recording is sent.',
      pressing: true,
    };
  }
  if (muted) {
    return {
      text: 'Your system has muted the microphone: a call may have taken it, or a switch is off.',
      pressing: true,
    };
  }
  if (silent && state.phase === 'recording') {
    const device = deviceLabel === '' ? 'The microphone' : `“${deviceLabel}”`;
    return { text: `${device} hears nothing. Is it the right one, and is it on?`, pressing: false };
  }
  if (replaced) {
    return {
      text: `The microphone that you chose is not there. “${deviceLabel}” records instead.`,
      pressing: false,
    };
  }
  return null;
}
