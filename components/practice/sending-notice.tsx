'use client';

import { Alert, Button, Stack, Text } from '@mantine/core';
import Link from 'next/link';

import type { OutboxItem } from '@/lib/outbox/item';

/** Where an answer is that is not on the server yet; when it cannot be sent, why, and where to send it again. */
export function SendingNotice({ item }: { item: OutboxItem }) {
  if (item.error === null) {
    return (
      <Text size="sm" c="dimmed" role="status">
        Your answer is saved on this device and on its way.
      </Text>
    );
  }
  return (
    <Alert color="red" variant="light" role="alert" c="var(--mantine-color-text)">
      <Stack gap="xs" align="flex-start">
        <Text size="sm">{item.error.message} Your answer is still on this device.</Text>
        <Button component={Link} href="/new" size="xs" variant="default">
          See what is on its way
        </Button>
      </Stack>
    </Alert>
  );
}
