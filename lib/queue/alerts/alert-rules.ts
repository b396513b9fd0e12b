import type { AlertName } from '../../cluster/alert';
import { ageInWords } from '../../cluster/health';
import type { AlertSettings } from '../../cluster/settings';
import type { LiveStats } from '../../cluster/stats';
import { ENOUGH_ENDED } from '../stats/health';

/** An alert ends well below the limit at which it began, so that a figure near the limit does not flap. */
const CLEAR_PART = 0.8;

export interface Verdict {
  name: AlertName;
  /** `near`: neither to begin nor to end. */
  state: 'firing' | 'near' | 'clear';
  sentence: string;
}

/** What each rule says of the cluster now. A rule that is switched off is clear. */
export function judgeAlerts(live: LiveStats, rules: AlertSettings): Verdict[] {
  const oldestMs = live.total.oldestWaitingMs ?? 0;
  const { completed, failed } = live.recent;
  const ended = completed + failed;
  const rate = ended < ENOUGH_ENDED ? 0 : failed / ended;
  const [open = '', ...others] = live.openBreakers;
  const taking = live.servers.alive - live.servers.draining;
  return [
    {
      name: 'oldest_waiting',
      state: against(oldestMs, rules.oldestWaitingMs),
      sentence: `The oldest waiting job has waited for ${ageInWords(oldestMs)}.`,
    },
    {
      name: 'error_rate',
      state: against(rate, rules.errorRate),
      sentence: `${failed} of the ${ended} jobs that ended in the last five minutes failed.`,
    },
    {
      name: 'breaker_open',
      state: rules.breakerOpen && open !== '' ? 'firing' : 'clear',
      sentence: `Calls of ${open}${others.length === 0 ? '' : ` and ${others.length} more`} are held back.`,
    },
    {
      name: 'no_worker',
      state: rules.noWorker && taking === 0 ? 'firing' : 'clear',
      sentence: 'No worker takes jobs.',
    },
  ];
}

function against(value: number, limit: number | null): Verdict['state'] {
  if (limit === null || value <= limit * CLEAR_PART) return 'clear';
  return value > limit ? 'firing' : 'near';
}
