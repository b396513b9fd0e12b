'use client';

import { Group } from '@mantine/core';

import { pauseSchedule, resumeSchedule, runSchedule } from '@/hooks/monitor/record-actions';

import { ActionButton } from '../actions/action-button';

/** Run now; pause, after asking; or resume. */
export function ScheduleSteps({ name, paused }: { name: string; paused: boolean }) {
  return (
    <Group gap={6} wrap="nowrap" justify="flex-end">
      <ActionButton
        size="xs"
        aria-label={`Run ${name} now`}
        run={() => runSchedule(name)}
        done={`A job of ${name} was submitted.`}
        failed={`${name} was not run`}
      >
        Run now
      </ActionButton>
      {paused ? (
        <ActionButton
          size="xs"
          variant="filled"
          aria-label={`Resume ${name}`}
          run={() => resumeSchedule(name)}
          done={`${name} runs at its ticks again.`}
          failed={`${name} was not resumed`}
        >
          Resume
        </ActionButton>
      ) : (
        <ActionButton
          size="xs"
          aria-label={`Pause ${name}`}
          confirm={{
            title: `Pause ${name}?`,
            body: 'Its ticks pass without a job until you resume it. A job of it that runs goes on.',
            confirmLabel: 'Pause',
          }}
          run={() => pauseSchedule(name)}
          done={`${name} is paused.`}
          failed={`${name} was not paused`}
        >
          Pause
        </ActionButton>
      )}
    </Group>
  );
}
