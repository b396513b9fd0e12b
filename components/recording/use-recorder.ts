'use client';

import { useSyncExternalStore } from 'react';

import type { Recorder, RecorderSnapshot } from './recorder';

/** What the recorder does, live. */
export function useRecorder(recorder: Recorder): RecorderSnapshot {
  return useSyncExternalStore(recorder.subscribe, recorder.getSnapshot, recorder.getSnapshot);
}
