import type { QueueStats } from '@/lib/cluster/stats';

const whole = new Intl.NumberFormat('en', { maximumFractionDigits: 0 });
const rate = new Intl.NumberFormat('en', { maximumSignificantDigits: 3 });
const tenth = new Intl.NumberFormat('en', { maximumFractionDigits: 1 });
const share = new Intl.NumberFormat('en', { style: 'percent', maximumFractionDigits: 1 });

/** Stands where nothing was counted: never a zero that nobody measured. */
export const NOTHING = '–';

/** "12,480". */
export function wholeWords(amount: number): string {
  return whole.format(amount);
}

/** "0.4", "12.5", "1,240": three figures are all that a rate is good for. */
export function rateWords(amount: number | null): string {
  if (amount === null) return NOTHING;
  return amount >= 1_000 ? whole.format(amount) : rate.format(amount);
}

/** "98.6%"; 0 to 1 in. */
export function shareWords(part: number | null): string {
  return part === null ? NOTHING : share.format(part);
}

/** A wait or a run time as exactly as it matters: "84 ms", "3.2 s", "48 s", "3 min 20 s", "2 h 5 min". */
export function spanWords(milliseconds: number | null): string {
  if (milliseconds === null) return NOTHING;
  if (milliseconds === 0) return '0 s';
  if (milliseconds < 1_000) return `${whole.format(milliseconds)} ms`;
  if (milliseconds < 10_000) return `${tenth.format(milliseconds / 1_000)} s`;
  const seconds = Math.round(milliseconds / 1_000);
  if (seconds < 60) return `${String(seconds)} s`;
  if (seconds < 3_600) return pair(Math.floor(seconds / 60), 'min', seconds % 60, 's');
  const minutes = Math.round(seconds / 60);
  if (minutes < 48 * 60) return pair(Math.floor(minutes / 60), 'h', minutes % 60, 'min');
  const hours = Math.round(minutes / 60);
  return pair(Math.floor(hours / 24), 'd', hours % 24, 'h');
}

function pair(large: number, largeUnit: string, small: number, smallUnit: string): string {
  const first = `${String(large)} ${largeUnit}`;
  return small === 0 ? first : `${first} ${String(small)} ${smallUnit}`;
}

/** "3 held back by a provider, 12 scheduled for later"; without the first where none is. */
export function laterWords({ scheduled, held }: Pick<QueueStats, 'scheduled' | 'held'>): string {
  const later = `${wholeWords(Math.max(0, scheduled - held))} scheduled for later`;
  return held === 0 ? later : `${wholeWords(held)} held back by a provider, ${later}`;
}
