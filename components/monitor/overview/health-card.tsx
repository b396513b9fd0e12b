'use client';

import { Skeleton } from '@mantine/core';

import { useClusterNow } from '@/hooks/monitor/cluster-clock';
import { useLiveStats } from '@/hooks/monitor/use-cluster';
import { useHealth } from '@/hooks/monitor/use-health';
import type { LiveStats } from '@/lib/cluster/stats';

import { spanWords } from '../live/words';
import { HEALTH_LOOKS } from '../shell/health-look';
import classes from './overview.module.css';

/** Is it healthy: one sentence, one colour, and an icon that says the same without it. */
export function HealthCard() {
  const health = useHealth();
  const { value: stats } = useLiveStats();
  if (health === null) return <Skeleton height={92} radius="lg" mb="md" />;
  const look = HEALTH_LOOKS[health.level];
  return (
    <section className={classes.health} data-color={look.color} aria-label="Health">
      <span className={classes.healthIcon} aria-hidden>
        <look.icon size={28} stroke={2} />
      </span>
      <div className={classes.healthWords}>
        <div className={classes.healthLabel}>{look.label}</div>
        {/* Tells a screen reader of a change, not of every second. */}
        <p className={classes.healthSentence} aria-live="polite">
          {health.sentence}
        </p>
      </div>
      {stats !== null && <Source stats={stats} />}
    </section>
  );
}

/** Who counted, and how long ago. */
function Source({ stats }: { stats: LiveStats }) {
  const now = useClusterNow();
  const { alive, draining } = stats.servers;
  return (
    <dl className={classes.source}>
      <div>
        <dt>Servers</dt>
        <dd>
          {alive} alive{draining > 0 && `, ${String(draining)} draining`}
        </dd>
      </div>
      <div>
        <dt>Wanted by load</dt>
        <dd title={stats.desiredReason}>{stats.desiredWorkers}</dd>
      </div>
      <div>
        <dt>Leader</dt>
        <dd className={classes.leader} title={stats.leaderId}>
          {stats.leaderId}
        </dd>
      </div>
      <div>
        <dt>Counted</dt>
        <dd>
          <time dateTime={new Date(stats.at).toISOString()} title={new Date(stats.at).toString()}>
            {now - stats.at < 2_000 ? 'just now' : `${spanWords(now - stats.at)} ago`}
          </time>
        </dd>
      </div>
    </dl>
  );
}
