'use client';

import { Badge, Title } from '@mantine/core';
import { IconCrown, IconHeartOff, IconLogout2 } from '@tabler/icons-react';
import { useId } from 'react';

import { bytesWords } from '@/components/settings/amounts';
import { useClusterNow } from '@/hooks/monitor/cluster-clock';
import { useClusterSettings } from '@/hooks/monitor/use-cluster';
import type { ServerRecord } from '@/lib/cluster/server';

import { Moment } from '../live/moment';
import { spanWords, wholeWords } from '../live/words';
import { ModelName } from '../providers/model-name';
import { DrainAction } from './drain-action';
import { QueueSlots } from './queue-slots';
import classes from './servers.module.css';

/** Heartbeats that a server may miss before it is called silent here, as the leader judges. */
const MISSED_HEARTBEATS = 3;

/** One server: who it is, how it lives, and what runs on it. */
export function ServerCard({ server, order }: { server: ServerRecord; order: 2 | 3 }) {
  const titleId = useId();
  const now = useClusterNow();
  const settings = useClusterSettings();
  const age = Math.max(0, now - server.heartbeatAt);
  const silent = age > server.heartbeatMs * MISSED_HEARTBEATS;
  const told = settings.value?.drainedServers.includes(server.id) ?? false;
  const limits = Object.entries(server.adaptiveLimits);
  return (
    <article className={classes.card} aria-labelledby={titleId} data-silent={silent}>
      <header className={classes.head}>
        <Title order={order} size="h4" id={titleId} className={classes.name} title={server.id}>
          {server.id}
        </Title>
        <div className={classes.badges}>
          {server.leader && !silent && (
            <Badge color="indigo" leftSection={<IconCrown {...BADGE_ICON} />} {...BADGE}>
              Leader
            </Badge>
          )}
          {silent && (
            <Badge color="red" leftSection={<IconHeartOff {...BADGE_ICON} />} {...BADGE}>
              No heartbeat
            </Badge>
          )}
          {(server.draining || told) && (
            <Badge color="yellow" leftSection={<IconLogout2 {...BADGE_ICON} />} {...BADGE}>
              {server.draining ? 'Draining' : 'Told to drain'}
            </Badge>
          )}
        </div>
        <DrainAction server={server} told={told} />
      </header>
      <dl className={classes.facts}>
        <div>
          <dt>Heartbeat</dt>
          <dd data-alarming={silent}>
            {age < 1_000 ? 'now' : `${spanWords(Math.floor(age / 1_000) * 1_000)} ago`}
            <small>every {spanWords(server.heartbeatMs)}</small>
          </dd>
        </div>
        <div>
          <dt>Running</dt>
          <dd>
            {wholeWords(server.running)}
            <small>{server.running === 1 ? 'job' : 'jobs'}</small>
          </dd>
        </div>
        <div>
          <dt>Memory</dt>
          <dd>{bytesWords(server.memoryBytes)}</dd>
        </div>
        <div>
          <dt>Up since</dt>
          <dd>
            <Moment at={server.startedAt} />
          </dd>
        </div>
        <div>
          <dt>Shards</dt>
          <dd title={server.shards.join(', ')}>
            {server.shards.length}
            <small className={classes.shards}>{server.shards.join(', ') || 'none'}</small>
          </dd>
        </div>
        <div>
          <dt>Version</dt>
          <dd>{server.version}</dd>
        </div>
      </dl>
      <QueueSlots server={server} />
      {limits.length > 0 && (
        <div className={classes.limits}>
          <h3>Calls of a model at once</h3>
          <ul>
            {limits.map(([id, limit]) => (
              <li key={id}>
                <ModelName id={id} /> <strong>{wholeWords(limit)}</strong>
              </li>
            ))}
          </ul>
        </div>
      )}
    </article>
  );
}

const BADGE = { variant: 'light', tt: 'none', fw: 600 } as const;
const BADGE_ICON = { size: 12, stroke: 2.5, 'aria-hidden': true } as const;
