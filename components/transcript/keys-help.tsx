'use client';

import { ActionIcon, Group, Kbd, Popover, Stack, Text } from '@mantine/core';
import { IconKeyboard } from '@tabler/icons-react';

import { PLAYER_KEYS } from './player-keys';

/** The player's keys, for those who look for them. */
export function KeysHelp() {
  return (
    <Popover position="bottom-end" withArrow>
      <Popover.Target>
        <ActionIcon variant="default" size={36} aria-label="Keyboard shortcuts" visibleFrom="sm">
          <IconKeyboard size={18} />
        </ActionIcon>
      </Popover.Target>
      <Popover.Dropdown>
        <Stack gap="xs">
          {PLAYER_KEYS.map(({ keys, does }) => (
            <Group key={keys} justify="space-between" gap="lg">
              <Text size="sm">{does}</Text>
              <Kbd>{keys}</Kbd>
            </Group>
          ))}
        </Stack>
      </Popover.Dropdown>
    </Popover>
  );
}
