interface Sample {
  /** Milliseconds on any steady clock. */
  at: number;
  bytes: number;
}

export interface TransferRate {
  readonly samples: readonly Sample[];
}

export const NO_RATE: TransferRate = { samples: [] };

const WINDOW_MS = 8_000;
const SHORTEST_MS = 500;

/** Adds what was sent so far. A fall of the count (a resumed upload begins at the server's offset) starts anew. */
export function addSample(rate: TransferRate, at: number, bytes: number): TransferRate {
  const last = rate.samples.at(-1);
  if (last !== undefined && (bytes < last.bytes || at < last.at))
    return { samples: [{ at, bytes }] };
  const samples = [...rate.samples, { at, bytes }];
  const start = samples.findIndex((sample, index) => {
    const next = samples[index + 1];
    return next === undefined || next.at > at - WINDOW_MS;
  });
  return { samples: samples.slice(start) };
}

/** Bytes a second over the last few seconds; null until it can be known. */
export function bytesPerSecond(rate: TransferRate): number | null {
  const first = rate.samples[0];
  const last = rate.samples.at(-1);
  if (first === undefined || last === undefined || last.at - first.at < SHORTEST_MS) return null;
  return ((last.bytes - first.bytes) * 1000) / (last.at - first.at);
}

/** Seconds until `total` bytes are sent at the present rate; null when nobody can say. */
export function secondsLeft(rate: TransferRate, total: number): number | null {
  const speed = bytesPerSecond(rate);
  const sent = rate.samples.at(-1)?.bytes;
  if (speed === null || sent === undefined || speed <= 0) return null;
  return Math.max(0, total - sent) / speed;
}
