import { PRIORITIES } from '@/lib/jobs/priority';
import type { QueueStats } from '@/lib/cluster/stats';

import { Figure, PercentileFigure } from '../overview/figure';
import { laterWords, NOTHING, rateWords, shareWords, spanWords, wholeWords } from '../live/words';
import classes from '../overview/overview.module.css';

export interface QueueFiguresProps {
  stats: QueueStats;
  /** Null while the servers are not known. */
  slots: number | null;
}

/** The numbers of one queue, as the overview shows those of all. */
export function QueueFigures({ stats, slots }: QueueFiguresProps) {
  const byPriority = stats.waitingByPriority;
  return (
    <dl className={classes.figures}>
      <Figure
        className={classes.oldest}
        name="Oldest waiting job"
        value={stats.oldestWaitingMs === null ? 'None waits' : spanWords(stats.oldestWaitingMs)}
        detail={
          byPriority === null
            ? `${wholeWords(stats.waiting)} waiting`
            : PRIORITIES.map((name) => `${wholeWords(byPriority[name])} ${name}`).join(', ')
        }
      />
      <Figure name="Waiting" value={wholeWords(stats.waiting)} detail={laterWords(stats)} />
      <Figure
        name="Running"
        value={wholeWords(stats.running)}
        detail={`of ${slots === null ? NOTHING : wholeWords(slots)} slots`}
      />
      <Figure
        name="Ended a minute"
        value={rateWords(stats.perMinute)}
        detail="over the last five minutes"
      />
      <Figure
        name="Success"
        value={shareWords(stats.successRate)}
        detail={`${wholeWords(stats.failed)} dead ${stats.failed === 1 ? 'letter' : 'letters'} kept`}
      />
      <PercentileFigure name="Wait until the start" percentiles={stats.waitMs} />
      <PercentileFigure name="Run time" percentiles={stats.runMs} />
    </dl>
  );
}
