import type { MicrophoneProblem } from './microphone-problem';

/** Why a recording ended: a person stopped it, left the page, or the microphone went away. */
export type StopReason = 'asked' | 'left' | 'microphone_lost' | 'recorder_failed';

/** Times are milliseconds on one steady clock. */
export type RecorderState =
  | { phase: 'idle' }
  | { phase: 'requesting' }
  | {
      phase: 'recording';
      itemId: string;
      /** Recorded before the last pause ended. */
      recordedMs: number;
      /** When the present stretch began. */
      since: number;
    }
  | { phase: 'paused'; itemId: string; recordedMs: number }
  | { phase: 'stopping'; itemId: string; recordedMs: number; reason: StopReason }
  | { phase: 'saved'; itemId: string; recordedMs: number; reason: StopReason }
  | { phase: 'failed'; problem: MicrophoneProblem };

export type RecorderEvent =
  | { type: 'requested' }
  | { type: 'granted'; itemId: string; at: number }
  | { type: 'refused'; problem: MicrophoneProblem }
  | { type: 'paused'; at: number }
  | { type: 'resumed'; at: number }
  | { type: 'stopped'; at: number; reason: StopReason }
  | { type: 'saved' }
  | { type: 'discarded' }
  | { type: 'dismissed' };

export const IDLE: RecorderState = { phase: 'idle' };

/** The state after an event. An event that a state does not take returns the same object. */
export function nextState(state: RecorderState, event: RecorderEvent): RecorderState {
  switch (event.type) {
    case 'requested':
      return isLive(state) || state.phase === 'requesting' ? state : { phase: 'requesting' };
    case 'granted':
      return state.phase === 'requesting'
        ? { phase: 'recording', itemId: event.itemId, recordedMs: 0, since: event.at }
        : state;
    case 'refused':
      return state.phase === 'requesting' ? { phase: 'failed', problem: event.problem } : state;
    case 'paused':
      return state.phase === 'recording'
        ? { phase: 'paused', itemId: state.itemId, recordedMs: recordedMs(state, event.at) }
        : state;
    case 'resumed':
      return state.phase === 'paused' ? { ...state, phase: 'recording', since: event.at } : state;
    case 'stopped':
      return state.phase === 'recording' || state.phase === 'paused'
        ? {
            phase: 'stopping',
            itemId: state.itemId,
            recordedMs: recordedMs(state, event.at),
            reason: event.reason,
          }
        : state;
    case 'saved':
      return state.phase === 'stopping' ? { ...state, phase: 'saved' } : state;
    case 'discarded':
      return isLive(state) || state.phase === 'requesting' ? IDLE : state;
    case 'dismissed':
      return state.phase === 'saved' || state.phase === 'failed' ? IDLE : state;
  }
}

/** Whether there is sound that is not yet safely put away. */
export function isLive(state: RecorderState): boolean {
  return state.phase === 'recording' || state.phase === 'paused' || state.phase === 'stopping';
}

/** Milliseconds of sound recorded until `now`, pauses left out. */
export function recordedMs(state: RecorderState, now: number): number {
  switch (state.phase) {
    case 'recording':
      return state.recordedMs + Math.max(0, now - state.since);
    case 'paused':
    case 'stopping':
    case 'saved':
      return state.recordedMs;
    default:
      return 0;
  }
}
