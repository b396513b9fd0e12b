import type { LiveStats } from '../cluster/stats';
import type { Clock } from '../queue/ports/environment';
import type { RecordStore } from '../queue/ports/record-store';
import { RECORDS } from '../queue/records';

/** As often as the leader writes: more reads would show nothing new. Milliseconds. */
const FRESH_MS = 5_000;

/** The statistics as the leader wrote them last: at most one read in five seconds, however many ask. */
export function liveStatsReader(
  records: Pick<RecordStore, 'read'>,
  clock: Pick<Clock, 'monotonic'>,
): () => Promise<LiveStats | null> {
  let last: { at: number; live: Promise<LiveStats | null> } | null = null;
  return () => {
    if (last !== null && clock.monotonic() - last.at < FRESH_MS) return last.live;
    const live = records
      .read(RECORDS.liveStats, 'live')
      .then(({ record }) => record?.value ?? null);
    const asked = { at: clock.monotonic(), live };
    last = asked;
    live.catch(() => {
      if (last === asked) last = null;
    });
    return live;
  };
}
