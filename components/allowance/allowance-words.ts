import type { Allowance } from '@/lib/cluster/allowance';

const UNITS = [
  ['hour', 3_600_000],
  ['minute', 60_000],
  ['second', 1_000],
] as const;

/** "a minute", "5 seconds": the length of a window. Milliseconds in. */
export function windowWords(ms: number): string {
  const [unit, size] = UNITS.find(([, length]) => ms >= length) ?? ['second', 1_000];
  const count = Math.max(1, Math.round(ms / size));
  if (count > 1) return `${count} ${unit}s`;
  return unit === 'hour' ? 'an hour' : `a ${unit}`;
}

/** "12 s", "3 min", "5 hours": how long something takes, rounded up. Milliseconds in. */
export function waitWords(ms: number): string {
  const seconds = Math.max(1, Math.ceil(ms / 1_000));
  if (seconds < 120) return `${seconds} s`;
  const minutes = Math.ceil(seconds / 60);
  return minutes < 120 ? `${minutes} min` : `${Math.ceil(minutes / 60)} hours`;
}

/** "118 of 120 left in a minute, more in 12 s". */
export function leftWords({ limit, remaining, windowMs, resetMs }: Allowance): string {
  const left = `${remaining.toLocaleString('en')} of ${limit.toLocaleString('en')} left in ${windowWords(windowMs)}`;
  return resetMs === 0 ? left : `${left}, more in ${waitWords(resetMs)}`;
}

/** The window that a person should know of: the one that is used up or nearly so; null while there is plenty. */
export function scarce(allowance: readonly Allowance[]): Allowance | null {
  const [long, burst] = allowance;
  if (long !== undefined && long.remaining < long.limit * FEW) return long;
  return burst?.remaining === 0 ? burst : null;
}

/** Of the long window. */
const FEW = 0.2;
