import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { problemOf } from '@/components/recording/microphone-problem';
import {
  IDLE,
  isLive,
  nextState,
  recordedMs,
  type RecorderEvent,
  type RecorderState,
} from '@/components/recording/recorder-state';

const run = (...events: RecorderEvent[]): RecorderState => events.reduce(nextState, IDLE);
const granted: RecorderEvent = { type: 'granted', itemId: 'r1', at: 1_000 };

describe('the recorder', () => {
  it('goes from asking to saved', () => {
    const state = run(
      { type: 'requested' },
      granted,
      { type: 'stopped', at: 6_000, reason: 'asked' },
      { type: 'saved' },
    );
    expect(state).toEqual({ phase: 'saved', itemId: 'r1', recordedMs: 5_000, reason: 'asked' });
  });

  it('leaves pauses out of the length', () => {
    const paused = run({ type: 'requested' }, granted, { type: 'paused', at: 4_000 });
    expect(recordedMs(paused, 99_000)).toBe(3_000);
    const again = nextState(paused, { type: 'resumed', at: 50_000 });
    expect(recordedMs(again, 52_000)).toBe(5_000);
    const stopped = nextState(again, { type: 'stopped', at: 53_000, reason: 'asked' });
    expect(recordedMs(stopped, 99_000)).toBe(6_000);
  });

  it('can be stopped while paused', () => {
    const state = run(
      { type: 'requested' },
      granted,
      { type: 'paused', at: 2_000 },
      { type: 'stopped', at: 9_000, reason: 'left' },
    );
    expect(state).toMatchObject({ phase: 'stopping', recordedMs: 1_000, reason: 'left' });
  });

  it('does not begin when the answer to the question comes after it was taken back', () => {
    expect(run({ type: 'requested' }, { type: 'discarded' }, granted)).toEqual(IDLE);
  });

  it('shows why it could not begin, and can be asked again', () => {
    const failed = run({ type: 'requested' }, { type: 'refused', problem: problemOf('denied') });
    expect(failed).toMatchObject({ phase: 'failed', problem: { code: 'denied' } });
    expect(nextState(failed, { type: 'requested' })).toEqual({ phase: 'requesting' });
  });

  it('cannot be started twice', () => {
    const recording = run({ type: 'requested' }, granted);
    expect(nextState(recording, { type: 'requested' })).toBe(recording);
  });

  it('puts sound away before anything else can begin, in whatever order events come', () => {
    const event = fc.oneof(
      fc.constant<RecorderEvent>({ type: 'requested' }),
      fc.nat(1_000).map((at): RecorderEvent => ({ type: 'granted', itemId: 'r', at })),
      fc.constant<RecorderEvent>({ type: 'refused', problem: problemOf('in_use') }),
      fc.nat(1_000).map((at): RecorderEvent => ({ type: 'paused', at })),
      fc.nat(1_000).map((at): RecorderEvent => ({ type: 'resumed', at })),
      fc.nat(1_000).map((at): RecorderEvent => ({ type: 'stopped', at, reason: 'asked' })),
      fc.constant<RecorderEvent>({ type: 'saved' }),
      fc.constant<RecorderEvent>({ type: 'discarded' }),
      fc.constant<RecorderEvent>({ type: 'dismissed' }),
    );
    fc.assert(
      fc.property(fc.array(event, { maxLength: 40 }), (events) => {
        let state: RecorderState = IDLE;
        for (const one of events) {
          const next = nextState(state, one);
          if (isLive(state) && !isLive(next)) expect(['saved', 'discarded']).toContain(one.type);
          expect(recordedMs(next, 2_000)).toBeGreaterThanOrEqual(0);
          state = next;
        }
      }),
    );
  });
});
