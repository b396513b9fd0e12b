const plural = (count: number, unit: string) => `${count} ${unit}${count === 1 ? '' : 's'}`;

/** An estimate as a person gives one: `less than a minute`, `about 3 minutes`, `about 2 hours`. Milliseconds in. */
export function aboutWords(ms: number): string {
  if (ms < 10_000) return 'a few seconds';
  if (ms < 55_000) return `about ${Math.ceil(ms / 10_000) * 10} seconds`;
  const minutes = Math.round(ms / 60_000);
  if (minutes < 60) return `about ${plural(Math.max(1, minutes), 'minute')}`;
  const hours = Math.round(ms / 3_600_000);
  if (hours < 36) return `about ${plural(hours, 'hour')}`;
  return `about ${plural(Math.round(ms / 86_400_000), 'day')}`;
}
