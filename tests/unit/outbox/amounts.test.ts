import { describe, expect, it } from 'vitest';

import {
  formatBytes,
  formatClock,
  formatMoment,
  formatRemaining,
  spokenDuration,
} from '@/lib/outbox/amounts';

describe('amounts for a person', () => {
  it.each([
    [0, '0 bytes'],
    [999, '999 bytes'],
    [1_000, '1 KB'],
    [812_345, '812 KB'],
    [999_700, '1.0 MB'],
    [3_400_000, '3.4 MB'],
    [34_000_000, '34 MB'],
    [2_100_000_000, '2.1 GB'],
  ])('%d bytes are "%s"', (bytes, words) => expect(formatBytes(bytes)).toBe(words));

  it.each([
    [0, '0:00'],
    [7_999, '0:07'],
    [192_000, '3:12'],
    [3_765_000, '1:02:45'],
    [-5, '0:00'],
  ])('%d ms read %s', (ms, clock) => expect(formatClock(ms)).toBe(clock));

  it.each([
    [0, '0 seconds'],
    [1_000, '1 second'],
    [192_000, '3 minutes 12 seconds'],
    [3_600_000, '1 hour'],
  ])('%d ms are spoken "%s"', (ms, words) => expect(spokenDuration(ms)).toBe(words));

  it.each([
    [2, 'a few seconds left'],
    [31, 'about 40 seconds left'],
    [59, 'about 1 minute left'],
    [130, 'about 2 minutes left'],
    [7_000, 'about 2 hours left'],
  ])('%d s are "%s"', (seconds, words) => expect(formatRemaining(seconds)).toBe(words));

  it('says the day of a moment as a person would', () => {
    const at = new Date(2026, 10, 22, 10, 14).getTime();
    const on = (day: number) => new Date(2026, 10, day, 23, 59).getTime();
    expect(formatMoment(at, on(22))).toBe('today 10:14');
    expect(formatMoment(at, on(23))).toBe('yesterday 10:14');
    expect(formatMoment(at, on(25))).toBe('22 Nov 10:14');
  });
});
