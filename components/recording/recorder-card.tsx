'use client';

import { Button, Text, TextInput, VisuallyHidden } from '@mantine/core';
import { useLocalStorage } from '@mantine/hooks';
import { useCallback, useEffect, useState } from 'react';

import { confirmAction } from '@/components/feedback/confirm';
import { useOnline } from '@/hooks/use-online';
import { spokenDuration } from '@/lib/outbox/amounts';
import type { SendOptions } from '@/lib/outbox/send-options';

import { Elapsed } from './elapsed';
import { LevelMeter } from './level-meter';
import { MicrophoneSelect } from './microphone-select';
import type { Recorder } from './recorder';
import classes from './recorder.module.css';
import { RecorderControls } from './recorder-controls';
import { ProblemNotice, RecordingNotice } from './recorder-notices';
import { isLive, type RecorderState } from './recorder-state';
import { defaultName, extensionOf } from './recording-format';
import { downloadBlob } from './download-blob';
import { useLeaveGuard } from './use-leave-guard';
import { useMicrophones } from './use-microphones';
import { useRecorder } from './use-recorder';

export interface RecorderCardProps {
  recorder: Recorder;
  options: SendOptions;
  /** Called before a recording begins: the moment at which a browser may be asked for lasting storage. */
  onBegin: () => void;
  /** Called with the item that a person stops and wants transcribed, before it is sent. */
  onRecorded: (itemId: string) => void;
  /** The way out when nothing can be recorded. */
  onUpload: () => void;
}

/** Records from the microphone. What is heard is on this device second by second. */
export function RecorderCard({ recorder, options, ...props }: RecorderCardProps) {
  const snapshot = useRecorder(recorder);
  const { state } = snapshot;
  const [name, setName] = useState('');
  const [suggested, setSuggested] = useState('');
  const [silent, setSilent] = useState(false);
  const [deviceId, setDeviceId] = useLocalStorage<string | null>({
    key: 'firelane.microphone',
    defaultValue: null,
  });
  const online = useOnline();
  const live = isLive(state);
  const microphones = useMicrophones(live);
  const about = { name: name.trim() === '' ? suggested : name.trim(), options };

  useEffect(() => recorder.describe(about));
  useEffect(
    () => () => {
      recorder.dismiss();
      void recorder.stop('left');
    },
    [recorder],
  );
  const leave = useCallback(() => recorder.stop('left'), [recorder]);
  useLeaveGuard(live, leave);

  const start = () => {
    props.onBegin();
    setName('');
    setSilent(false);
    const fallback = defaultName(Date.now());
    setSuggested(fallback);
    void recorder.start(deviceId, { name: fallback, options });
  };
  const stop = () => {
    if (state.phase !== 'recording' && state.phase !== 'paused') return;
    props.onRecorded(state.itemId);
    void recorder.stop('asked');
  };
  const discard = async () => {
    const wasRecording = state.phase === 'recording';
    if (wasRecording) recorder.pause();
    const sure = await confirmAction({
      title: 'Discard this recording?',
      body: 'What was recorded is deleted from this device. It cannot be brought back.',
      confirmLabel: 'Discard',
      cancelLabel: 'Keep it',
      danger: true,
    });
    if (sure) await recorder.discard();
    else if (wasRecording) recorder.resume();
  };

  return (
    <section className={classes.card} data-phase={state.phase} aria-label="Recorder">
      <VisuallyHidden role="status">{announcement(state)}</VisuallyHidden>
      <div className={classes.status} aria-hidden>
        {live && <span className={classes.dot} />}
        {statusWord(state, online)}
      </div>
      {state.phase !== 'failed' && (
        <>
          <Elapsed state={state} />
          <LevelMeter
            stream={snapshot.stream}
            active={state.phase === 'recording'}
            onSilence={setSilent}
          />
        </>
      )}
      <RecordingNotice snapshot={snapshot} silent={silent} />
      {state.phase === 'failed' && (
        <ProblemNotice problem={state.problem} onRetry={start} onUpload={props.onUpload} />
      )}
      {snapshot.rescue !== null && <Rescue blob={snapshot.rescue} name={about.name} />}
      <RecorderControls
        state={state}
        onStart={start}
        onPause={() => recorder.pause()}
        onResume={() => recorder.resume()}
        onStop={stop}
        onDiscard={() => void discard()}
      />
      {live ? (
        <div className={classes.fields}>
          <TextInput
            label="Name"
            placeholder={suggested}
            value={name}
            onChange={(event) => setName(event.currentTarget.value)}
            maxLength={200}
            w="100%"
            maw={340}
            disabled={state.phase === 'stopping'}
          />
        </div>
      ) : (
        <div className={classes.fields}>
          <MicrophoneSelect microphones={microphones} value={deviceId} onChange={setDeviceId} />
          <Text className={classes.promise} ta="center" mx="auto">
            Saved on this device second by second: a closed tab or a dead network loses nothing.
          </Text>
        </div>
      )}
    </section>
  );
}

function Rescue({ blob, name }: { blob: Blob; name: string }) {
  return (
    <div className={classes.notice} role="alert">
      <Text size="sm" mb="xs">
        This browser could not keep the recording. Download it now, before you leave this page.
      </Text>
      <Button size="xs" onClick={() => downloadBlob(blob, `${name}.${extensionOf(blob.type)}`)}>
        Download the recording
      </Button>
    </div>
  );
}

function statusWord(state: RecorderState, online: boolean): string {
  switch (state.phase) {
    case 'idle':
      return 'Ready to record';
    case 'failed':
      return 'Not recording';
    case 'requesting':
      return 'Your browser asks for the microphone';
    case 'recording':
      return 'Recording';
    case 'paused':
      return 'Paused';
    case 'stopping':
      return 'Saving…';
    case 'saved':
      return online ? 'Saved, and on its way' : 'Saved here; sent when you are online';
  }
}

/** What a screen reader is told, once at each change. */
function announcement(state: RecorderState): string {
  switch (state.phase) {
    case 'requesting':
      return 'Allow the microphone in the question that your browser shows.';
    case 'recording':
      return state.recordedMs === 0 ? 'Recording.' : 'Recording again.';
    case 'paused':
      return `Paused at ${spokenDuration(state.recordedMs)}.`;
    case 'saved':
      return `Recording of ${spokenDuration(state.recordedMs)} saved.`;
    default:
      return '';
  }
}
