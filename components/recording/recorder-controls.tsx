'use client';

import { Button, Loader } from '@mantine/core';
import {
  IconMicrophone,
  IconPlayerPauseFilled,
  IconPlayerPlayFilled,
  IconPlayerStopFilled,
  IconTrash,
} from '@tabler/icons-react';
import { useEffect, useRef } from 'react';

import classes from './recorder.module.css';
import { isLive, type RecorderState } from './recorder-state';

export interface RecorderControlsProps {
  state: RecorderState;
  onStart: () => void;
  onPause: () => void;
  onResume: () => void;
  onStop: () => void;
  onDiscard: () => void;
}

/** One big button that starts and stops, with discard and pause beside it while there is something to lose. */
export function RecorderControls(props: RecorderControlsProps) {
  const { state } = props;
  const big = useRef<HTMLButtonElement>(null);
  const live = isLive(state);
  const wasLive = useRef(live);
  // The button that had the focus is replaced by another: who works by keyboard stays where they were.
  useEffect(() => {
    if (wasLive.current !== live && lostFocus()) big.current?.focus();
    wasLive.current = live;
  }, [live]);

  if (!live) {
    const asking = state.phase === 'requesting';
    return (
      <div>
        <button
          ref={big}
          type="button"
          className={classes.round}
          data-kind="start"
          onClick={props.onStart}
          aria-label={asking ? 'Waiting for the microphone' : 'Start recording'}
          disabled={asking}
        >
          {asking ? <Loader color="white" size={34} /> : <IconMicrophone size={44} aria-hidden />}
        </button>
        <div className={classes.roundLabel} aria-hidden>
          {asking ? 'Allow the microphone…' : 'Start recording'}
        </div>
      </div>
    );
  }
  const busy = state.phase === 'stopping';
  return (
    <div className={classes.controls}>
      <Button
        variant="subtle"
        color="gray"
        size="md"
        leftSection={<IconTrash size={18} aria-hidden />}
        onClick={props.onDiscard}
        disabled={busy}
      >
        Discard
      </Button>
      <button
        ref={big}
        type="button"
        className={classes.round}
        data-kind="stop"
        onClick={props.onStop}
        aria-label="Stop and transcribe"
        disabled={busy}
      >
        {busy ? <Loader color="white" size={34} /> : <IconPlayerStopFilled size={42} aria-hidden />}
      </button>
      {state.phase === 'paused' ? (
        <Button
          variant="default"
          size="md"
          leftSection={<IconPlayerPlayFilled size={18} aria-hidden />}
          onClick={props.onResume}
        >
          Resume
        </Button>
      ) : (
        <Button
          variant="default"
          size="md"
          leftSection={<IconPlayerPauseFilled size={18} aria-hidden />}
          onClick={props.onPause}
          disabled={busy}
        >
          Pause
        </Button>
      )}
    </div>
  );
}

function lostFocus(): boolean {
  return document.activeElement === null || document.activeElement === document.body;
}
