import { describe, expect, it } from 'vitest';

import { factsOf, wordsOf } from '@/components/upload/row-words';
import type { OutboxItem } from '@/lib/outbox/item';
import type { OutboxRow } from '@/lib/outbox/outbox-view';

import { sampleItem } from './sample-item';

const NOW = 2_000_000;
const row = (item: Partial<OutboxItem>, more: Partial<OutboxRow> = {}): OutboxRow => ({
  item: sampleItem({ size: 2_000_000, ...item }),
  bytesHere: true,
  sender: null,
  sent: null,
  bytesPerSecond: null,
  secondsLeft: null,
  ...more,
});
const say = (one: OutboxRow, online = true) => wordsOf(one, { online, now: NOW });
const network = { code: 'network', message: 'The connection was lost.', retryable: true };

describe('what a line of the list says', () => {
  it('tells progress, speed and what remains', () => {
    const sending = row(
      { state: 'uploading' },
      { sender: 'here', sent: 500_000, bytesPerSecond: 250_000, secondsLeft: 6 },
    );
    expect(say(sending)).toEqual({
      tone: 'busy',
      text: 'Sending: 500 KB of 2.0 MB · 250 KB/s · a few seconds left',
      percentage: 25,
    });
  });

  it('says that an item is safe while there is no network, whatever it was doing', () => {
    for (const state of ['ready', 'uploading', 'uploaded'] as const) {
      expect(say(row({ state, error: network, retryAt: NOW + 1_000 }), false).text).toBe(
        'Safe on this device. Sent when you are online.',
      );
    }
  });

  it('says when the next try is', () => {
    const waiting = say(row({ error: network, retryAt: NOW + 4_200 }));
    expect(waiting).toMatchObject({
      tone: 'waiting',
      text: 'The connection was lost. Next try in 5 s.',
    });
  });

  it.each([
    [119_000, '119 s'],
    [121_000, '3 min'],
    [3 * 3_600_000, '3 hours'],
  ])('says a longer wait of %i ms in larger units', (wait, words) => {
    const waiting = say(row({ error: network, retryAt: NOW + wait }));
    expect(waiting.text).toBe(`The connection was lost. Next try in ${words}.`);
  });

  it('gives the reason of a failure, offline too', () => {
    const failed = row({ state: 'failed', error: { ...network, message: 'Too large.' } });
    expect(say(failed, false)).toEqual({ tone: 'bad', text: 'Too large.', percentage: null });
  });

  it('tells that another tab sends, or records', () => {
    expect(say(row({ state: 'uploading' }, { sender: 'elsewhere' })).text).toBe(
      'Sending from another tab…',
    );
    expect(say(row({ state: 'recording' })).text).toBe('Being recorded in another tab');
  });

  it('says where the bytes are that the device has no room to keep', () => {
    const held = row({ kept: 'tab' });
    expect(factsOf(held, NOW)).toContain('in this tab alone');
    const elsewhere = row({ kept: 'tab' }, { bytesHere: false });
    expect(factsOf(elsewhere, NOW)).not.toContain('in this tab');
    expect(say(elsewhere).text).toBe('Sent from the tab that has it. Keep that one open.');
  });

  it('knows paused, waiting and nearly done', () => {
    expect(say(row({ hold: 'paused' })).text).toBe('Paused');
    expect(say(row({})).text).toBe('Waits for its turn');
    expect(say(row({ state: 'uploaded', mediaId: 'm' }, { sender: 'here' })).text).toBe(
      'Creating the job…',
    );
  });

  it('tells what a recording is', () => {
    const at = new Date(2026, 10, 22, 10, 14).getTime();
    const item = sampleItem({
      origin: 'microphone',
      durationMs: 192_000,
      size: 1_500_000,
      createdAt: at,
    });
    expect(factsOf({ ...row({}), item }, at)).toBe('Recording · 3:12 · 1.5 MB · today 10:14');
  });
});
