const count = new Intl.NumberFormat('en', { notation: 'compact', maximumFractionDigits: 1 });
const money = new Intl.NumberFormat('en', {
  style: 'currency',
  currency: 'USD',
  maximumFractionDigits: 2,
});

/** "1.2K". */
export function countWords(amount: number): string {
  return count.format(amount);
}

/** "3.4 MB"; a thousand bytes are a kilobyte. */
export function bytesWords(bytes: number): string {
  const units = ['B', 'kB', 'MB', 'GB', 'TB'];
  let amount = bytes;
  let unit = 0;
  while (amount >= 1_000 && unit < units.length - 1) {
    amount /= 1_000;
    unit += 1;
  }
  return `${amount < 10 && unit > 0 ? amount.toFixed(1) : Math.round(amount).toString()} ${units[unit] ?? ''}`;
}

/** "$1.20", "under $0.01", or "unknown". US dollars in. */
export function costWords(dollars: number | null): string {
  if (dollars === null) return 'Unknown';
  return dollars > 0 && dollars < 0.01 ? 'Under $0.01' : money.format(dollars);
}
