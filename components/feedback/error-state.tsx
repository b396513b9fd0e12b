import { Alert, Button, Group, Text } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import type { ReactNode } from 'react';

import { ApiProblem, problemMessage } from '@/hooks/api';

export interface ErrorStateProps {
  /** What could not be done: "Your library could not be loaded". */
  title: string;
  /** What was thrown; its words are shown. */
  error: unknown;
  onRetry?: (() => void) | undefined;
  actions?: ReactNode;
}

/** Something failed where content should be: what, why, and the way out. */
export function ErrorState({ title, error, onRetry, actions }: ErrorStateProps) {
  const code = error instanceof ApiProblem ? error.code : null;
  return (
    <Alert color="red" variant="light" icon={<IconAlertTriangle />} title={title} role="alert">
      <Text size="sm" c="var(--mantine-color-text)">
        {problemMessage(error)}
      </Text>
      {code !== null && (
        <Text size="xs" c="dimmed" mt={4}>
          Code: {code}
        </Text>
      )}
      {(onRetry !== undefined || actions !== undefined) && (
        <Group mt="sm" gap="xs">
          {onRetry !== undefined && (
            <Button size="xs" variant="default" onClick={onRetry}>
              Try again
            </Button>
          )}
          {actions}
        </Group>
      )}
    </Alert>
  );
}
