/** Quieter than this is silence, in decibels under full scale. */
const FLOOR_DB = -60;

/** Under this (0 to 1) nobody is heard: the noise of a quiet room stays below, whispering is above. */
export const HEARD_LEVEL = 0.12;

/** How loud samples in [-1, 1] are, as 0 (silence) to 1 (full scale), on the ear's logarithmic scale. */
export function levelOf(samples: ArrayLike<number>): number {
  let sum = 0;
  for (let i = 0; i < samples.length; i += 1) {
    const value = samples[i] ?? 0;
    sum += value * value;
  }
  if (sum === 0) return 0;
  const db = 10 * Math.log10(sum / samples.length);
  return Math.min(1, Math.max(0, 1 - db / FLOOR_DB));
}

/** What a level means for somebody who cannot see the meter. */
export function levelWord(level: number): 'silent' | 'quiet' | 'good' | 'loud' {
  if (level < HEARD_LEVEL) return 'silent';
  if (level < 0.4) return 'quiet';
  return level < 0.92 ? 'good' : 'loud';
}
