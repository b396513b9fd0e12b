'use client';

import { Badge, Text } from '@mantine/core';

import type { AlertName, AlertRecord } from '@/lib/cluster/alert';
import type { SeenRecord } from '@/lib/firebase/client/records';

import { Moment } from '../live/moment';
import classes from './alerts.module.css';

const TITLES: Readonly<Record<AlertName, string>> = {
  oldest_waiting: 'Oldest waiting job',
  error_rate: 'Error rate',
  breaker_open: 'Circuit breaker open',
  no_worker: 'No live worker',
};

const NAMES = Object.keys(TITLES) as AlertName[];

/** Each rule: does it fire now, since when; or when it did last. */
export function StandingAlerts({ alerts }: { alerts: readonly SeenRecord<AlertRecord>[] }) {
  return (
    <ul className={classes.alerts} aria-label="Alerts">
      {NAMES.map((name) => {
        const alert = alerts.find(({ id }) => id === name)?.value ?? null;
        const fires = alert !== null && alert.since !== null;
        return (
          <li key={name} className={classes.alert} data-fires={fires}>
            <div className={classes.alertHead}>
              <Text fw={600} size="sm">
                {TITLES[name]}
              </Text>
              <Badge
                color={fires ? 'red' : alert === null ? 'gray' : 'teal'}
                variant="light"
                tt="none"
                fw={600}
              >
                {fires ? 'Fires' : alert === null ? 'Never fired' : 'Over'}
              </Badge>
            </div>
            {alert !== null && (
              <Text size="sm" c="dimmed">
                {fires ? alert.sentence : `Last: ${alert.sentence}`}{' '}
                {fires ? 'Since ' : 'Over since '}
                <Moment at={alert.since ?? alert.endedAt} />.
              </Text>
            )}
          </li>
        );
      })}
    </ul>
  );
}
