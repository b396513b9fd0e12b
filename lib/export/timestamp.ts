const pad = (value: number, width: number) => String(value).padStart(width, '0');

function parts(seconds: number) {
  const whole = Number.isFinite(seconds) && seconds > 0 ? Math.round(seconds * 1000) : 0;
  return {
    hours: Math.floor(whole / 3_600_000),
    minutes: Math.floor(whole / 60_000) % 60,
    seconds: Math.floor(whole / 1000) % 60,
    milliseconds: whole % 1000,
  };
}

/** `01:02:03,045`: SubRip's, with a comma. Seconds in; anything that is not a positive number is zero. */
export function srtTimestamp(seconds: number): string {
  const t = parts(seconds);
  return `${pad(t.hours, 2)}:${pad(t.minutes, 2)}:${pad(t.seconds, 2)},${pad(t.milliseconds, 3)}`;
}

/** `01:02:03.045`: WebVTT's. Hours are optional there; some players need two digits of them. */
export function vttTimestamp(seconds: number): string {
  return srtTimestamp(seconds).replace(',', '.');
}

/** `2:03` or `1:02:03`, whole seconds rounded down as a clock shows them. */
export function clockTime(seconds: number): string {
  const whole = Number.isFinite(seconds) && seconds > 0 ? Math.floor(seconds) : 0;
  const hours = Math.floor(whole / 3600);
  const minutes = Math.floor(whole / 60) % 60;
  const rest = pad(whole % 60, 2);
  return hours > 0 ? `${hours}:${pad(minutes, 2)}:${rest}` : `${minutes}:${rest}`;
}
