'use client';

import { ActionIcon, Button, Group, Menu, Slider, Text, Tooltip } from '@mantine/core';
import {
  IconPlayerPauseFilled,
  IconPlayerPlayFilled,
  IconRewindBackward15,
  IconRewindForward15,
} from '@tabler/icons-react';
import { useEffect } from 'react';

import { clockTime } from '@/lib/export/timestamp';

import { RATES } from './player';
import { usePlayer, usePlayerState, usePlayerTime } from './player-context';
import { handlePlayerKey } from './player-keys';
import classes from './player-bar.module.css';

function Scrubber({ duration }: { duration: number }) {
  const player = usePlayer();
  const time = usePlayerTime();
  return (
    <div className={classes.scrubber}>
      <Text size="xs" className={classes.clock}>
        {clockTime(time)}
      </Text>
      <Slider
        className={classes.slider}
        classNames={{ thumb: classes.thumb ?? '' }}
        thumbSize={24}
        min={0}
        max={Math.max(duration, 0.01)}
        step={0.25}
        value={Math.min(time, duration)}
        onChange={player.seek}
        label={clockTime}
        thumbLabel="Position in the recording"
        thumbValueText={`${clockTime(time)} of ${clockTime(duration)}`}
        size="sm"
      />
      <Text size="xs" className={classes.clock}>
        {clockTime(duration)}
      </Text>
    </div>
  );
}

function Speed() {
  const player = usePlayer();
  const { rate } = usePlayerState();
  return (
    <Menu position="top-end" withArrow>
      <Menu.Target>
        <Button variant="subtle" color="gray" size="compact-sm" aria-label={`Speed: ${rate} times`}>
          {rate}×
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        {RATES.map((value) => (
          <Menu.Item
            key={value}
            onClick={() => player.setRate(value)}
            fw={value === rate ? 700 : 400}
          >
            {value}×
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}

/** The recording's controls: buttons, slider, speed, and the keyboard's. */
export function PlayerBar({ duration, onReload }: { duration: number; onReload: () => void }) {
  const player = usePlayer();
  const { status, playing, stalled } = usePlayerState();

  useEffect(() => {
    const onKey = (event: KeyboardEvent) => handlePlayerKey(player, event);
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, [player]);

  if (status === 'failed') {
    return (
      <Group className={classes.bar} justify="space-between" role="group" aria-label="Player">
        <Text size="sm">The recording could not be loaded. The transcript works without it.</Text>
        <Button size="compact-sm" variant="default" onClick={onReload}>
          Load it again
        </Button>
      </Group>
    );
  }
  return (
    <div className={classes.bar} role="group" aria-label="Player">
      <Group gap={4} wrap="nowrap">
        <Tooltip label="15 seconds back">
          <ActionIcon
            variant="subtle"
            color="gray"
            size={36}
            aria-label="15 seconds back"
            onClick={() => player.skip(-15)}
          >
            <IconRewindBackward15 size={20} />
          </ActionIcon>
        </Tooltip>
        <ActionIcon
          size={44}
          radius="xl"
          aria-label={playing ? 'Pause' : 'Play'}
          loading={playing && stalled}
          onClick={player.toggle}
        >
          {playing ? <IconPlayerPauseFilled size={20} /> : <IconPlayerPlayFilled size={20} />}
        </ActionIcon>
        <Tooltip label="15 seconds forward">
          <ActionIcon
            variant="subtle"
            color="gray"
            size={36}
            aria-label="15 seconds forward"
            onClick={() => player.skip(15)}
          >
            <IconRewindForward15 size={20} />
          </ActionIcon>
        </Tooltip>
      </Group>
      <Scrubber duration={duration} />
      <Speed />
    </div>
  );
}
