import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { ITEM_STATES } from '@/lib/outbox/item';
import { applyEvent, type ItemEvent } from '@/lib/outbox/item-events';
import { DEFAULT_OPTIONS } from '@/lib/outbox/send-options';

import { sampleItem } from './sample-item';

const error = { code: 'network', message: 'lost', retryable: true };
const EVENTS: ItemEvent[] = [
  { type: 'grew', bytes: 10, durationMs: 1_000 },
  { type: 'stopped', durationMs: 2_000 },
  { type: 'recovered' },
  { type: 'described', name: 'B', options: DEFAULT_OPTIONS },
  { type: 'upload_created', uploadUrl: 'http://a/api/uploads/m1' },
  { type: 'upload_finished', mediaId: 'm1' },
  { type: 'submitted', jobId: 'j1', at: 9 },
  { type: 'delayed', error, retryAt: 99 },
  { type: 'failed', error },
  { type: 'paused' },
  { type: 'send' },
];

describe('an item of the outbox', () => {
  it('goes from recording to its job', () => {
    const recording = sampleItem({ state: 'recording', size: 0, origin: 'microphone' });
    const steps: ItemEvent[] = [
      { type: 'grew', bytes: 10, durationMs: 1_000 },
      { type: 'grew', bytes: 15, durationMs: 2_000 },
      { type: 'stopped', durationMs: 2_500 },
      { type: 'upload_created', uploadUrl: 'u' },
      { type: 'upload_finished', mediaId: 'm' },
      { type: 'submitted', jobId: 'j', at: 7 },
    ];
    const states: string[] = [];
    const done = steps.reduce((item, event) => {
      const next = applyEvent(item, event);
      states.push(next.state);
      return next;
    }, recording);
    expect(states).toEqual([
      'recording',
      'recording',
      'ready',
      'uploading',
      'uploaded',
      'submitted',
    ]);
    expect(done).toMatchObject({ size: 25, durationMs: 2_500, mediaId: 'm', jobId: 'j' });
  });

  it('waits for its owner after its tab died', () => {
    const found = applyEvent(sampleItem({ state: 'recording' }), { type: 'recovered' });
    expect(found).toMatchObject({ state: 'ready', hold: 'recovered' });
    expect(applyEvent(found, { type: 'send' })).toMatchObject({ state: 'ready', hold: null });
  });

  it('goes on from what the server already has when a failed one is sent again', () => {
    const failed = (fields: object) =>
      sampleItem({ state: 'failed', error, failures: 3, ...fields });
    const send = { type: 'send' } as const;
    expect(applyEvent(failed({}), send)).toMatchObject({
      state: 'ready',
      error: null,
      failures: 0,
    });
    expect(applyEvent(failed({ uploadUrl: 'u' }), send).state).toBe('uploading');
    expect(applyEvent(failed({ uploadUrl: 'u', mediaId: 'm' }), send).state).toBe('uploaded');
  });

  it('counts failed tries and says when the next one is', () => {
    const once = applyEvent(sampleItem(), { type: 'delayed', error, retryAt: 50 });
    const twice = applyEvent(once, { type: 'delayed', error, retryAt: 60 });
    expect(twice).toMatchObject({ state: 'ready', failures: 2, retryAt: 60, error });
  });

  it('never leaves `submitted`, and never gets a second job', () => {
    const submitted = sampleItem({ state: 'submitted', jobId: 'first' });
    for (const event of EVENTS) expect(applyEvent(submitted, event)).toBe(submitted);
  });

  it('keeps its identity and has a job exactly when it is submitted, whatever happens in whatever order', () => {
    const anyEvents = fc.array(fc.constantFrom(...EVENTS), { maxLength: 30 });
    fc.assert(
      fc.property(fc.constantFrom('recording', 'ready'), anyEvents, (state, events) => {
        const start = sampleItem({ state, size: 0 });
        const end = events.reduce(applyEvent, start);
        expect(ITEM_STATES).toContain(end.state);
        expect([end.id, end.userId]).toEqual([start.id, start.userId]);
        expect(end.jobId !== null).toBe(end.state === 'submitted');
        if (end.state === 'uploaded') expect(end.mediaId).not.toBeNull();
        if (end.state === 'uploading') expect(end.uploadUrl).not.toBeNull();
        if (end.state === 'failed') expect(end.error).not.toBeNull();
      }),
    );
  });
});
