'use client';

import { Anchor } from '@mantine/core';
import { IconBellRinging } from '@tabler/icons-react';
import Link from 'next/link';

import { RelativeTime } from '@/components/feedback/relative-time';
import { useAlerts } from '@/hooks/monitor/use-cluster';

import classes from './shell.module.css';

/** The alerts that stand now: above every page of the monitor, on the overview below its health. */
export function AlertBanner() {
  const { value } = useAlerts();
  const active = (value ?? []).flatMap(({ value: { name, since, sentence } }) =>
    since === null ? [] : [{ name, since, sentence }],
  );
  return (
    <div role="status">
      {active.length > 0 && (
        <div className={classes.alerts}>
          <IconBellRinging size={20} aria-hidden className={classes.alertsIcon} />
          <ul>
            {active.map((alert) => (
              <li key={alert.name}>
                {alert.sentence}{' '}
                <span className={classes.alertSince}>
                  Since <RelativeTime at={alert.since} />.
                </span>
              </li>
            ))}
          </ul>
          <Anchor component={Link} href="/admin/alerts" size="sm" underline="always">
            Alerts
          </Anchor>
        </div>
      )}
    </div>
  );
}
