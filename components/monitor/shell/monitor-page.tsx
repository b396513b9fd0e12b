import { Box, Group, Text, Title } from '@mantine/core';
import type { ReactNode } from 'react';

import classes from './shell.module.css';

export interface MonitorPageProps {
  title: string;
  description?: ReactNode;
  actions?: ReactNode;
  children: ReactNode;
}

/** A page of the monitor: its one h1, a line about it, its actions, and what it shows. */
export function MonitorPage({ title, description, actions, children }: MonitorPageProps) {
  return (
    <>
      <div className={classes.title}>
        <Box miw={0}>
          <Title order={1}>{title}</Title>
          {description !== undefined && (
            <Text c="dimmed" size="sm" mt={4} component="div">
              {description}
            </Text>
          )}
        </Box>
        {actions !== undefined && <Group gap="sm">{actions}</Group>}
      </div>
      {children}
    </>
  );
}
