'use client';

import { Loader } from '@mantine/core';
import {
  IconMicrophone,
  IconPlayerPauseFilled,
  IconPlayerPlayFilled,
  IconPlayerStopFilled,
  IconTrash,
} from '@tabler/icons-react';
import { type ReactNode, useEffect, useRef } from 'react';

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
      <SideButton label="Discard" onClick={props.onDiscard} disabled={busy}>
        <IconTrash size={24} stroke={1.7} aria-hidden />
      </SideButton>
      <div>
        <button
          ref={big}
          type="button"
          className={classes.round}
          data-kind="stop"
          onClick={props.onStop}
          aria-label="Stop and transcribe"
          disabled={busy}
        >
          {busy ? (
            <Loader color="white" size={34} />
          ) : (
            <IconPlayerStopFilled size={42} aria-hidden />
          )}
        </button>
        <div className={classes.roundLabel} aria-hidden>
          {busy ? 'Saving…' : 'Stop and transcribe'}
        </div>
      </div>
      {state.phase === 'paused' ? (
        <SideButton label="Resume" onClick={props.onResume}>
          <IconPlayerPlayFilled size={24} aria-hidden />
        </SideButton>
      ) : (
        <SideButton label="Pause" onClick={props.onPause} disabled={busy}>
          <IconPlayerPauseFilled size={24} aria-hidden />
        </SideButton>
      )}
    </div>
  );
}

function SideButton(props: {
  label: string;
  onClick: () => void;
  disabled?: boolean;
  children: ReactNode;
}) {
  return (
    <button
      type="button"
      className={classes.side}
      onClick={props.onClick}
      disabled={props.disabled ?? false}
    >
      <span className={classes.sideIcon}>{props.children}</span>
      {props.label}
    </button>
  );
}

function lostFocus(): boolean {
  return document.activeElement === null || document.activeElement === document.body;
}
