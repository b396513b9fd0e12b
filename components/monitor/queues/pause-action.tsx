'use client';

import { IconPlayerPause, IconPlayerPlay } from '@tabler/icons-react';

import { pauseQueue, resumeQueue } from '@/hooks/monitor/admin-actions';
import { type QueueName, QUEUES } from '@/lib/jobs/queues';

import { ActionButton } from '../actions/action-button';
import { wholeWords } from '../live/words';

export interface PauseActionProps {
  name: QueueName;
  paused: boolean;
  /** How many wait now: named before it is paused. */
  waiting: number;
  size?: 'xs' | 'sm';
}

/** Pause, after asking; or resume. */
export function PauseAction({ name, paused, waiting, size = 'xs' }: PauseActionProps) {
  const { title } = QUEUES[name];
  if (paused) {
    return (
      <ActionButton
        size={size}
        variant="filled"
        leftSection={<IconPlayerPlay size={14} aria-hidden />}
        aria-label={`Resume ${title}`}
        run={() => resumeQueue(name)}
        done={`${title} runs again.`}
        failed={`${title} was not resumed`}
      >
        Resume
      </ActionButton>
    );
  }
  return (
    <ActionButton
      size={size}
      leftSection={<IconPlayerPause size={14} aria-hidden />}
      aria-label={`Pause ${title}`}
      confirm={{
        title: `Pause ${title}?`,
        body: `No job of this queue starts until you resume it. ${waiting === 0 ? 'None waits now' : `${wholeWords(waiting)} ${waiting === 1 ? 'waits' : 'wait'} now`}; new ones are accepted and wait, too. Jobs that run go on.`,
        confirmLabel: 'Pause',
      }}
      run={() => pauseQueue(name)}
      done={`${title} is paused.`}
      failed={`${title} was not paused`}
    >
      Pause
    </ActionButton>
  );
}
