'use client';

import { ActionIcon, Group, Text } from '@mantine/core';
import { IconChevronLeft, IconChevronRight } from '@tabler/icons-react';

/** Steps through the versions of something that was made more than once. `current` counts from 0. */
export function VersionPager({
  current,
  count,
  onChange,
}: {
  current: number;
  count: number;
  onChange: (version: number) => void;
}) {
  if (count < 2) return null;
  return (
    <Group gap={2} wrap="nowrap" role="group" aria-label="Versions">
      <ActionIcon
        variant="subtle"
        color="gray"
        size={24}
        aria-label="Older version"
        disabled={current === 0}
        onClick={() => onChange(current - 1)}
      >
        <IconChevronLeft size={16} />
      </ActionIcon>
      <Text span size="xs" c="dimmed" style={{ fontVariantNumeric: 'tabular-nums' }}>
        {current + 1} / {count}
      </Text>
      <ActionIcon
        variant="subtle"
        color="gray"
        size={24}
        aria-label="Newer version"
        disabled={current === count - 1}
        onClick={() => onChange(current + 1)}
      >
        <IconChevronRight size={16} />
      </ActionIcon>
    </Group>
  );
}
