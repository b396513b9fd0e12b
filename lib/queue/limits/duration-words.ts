const UNITS = [
  ['hour', 3_600_000],
  ['minute', 60_000],
  ['second', 1_000],
] as const;

/** "12 seconds", "1 minute", "90 minutes", "5 hours": rounded up, so that nobody waits so long in vain. */
export function durationWords(ms: number): string {
  const [unit, size] = UNITS.find(([, length]) => ms >= 2 * length || ms === length) ?? [
    'second',
    1_000,
  ];
  const count = Math.max(1, Math.ceil(ms / size));
  return `${count} ${unit}${count === 1 ? '' : 's'}`;
}
