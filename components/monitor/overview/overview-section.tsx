import { Text, Title } from '@mantine/core';
import { type ReactNode, useId } from 'react';

import classes from './overview.module.css';

export interface OverviewSectionProps {
  title: string;
  description?: ReactNode;
  actions?: ReactNode;
  children: ReactNode;
}

/** One part of a page: a heading, a line about what the numbers cover, and its controls. */
export function OverviewSection({ title, description, actions, children }: OverviewSectionProps) {
  const id = useId();
  return (
    <section className={classes.section} aria-labelledby={id}>
      <div className={classes.sectionHead}>
        <div>
          <Title order={2} size="h3" id={id}>
            {title}
          </Title>
          {description !== undefined && (
            <Text size="sm" c="dimmed">
              {description}
            </Text>
          )}
        </div>
        {actions}
      </div>
      {children}
    </section>
  );
}
