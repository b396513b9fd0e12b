'use client';

import { Text } from '@mantine/core';
import { useEffect, useState } from 'react';

import { formatClock, spokenDuration } from '@/lib/outbox/amounts';

import { recordedMs, type RecorderState } from './recorder-state';
import classes from './recorder.module.css';

/** How long the recording is, as it grows. Read when asked for, never announced each second. */
export function Elapsed({ state }: { state: RecorderState }) {
  const [now, setNow] = useState(() => performance.now());
  const running = state.phase === 'recording';
  useEffect(() => {
    if (!running) return undefined;
    const timer = setInterval(() => setNow(performance.now()), 200);
    return () => clearInterval(timer);
  }, [running]);
  const ms = recordedMs(state, now);
  return (
    <Text component="div" className={classes.elapsed} role="timer" aria-label={spokenDuration(ms)}>
      {formatClock(ms)}
    </Text>
  );
}
