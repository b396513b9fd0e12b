const DAYS = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'];
const MONTHS = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
];

/**
 * A cron expression of five fields, UTC, in words: "Every 5 minutes", "Every day at 03:00 UTC". Null for one that
 * would need a paragraph: it is better shown as it is.
 */
export function cronWords(cron: string): string | null {
  const fields = cron.trim().split(/\s+/);
  const [minute, hour, day, month, weekday] = fields;
  if (fields.length !== 5) return null;
  if (minute === undefined || hour === undefined) return null;
  if (day === undefined || month === undefined || weekday === undefined) return null;
  const everyDay = day === '*' && month === '*' && weekday === '*';
  if (everyDay && hour === '*') return withinHour(minute);
  const step = stepOf(hour);
  if (everyDay && step !== null && isNumber(minute)) {
    return `Every ${step} hours, at minute ${Number(minute)}`;
  }
  if (!isNumber(minute) || !isNumber(hour)) return null;
  const days = daysWords(day, month, weekday);
  return days === null ? null : `${days} at ${two(hour)}:${two(minute)} UTC`;
}

function withinHour(minute: string): string | null {
  if (minute === '*') return 'Every minute';
  const step = stepOf(minute);
  if (step !== null) return step === 1 ? 'Every minute' : `Every ${step} minutes`;
  return isNumber(minute) ? `Every hour, at minute ${Number(minute)}` : null;
}

function daysWords(day: string, month: string, weekday: string): string | null {
  if (day === '*' && month === '*') {
    return weekday === '*' ? 'Every day' : weekdayWords(weekday);
  }
  if (weekday !== '*' || !isNumber(day)) return null;
  if (month === '*') return `On day ${Number(day)} of each month`;
  const name = isNumber(month) ? MONTHS[Number(month) - 1] : undefined;
  return name === undefined ? null : `On ${Number(day)} ${name}`;
}

function weekdayWords(weekday: string): string | null {
  const range = /^([0-7])-([0-7])$/.exec(weekday);
  if (range !== null) return `${dayName(range[1])} to ${dayName(range[2])}`;
  const days = weekday.split(',');
  if (!days.every((day) => /^[0-7]$/.test(day))) return null;
  const names = days.map((day) => dayName(day));
  const last = names.at(-1) ?? '';
  return names.length === 1 ? `Every ${last}` : `${names.slice(0, -1).join(', ')} and ${last}`;
}

/** Both 0 and 7 are Sunday. */
function dayName(day: string | undefined): string {
  return DAYS[Number(day) % 7] ?? '';
}

function stepOf(field: string): number | null {
  const step = /^\*\/(\d{1,2})$/.exec(field)?.[1];
  return step === undefined ? null : Number(step);
}

function isNumber(field: string): boolean {
  return /^\d{1,2}$/.test(field);
}

function two(field: string): string {
  return field.padStart(2, '0');
}
