import { Text, Title } from '@mantine/core';
import type { ReactNode } from 'react';

import classes from './settings.module.css';

export interface SectionProps {
  id: string;
  title: string;
  description: ReactNode;
  children: ReactNode;
  danger?: boolean;
}

/** One part of the settings: what it is about on the left, its controls on the right. */
export function Section({ id, title, description, children, danger = false }: SectionProps) {
  return (
    <section id={id} className={classes.section} aria-labelledby={`${id}-title`}>
      <div>
        <Title order={2} size="h3" id={`${id}-title`}>
          {title}
        </Title>
        <Text size="sm" c="dimmed" mt={4}>
          {description}
        </Text>
      </div>
      <div className={classes.panel} data-danger={danger}>
        {children}
      </div>
    </section>
  );
}
