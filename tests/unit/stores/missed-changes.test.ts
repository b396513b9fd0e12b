import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';

import { type Listened, listenWithLooks } from '@/lib/stores/firestore/missed-changes';

/** A document of which the listener tells only what the test lets it tell. */
function source() {
  const state = { stored: 0, looks: 0, listening: true };
  let next: (version: number) => void = () => undefined;
  let error: (thrown: Error) => void = () => undefined;
  let away = false;
  const listened: Listened<number> = {
    listen: (onNext, onError) => {
      next = onNext;
      error = onError;
      return () => (state.listening = false);
    },
    read: () => {
      state.looks += 1;
      return away ? Promise.reject(new Error('away')) : Promise.resolve(state.stored);
    },
    versionsOf: String,
  };
  return {
    state,
    listened,
    tell: () => next(state.stored),
    end: () => error(new Error('ended')),
    goAway: () => (away = true),
  };
}

const LOOK_MS = 3_000;

describe('a listener with looks', () => {
  beforeEach(() => vi.useFakeTimers());
  afterEach(() => vi.useRealTimers());

  const follow = (from: ReturnType<typeof source>) => {
    const heard: number[] = [];
    const errors: string[] = [];
    const stop = listenWithLooks(
      from.listened,
      (version) => heard.push(version),
      (thrown) => errors.push(thrown.message),
    );
    return { heard, errors, stop };
  };

  it('tells of a change that the listener missed, once', async () => {
    const from = source();
    const { heard } = follow(from);
    from.tell();
    from.state.stored = 1;
    await vi.advanceTimersByTimeAsync(LOOK_MS * 3);
    expect(heard).toEqual([0, 1]);
    await vi.advanceTimersByTimeAsync(LOOK_MS * 5);
    expect(heard).toEqual([0, 1]);
  });

  it('tells what is there when the listener never told anything', async () => {
    const { heard } = follow(source());
    await vi.advanceTimersByTimeAsync(LOOK_MS * 2);
    expect(heard).toEqual([0]);
  });

  it('leaves the listener time to tell by itself', async () => {
    const from = source();
    const { heard } = follow(from);
    from.tell();
    await vi.advanceTimersByTimeAsync(LOOK_MS);
    from.state.stored = 1;
    await vi.advanceTimersByTimeAsync(LOOK_MS);
    expect(from.state.looks).toBe(1);
    expect(heard).toEqual([0]);
    from.tell();
    await vi.advanceTimersByTimeAsync(LOOK_MS * 4);
    expect(heard).toEqual([0, 1]);
  });

  it('does not look while the listener tells', async () => {
    const from = source();
    follow(from);
    for (let told = 0; told < 10; told += 1) {
      from.tell();
      await vi.advanceTimersByTimeAsync(LOOK_MS);
    }
    expect(from.state.looks).toBe(0);
  });

  it('goes on looking at a store that was away', async () => {
    const from = source();
    const { heard, errors } = follow(from);
    from.goAway();
    await vi.advanceTimersByTimeAsync(LOOK_MS * 4);
    expect(from.state.looks).toBe(4);
    expect([heard, errors]).toEqual([[], []]);
  });

  it('ends with the listener, and when it is stopped', async () => {
    const ended = source();
    const { errors } = follow(ended);
    ended.end();
    const stopped = source();
    follow(stopped).stop();
    await vi.advanceTimersByTimeAsync(LOOK_MS * 4);
    expect(errors).toEqual(['ended']);
    expect(stopped.state.listening).toBe(false);
    expect([ended.state.looks, stopped.state.looks]).toEqual([0, 0]);
  });
});
