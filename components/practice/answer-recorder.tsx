'use client';

import { Alert, Text } from '@mantine/core';
import { useRouter } from 'next/navigation';
import { useCallback, useEffect } from 'react';

import { Elapsed } from '@/components/recording/elapsed';
import { LevelMeter } from '@/components/recording/level-meter';
import { ProblemNotice } from '@/components/recording/recorder-notices';
import { RecorderControls } from '@/components/recording/recorder-controls';
import { isLive } from '@/components/recording/recorder-state';
import { useLeaveGuard } from '@/components/recording/use-leave-guard';
import { useRecorder } from '@/components/recording/use-recorder';
import { useOutbox } from '@/components/upload/use-outbox';
import { useSendOptions } from '@/components/upload/use-send-options';

import classes from './practice.module.css';

export interface AnswerRecorderProps {
  userId: string;
  /** The recording's name in the library. */
  name: string;
  /** Called with what was recorded, once it is stopped and on its way. */
  onRecorded: (itemId: string) => void;
}

/** Records one answer. It is on this device second by second, as every recording is. */
export function AnswerRecorder({ userId, name, onRecorded }: AnswerRecorderProps) {
  const { recorder } = useOutbox(userId).client;
  const router = useRouter();
  const snapshot = useRecorder(recorder);
  const [options] = useSendOptions();
  const { state } = snapshot;
  const live = isLive(state);
  const leave = useCallback(() => recorder.stop('left'), [recorder]);
  useLeaveGuard(live, leave);
  useEffect(() => () => void recorder.stop('left'), [recorder]);

  const start = () => void recorder.start(null, { name, options });
  const stop = () => {
    if (state.phase !== 'recording' && state.phase !== 'paused') return;
    onRecorded(state.itemId);
    void recorder.stop('asked');
  };
  return (
    <div className={classes.recorder}>
      {state.phase === 'failed' && (
        <ProblemNotice
          problem={state.problem}
          onRetry={start}
          onUpload={() => router.push('/new')}
        />
      )}
      {live && (
        <>
          <Elapsed state={state} />
          <LevelMeter
            stream={snapshot.stream}
            active={state.phase === 'recording'}
            onSilence={() => undefined}
          />
        </>
      )}
      <RecorderControls
        state={state}
        onStart={start}
        onPause={() => recorder.pause()}
        onResume={() => recorder.resume()}
        onStop={stop}
        onDiscard={() => void recorder.discard()}
      />
      {snapshot.rescue !== null && (
        <Alert color="red" variant="light" role="alert">
          <Text size="sm">This browser could not keep the recording. Answer again.</Text>
        </Alert>
      )}
    </div>
  );
}
