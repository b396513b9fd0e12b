import { Group, Stack, Text, Title } from '@mantine/core';
import type { ReactNode } from 'react';

import classes from './feedback.module.css';

export interface EmptyStateProps {
  icon: ReactNode;
  title: string;
  description: ReactNode;
  /** The way out: one primary action, perhaps a second. */
  actions?: ReactNode;
  /** Level of its heading: 2 where it is the page's main content. */
  order?: 1 | 2 | 3;
}

/** Nothing here yet, why, and what to do about it. */
export function EmptyState({ icon, title, description, actions, order = 2 }: EmptyStateProps) {
  return (
    <Stack align="center" gap="sm" className={classes.empty}>
      <div className={classes.emptyIcon} aria-hidden>
        {icon}
      </div>
      <Title order={order} size="h3" ta="center">
        {title}
      </Title>
      <Text c="dimmed" ta="center" maw={440} component="div">
        {description}
      </Text>
      {actions !== undefined && (
        <Group justify="center" gap="sm" mt="xs">
          {actions}
        </Group>
      )}
    </Stack>
  );
}
