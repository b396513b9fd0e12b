'use client';

import { Button, Timeline } from '@mantine/core';
import { useState } from 'react';

import { absoluteTime } from '@/components/feedback/time-words';
import type { BreakerChange } from '@/lib/cluster/breaker';

import { Moment } from '../live/moment';
import { BREAKER_LOOKS } from './breaker-badge';
import classes from './providers.module.css';

const SHOWN_AT_FIRST = 3;

/** How a breaker came to its state: the newest change first, and why. */
export function BreakerHistory({ history }: { history: readonly BreakerChange[] }) {
  const [all, setAll] = useState(false);
  const newest = history.toReversed();
  const shown = all ? newest : newest.slice(0, SHOWN_AT_FIRST);
  return (
    <div className={classes.history}>
      <h4>History</h4>
      <Timeline bulletSize={18} lineWidth={2} active={shown.length}>
        {shown.map((change, index) => {
          const look = BREAKER_LOOKS[change.state];
          return (
            <Timeline.Item
              key={`${String(change.at)}-${String(index)}`}
              bullet={<look.icon size={12} stroke={2.5} aria-hidden />}
              color={look.color}
              title={look.label}
              classNames={{ itemTitle: classes.changeTitle ?? '', item: classes.changeItem ?? '' }}
            >
              <span className={classes.change} title={absoluteTime(change.at)}>
                {change.reason} · <Moment at={change.at} />
              </span>
            </Timeline.Item>
          );
        })}
      </Timeline>
      {newest.length > SHOWN_AT_FIRST && (
        <Button
          size="compact-xs"
          variant="subtle"
          color="gray"
          aria-expanded={all}
          onClick={() => setAll(!all)}
        >
          {all ? 'Show the newest' : `Show all ${String(newest.length)}`}
        </Button>
      )}
    </div>
  );
}
