import type { LiveStats } from '../cluster/stats';
import type { Clock } from '../queue/ports/environment';
import type { RecordStore } from '../queue/ports/record-store';
import { RECORDS } from '../queue/records';
import { sharedRead } from '../queue/shared-read';

/** As often as the leader writes: more reads would show nothing new. Milliseconds. */
const FRESH_MS = 5_000;

/** The statistics as the leader wrote them last: at most one read in five seconds, however many ask. */
export function liveStatsReader(
  records: Pick<RecordStore, 'read'>,
  clock: Pick<Clock, 'monotonic'>,
): () => Promise<LiveStats | null> {
  return sharedRead(clock, FRESH_MS, async () => {
    const { record } = await records.read(RECORDS.liveStats, 'live');
    return record?.value ?? null;
  });
}
