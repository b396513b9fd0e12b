import { Badge } from '@mantine/core';
import { IconBan, IconCheck, IconClock, IconHourglass, IconX } from '@tabler/icons-react';
import type { ReactNode } from 'react';

import type { JobState } from '@/lib/jobs/state';

import classes from './feedback.module.css';

interface Look {
  label: string;
  color: string;
  icon: ReactNode;
}

const ICON = { size: 12, stroke: 2.5, 'aria-hidden': true } as const;

const LOOKS: Record<JobState, Look> = {
  scheduled: { label: 'Scheduled', color: 'indigo', icon: <IconClock {...ICON} /> },
  pending: { label: 'Waiting', color: 'gray', icon: <IconHourglass {...ICON} /> },
  processing: { label: 'Working', color: 'ember', icon: <span className={classes.pulse} /> },
  completed: { label: 'Done', color: 'teal', icon: <IconCheck {...ICON} /> },
  failed: { label: 'Failed', color: 'red', icon: <IconX {...ICON} /> },
  cancelled: { label: 'Cancelled', color: 'gray', icon: <IconBan {...ICON} /> },
};

/** A job's state: an icon and a word, never colour alone. */
export function StateBadge({ state, stopping = false }: { state: JobState; stopping?: boolean }) {
  const look = LOOKS[state];
  const label = state === 'processing' && stopping ? 'Stopping' : look.label;
  return (
    <Badge
      color={look.color}
      variant="light"
      leftSection={look.icon}
      tt="none"
      fw={600}
      data-state={state}
    >
      {label}
    </Badge>
  );
}
