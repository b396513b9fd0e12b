'use client';

import { useClusterSettings } from '@/hooks/monitor/use-cluster';
import type { LiveStats } from '@/lib/cluster/stats';

import { laterWords, rateWords, shareWords, spanWords, wholeWords } from '../live/words';
import { Figure, PercentileFigure } from './figure';
import classes from './overview.module.css';

/** The numbers that say how the cluster does; the age of the oldest waiting job above all. */
export function Figures({ stats }: { stats: LiveStats }) {
  const settings = useClusterSettings();
  const { total } = stats;
  const tolerated = settings.value?.alerts.oldestWaitingMs ?? null;
  const late =
    total.oldestWaitingMs !== null && tolerated !== null && total.oldestWaitingMs > tolerated;
  const { completed, failed, cancelled } = stats.recent;
  const window = windowWords(stats.windowMs);
  return (
    <dl className={classes.figures}>
      <Figure
        className={classes.oldest}
        name="Oldest waiting job"
        value={total.oldestWaitingMs === null ? 'None waits' : spanWords(total.oldestWaitingMs)}
        detail={
          tolerated === null
            ? 'No alert is set for it'
            : `${late ? 'Over' : 'Within'} the ${spanWords(tolerated)} that the alert allows`
        }
        alarming={late}
      />
      <Figure name="Waiting" value={wholeWords(total.waiting)} detail={laterWords(total)} />
      <Figure
        name="Running"
        value={wholeWords(total.running)}
        detail={`on ${wholeWords(stats.servers.alive)} ${stats.servers.alive === 1 ? 'server' : 'servers'}`}
      />
      <Figure
        name="Ended a minute"
        value={rateWords(total.perMinute)}
        detail={`over the last ${window}`}
      />
      <Figure
        name="Success"
        value={shareWords(total.successRate)}
        detail={
          completed + failed + cancelled === 0
            ? `nothing ended in the last ${window}`
            : `${wholeWords(failed)} failed, ${wholeWords(cancelled)} cancelled in ${window}`
        }
      />
      <PercentileFigure name="Wait until the start" percentiles={total.waitMs} />
      <PercentileFigure name="Run time" percentiles={total.runMs} />
    </dl>
  );
}

const FIVE_MINUTES = 300_000;

/** A leader that began a moment ago has seen less than five minutes. */
function windowWords(windowMs: number): string {
  return windowMs >= FIVE_MINUTES ? '5 min' : spanWords(windowMs);
}
